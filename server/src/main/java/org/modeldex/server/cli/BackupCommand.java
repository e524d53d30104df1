package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.StoreCopies;
import org.modeldex.server.cli.CatalogOption.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies the store. */
@Command(
    name = "backup",
    description =
        "Writes a complete copy of the records, without the artifacts that MLflow's clients upload;"
            + " a running server goes on meanwhile.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BackupCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(
      paramLabel = "DIR",
      description =
          "Where the copy goes; must not exist. With --server: a plain name, which the server puts"
              + " into the folder backups of its own data.")
  private Path target = Path.of("");

  @Override
  public Integer call() {
    PrintWriter out = Main.out(spec);
    if (catalog.isRemote()) {
      try (Session session = catalog.open()) {
        String name =
            JsonNodeFactory.instance.objectNode().put("name", target.toString()).toString();
        JsonNode answer =
            session
                .client()
                .post(
                    "/operations/backup",
                    "application/json",
                    name.getBytes(StandardCharsets.UTF_8));
        print(out, answer.path("sequence").asLong(), answer.path("sizeBytes").asLong());
      }
    } else {
      StoreCopies.Summary summary = copy(catalog.existingFolder());
      print(out, summary.sequence(), summary.sizeBytes());
    }
    return ExitCode.OK;
  }

  private StoreCopies.Summary copy(Path data) {
    try {
      return StoreCopies.backup(data, target);
    } catch (ModeldexException e) {
      throw e.code() == ErrorCode.UNAVAILABLE ? catalog.withHint(e) : e;
    }
  }

  private void print(PrintWriter out, long sequence, long sizeBytes) {
    out.println(
        "Backed up to " + target + ": up to change " + sequence + ", " + sizeBytes + " bytes");
    out.flush();
  }
}
