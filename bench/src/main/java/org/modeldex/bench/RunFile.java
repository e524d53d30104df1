package org.modeldex.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one engine answered to every judged query, one JSON object a line. */
final class RunFile {
  private static final int KEPT = 20;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private RunFile() {}

  /**
   * One query as it was answered.
   *
   * @param ranked the documents found, best first; hits that were never judged are {@code ?id}
   */
  record Line(Judgements.Query query, List<String> ranked, Effectiveness effectiveness) {}

  static void write(Path file, List<Line> run) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Line line : run) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", line.query().id());
        json.put("kind", line.query().kind());
        json.put("half", line.query().half().name());
        json.put("query", line.query().text());
        json.put("ndcg10", line.effectiveness().ndcg10());
        json.put("recall100", line.effectiveness().recall100());
        json.put("mrr", line.effectiveness().reciprocalRank());
        ArrayNode top = json.putArray("top");
        line.ranked().stream()
            .limit(KEPT)
            .forEach(id -> top.add(line.query().relevant().getOrDefault(id, 0) + " " + id));
        out.write(MAPPER.writeValueAsString(json));
        out.newLine();
      }
    }
  }

  private record Change(JsonNode before, JsonNode after) {
    double difference(String measure) {
      return after.path(measure).asDouble() - before.path(measure).asDouble();
    }
  }

  /** Prints the queries that two runs answer differently well, most lost first. */
  static void diff(Path before, Path after, PrintStream out) throws IOException {
    Map<String, JsonNode> old = read(before);
    List<Change> changes = new ArrayList<>();
    read(after)
        .forEach((id, line) -> {
          JsonNode was = old.get(id);
          if (was != null) {
            changes.add(new Change(was, line));
          }
        });
    List<Change> differing =
        changes.stream()
            .filter(
                change -> change.difference("ndcg10") != 0 || change.difference("recall100") != 0)
            .sorted(Comparator.comparingDouble(change -> change.difference("ndcg10")))
            .toList();
    for (Change change : differing) {
      out.printf(
          "nDCG@10 %+.3f to %.3f, recall@100 %+.3f to %.3f  %s %s %s%n",
          change.difference("ndcg10"),
          change.after().path("ndcg10").asDouble(),
          change.difference("recall100"),
          change.after().path("recall100").asDouble(),
          change.after().path("id").asText(),
          change.after().path("half").asText(),
          change.after().path("query").asText());
    }
    long better = differing.stream().filter(change -> change.difference("ndcg10") > 0).count();
    long worse = differing.stream().filter(change -> change.difference("ndcg10") < 0).count();
    out.printf(
        "%d queries, %d with a better nDCG@10, %d with a worse one%n",
        changes.size(), better, worse);
  }

  private static Map<String, JsonNode> read(Path file) throws IOException {
    Map<String, JsonNode> lines = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode json = MAPPER.readTree(line);
      lines.put(json.path("id").asText(), json);
    }
    return lines;
  }
}
