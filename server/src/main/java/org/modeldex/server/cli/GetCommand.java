package org.modeldex.server.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.RecordId;
import org.modeldex.server.cli.CatalogOption.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a record. */
@Command(
    name = "get",
    description = "Prints one record as JSON.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class GetCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(paramLabel = "ID", description = "For instance model:vision/resnet50.")
  private String id = "";

  @Override
  public Integer call() {
    RecordId wanted = RecordId.parse(id);
    try (Session session = catalog.open()) {
      PrintWriter out = Main.out(spec);
      out.println(session.client().get(ApiClient.path(wanted), List.of()).toPrettyString());
      out.flush();
    }
    return ExitCode.OK;
  }
}
