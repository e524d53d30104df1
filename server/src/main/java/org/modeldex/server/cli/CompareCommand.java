package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.RecordId;
import org.modeldex.server.cli.ApiClient.Parameter;
import org.modeldex.server.cli.CatalogOption.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints records side by side. */
@Command(
    name = "compare",
    description = "Shows 2 to 20 records side by side; the best value of a row has a star.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {
  private static final int WIDTH = 120;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(
      paramLabel = "ID",
      arity = "2..20",
      description = "For instance model:vision/resnet50 model:vision/resnet101.")
  private List<String> ids = List.of();

  @Option(names = "--differences", description = "Only what differs.")
  private boolean differences;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json or csv (default: text).",
      defaultValue = "text")
  private Format format = Format.TEXT;

  enum Format {
    TEXT,
    JSON,
    CSV
  }

  @Override
  public Integer call() throws IOException {
    List<Parameter> parameters = new ArrayList<>();
    for (String id : ids) {
      parameters.add(new Parameter("id", RecordId.parse(id).toString()));
    }
    parameters.add(new Parameter("differences", Boolean.toString(differences)));
    PrintWriter out = Main.out(spec);
    try (Session session = catalog.open()) {
      switch (format) {
        case TEXT -> print(session.client().get("/compare", parameters), out);
        case JSON -> out.println(session.client().get("/compare", parameters).toPrettyString());
        case CSV -> {
          parameters.add(new Parameter("format", "csv"));
          try (InputStream table = session.client().open("/compare", parameters)) {
            new InputStreamReader(table, StandardCharsets.UTF_8).transferTo(out);
          }
        }
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(JsonNode comparison, PrintWriter out) {
    String aspect = "";
    for (JsonNode row : comparison.path("rows")) {
      if (!row.path("aspect").asText().equals(aspect)) {
        aspect = row.path("aspect").asText();
        out.println();
        out.println(aspect);
      }
      out.println("  " + Terminal.plain(row.path("key").asText()));
      int column = 0;
      for (JsonNode record : comparison.path("records")) {
        boolean best = contains(row.path("best"), column);
        String cell = shortened(Terminal.plain(text(row.path("cells").path(column))));
        out.println(
            (best ? "  * " : "    ") + Terminal.plain(record.path("id").asText()) + "  " + cell);
        column++;
      }
    }
  }

  private static boolean contains(JsonNode columns, int column) {
    for (JsonNode each : columns) {
      if (each.asInt() == column) {
        return true;
      }
    }
    return false;
  }

  private static String text(JsonNode cell) {
    JsonNode value = cell.path("value");
    if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(text -> texts.add(text.asText()));
      return String.join(", ", texts);
    }
    return value.isNull() || value.isMissingNode() ? cell.path("raw").asText("-") : value.asText();
  }

  private static String shortened(String text) {
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "...";
  }
}
