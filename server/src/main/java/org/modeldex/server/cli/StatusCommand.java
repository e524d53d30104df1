package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.server.cli.CatalogOption.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how a catalogue stands. */
@Command(
    name = "status",
    description = "Says how the catalogue stands.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    try (Session session = catalog.open()) {
      JsonNode status = session.client().get("/status", List.of());
      PrintWriter out = Main.out(spec);
      if (json) {
        out.println(status.toPrettyString());
      } else {
        print(status, "", out);
      }
      out.flush();
    }
    return ExitCode.OK;
  }

  private static void print(JsonNode object, String indent, PrintWriter out) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (member.getValue().isObject()) {
        out.println(indent + member.getKey() + ":");
        print(member.getValue(), indent + "  ", out);
      } else {
        out.println(indent + member.getKey() + ": " + Terminal.plain(member.getValue().asText()));
      }
    }
  }
}
