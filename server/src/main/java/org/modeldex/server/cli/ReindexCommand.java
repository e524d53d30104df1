package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.server.cli.CatalogOption.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Builds the index again. */
@Command(
    name = "reindex",
    description = "Throws the index away and builds it again from the records.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReindexCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 100;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Override
  public Integer call() throws InterruptedException {
    try (Session session = catalog.open()) {
      session.client().post("/operations/reindex", "application/json", new byte[0]);
      JsonNode status = session.client().get("/status", List.of());
      while (status.path("rebuilding").asBoolean()) {
        Thread.sleep(POLL_MILLIS);
        status = session.client().get("/status", List.of());
      }
      PrintWriter out = Main.out(spec);
      out.println("Indexed " + status.path("indexedRecords").asLong() + " records");
      out.flush();
    }
    return ExitCode.OK;
  }
}
