package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.server.cli.ApiClient.Parameter;
import org.modeldex.server.cli.CatalogOption.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds records. */
@Command(
    name = "search",
    description = "Finds records, best first.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SearchCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(paramLabel = "QUERY", description = "What to look for, in quotes.")
  private String query = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many to show, 1 to 100 (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int limit = 10;

  @Option(
      names = "--sort",
      paramLabel = "BY",
      description = "relevance, a field or a metric; - before it reverses.")
  private @Nullable String sort;

  @Option(names = "--kind", paramLabel = "KIND", description = "model, version, dataset, ... or *.")
  private @Nullable String kind;

  @Option(names = "--json", description = "Print the whole answer as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("q", query));
    parameters.add(new Parameter("limit", Integer.toString(limit)));
    if (!json) {
      parameters.add(new Parameter("facet", "none"));
      parameters.add(new Parameter("highlight", "false"));
    }
    if (sort != null) {
      parameters.add(new Parameter("sort", sort));
    }
    if (kind != null) {
      parameters.add(new Parameter("kind", kind));
    }
    try (Session session = catalog.open()) {
      session.awaitIndex();
      JsonNode answer = session.client().get("/search", parameters);
      if (answer.path("partial").asBoolean()) {
        // What was slow because it was the first is quick the second time.
        answer = session.client().get("/search", parameters);
      }
      PrintWriter out = Main.out(spec);
      if (json) {
        out.println(answer.toPrettyString());
      } else {
        print(answer, out);
      }
      out.flush();
    }
    return ExitCode.OK;
  }

  private static void print(JsonNode answer, PrintWriter out) {
    long total = answer.path("total").asLong();
    out.println(total + (total == 1 ? " hit" : " hits"));
    if (answer.path("partial").asBoolean()) {
      out.println("The time limit cut this search short, so there may be more");
    }
    for (JsonNode hit : answer.path("hits")) {
      out.println();
      out.println(Terminal.plain(hit.path("id").asText()));
      String facts = facts(hit);
      if (!facts.isEmpty()) {
        out.println("  " + Terminal.plain(facts));
      }
      for (JsonNode measurement : hit.path("measurements")) {
        String value = measurement.path(measurement.has("value") ? "value" : "raw").asText();
        out.println("  " + Terminal.plain(measurement.path("key").asText() + "  " + value));
      }
      String description = hit.path("description").asText("");
      if (!description.isEmpty()) {
        out.println("  " + Terminal.plain(description));
      }
    }
    for (JsonNode relaxation : answer.path("relaxations")) {
      out.println(
          "Without "
              + Terminal.plain(relaxation.path("without").asText())
              + ": "
              + relaxation.path("total").asLong());
    }
  }

  private static String facts(JsonNode hit) {
    List<String> facts = new ArrayList<>();
    hit.path("tasks").forEach(task -> facts.add(task.asText()));
    hit.path("architectures").forEach(architecture -> facts.add(architecture.asText()));
    if (hit.has("parameterCount")) {
      facts.add(count(hit.path("parameterCount").asLong()) + " parameters");
    }
    if (hit.has("license")) {
      facts.add(hit.path("license").asText());
    }
    return String.join(", ", facts);
  }

  private static String count(long number) {
    if (number >= 1_000_000_000L) {
      return String.format(Locale.ROOT, "%.1fB", number / 1e9);
    }
    return number >= 1_000_000L
        ? String.format(Locale.ROOT, "%.1fM", number / 1e6)
        : Long.toString(number);
  }
}
