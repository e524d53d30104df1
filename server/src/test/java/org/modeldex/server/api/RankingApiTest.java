package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/**
 * Leaderboards, ranks, progress, tasks and trade-offs over the native protocol, compared with what
 * an export of everything says.
 */
final class RankingApiTest {
  private static final int MODELS = 150;
  private static final String ACCURACY = "accuracy@cifar-10";
  private static final String WER = "wer@librispeech";

  @TempDir private static Path data;
  private static TestNode server;
  private static List<JsonNode> exported = List.of();

  @BeforeAll
  static void startWithModels() {
    server = new TestNode(data);
    Random random = new Random(11);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < MODELS; i++) {
      lines.append(put("model", "m" + i, body(random)));
    }
    lines.append(
        put(
            "run",
            "r",
            "\"statistical\":[{\"metric\":\"accuracy\",\"dataset\":\"cifar-10\",\"raw\":\"1\"}]"));
    assertThat(server.bulk(lines.toString()).json().path("rejected").asInt()).isZero();
    exported = server.get("/export?kind=model").text().lines().map(RankingApiTest::json).toList();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode json(String text) {
    return RecordJson.readTree(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String put(String kind, String name, String body) {
    return "{\"op\":\"put\",\"record\":{\"id\":\"%s:lab/%s\",%s}}\n".formatted(kind, name, body);
  }

  private static String body(Random random) {
    List<String> measurements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      measurements.add(
          measurement("accuracy", "cifar-10", Integer.toString(random.nextInt(30)) + "%"));
    }
    if (random.nextBoolean()) {
      measurements.add(
          measurement("wer", "librispeech", List.of("0.1", "0.2", "nan").get(random.nextInt(3))));
    }
    return "\"contextual\":{\"tasks\":[\"image-classification\"]},"
        + "\"structural\":{\"parameterCount\":%s},"
            .formatted(random.nextInt(4) == 0 ? "null" : Integer.toString(random.nextInt(20)))
        + "\"attributes\":{\"x\":1%s},"
            .formatted(
                random.nextInt(3) == 0
                    ? ""
                    : ",\"release_date\":\""
                        + LocalDate.ofEpochDay(18_000 + random.nextInt(1_000))
                        + '"')
        + "\"statistical\":["
        + String.join(",", measurements)
        + "]";
  }

  private static String measurement(String metric, String dataset, String raw) {
    return "{\"metric\":\"%s\",\"dataset\":\"%s\",\"raw\":\"%s\"}".formatted(metric, dataset, raw);
  }

  /** The exported records that have a number for the key, with the best; by id. */
  private static SortedMap<String, Double> best(String key, boolean largest) {
    SortedMap<String, Double> values = new TreeMap<>();
    for (JsonNode record : exported) {
      for (JsonNode measurement : record.path("statistical")) {
        if (measurement.path("key").asText().equals(key) && measurement.path("value").isNumber()) {
          values.merge(
              record.path("id").asText(),
              measurement.path("value").asDouble(),
              largest ? Math::max : Math::min);
        }
      }
    }
    return values;
  }

  private static long better(SortedMap<String, Double> values, double value, boolean largest) {
    return values.values().stream().filter(v -> largest ? v > value : v < value).count();
  }

  @Test
  void aLeaderboardRanksWhatTheExportSaysPageByPage() {
    for (String key : List.of(ACCURACY, WER)) {
      boolean largest = key.equals(ACCURACY);
      SortedMap<String, Double> values = best(key, largest);
      List<String> ids = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode page = server.get("/leaderboards/" + key + "?limit=7" + cursor).json();
        assertThat(page.path("total").asInt()).isEqualTo(values.size());
        assertThat(page.path("better").asText()).isEqualTo(largest ? "higher" : "lower");
        for (JsonNode entry : page.path("entries")) {
          String id = entry.path("hit").path("id").asText();
          ids.add(id);
          double value = values.getOrDefault(id, Double.NaN);
          assertThat(entry.path("value").asDouble()).isEqualTo(value);
          assertThat(entry.path("rank").asLong())
              .as("rank of %s", id)
              .isEqualTo(1 + better(values, value, largest));
        }
        cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
      } while (!cursor.isEmpty());
      Comparator<String> bestFirst = Comparator.comparingDouble(id -> values.getOrDefault(id, 0.0));
      assertThat(ids)
          .containsExactlyElementsOf(
              values.keySet().stream().sorted(largest ? bestFirst.reversed() : bestFirst).toList());
    }
  }

  @Test
  void aLeaderboardTakesAQueryAndOtherKindsWhenTheyAreNamed() {
    SortedMap<String, Double> values = best(ACCURACY, true);
    JsonNode small =
        server.get("/leaderboards/Top%201%20Accuracy@CIFAR10?q=parameters%3C10").json();
    assertThat(small.path("key").asText()).isEqualTo(ACCURACY);
    assertThat(small.path("total").asInt()).isBetween(1, values.size() - 1);
    JsonNode runs = server.get("/leaderboards/" + ACCURACY + "?q=kind:run").json();
    assertThat(runs.path("entries").path(0).path("hit").path("id").asText()).isEqualTo("run:lab/r");
  }

  @Test
  void progressIsTheBestSoFarOfAllThatAreDated() {
    SortedMap<String, Double> values = best(ACCURACY, true);
    SortedMap<String, Double> bestOfDay = new TreeMap<>();
    int dated = 0;
    for (JsonNode record : exported) {
      Double value = values.get(record.path("id").asText());
      String day = record.path("attributes").path("release_date").asText();
      if (value != null && !day.isEmpty()) {
        dated++;
        bestOfDay.merge(day, value, Math::max);
      }
    }
    List<String> expected = new ArrayList<>();
    double soFar = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, Double> day : bestOfDay.entrySet()) {
      if (day.getValue() > soFar) {
        soFar = day.getValue();
        expected.add(day.getKey() + "T00:00:00Z " + soFar);
      }
    }
    JsonNode progress = server.get("/leaderboards/" + ACCURACY + "/progress").json();
    assertThat(progress.path("dated").asInt()).isEqualTo(dated);
    assertThat(progress.path("undated").asInt()).isEqualTo(values.size() - dated).isPositive();
    assertThat(progress.path("steps"))
        .extracting(step -> step.path("at").asText() + " " + step.path("value").asDouble())
        .containsExactlyElementsOf(expected);
  }

  @Test
  void theRanksOfARecordAreThoseOfTheLeaderboards() {
    SortedMap<String, Double> accuracy = best(ACCURACY, true);
    SortedMap<String, Double> wer = best(WER, false);
    int ranked = 0;
    for (String id : accuracy.keySet()) {
      JsonNode ranks =
          server.get("/records/model/lab/" + id.substring(id.indexOf('/') + 1) + "/ranks").json();
      for (JsonNode rank : ranks.path("ranks")) {
        boolean largest = rank.path("key").asText().equals(ACCURACY);
        SortedMap<String, Double> values = largest ? accuracy : wer;
        double value = values.getOrDefault(id, Double.NaN);
        assertThat(rank.path("rank").asLong()).isEqualTo(1 + better(values, value, largest));
        assertThat(rank.path("of").asLong()).isEqualTo(values.size());
        ranked++;
      }
    }
    assertThat(ranked).isGreaterThan(accuracy.size());
    assertThat(server.get("/records/model/lab/none/ranks").status()).isEqualTo(404);
  }

  @Test
  void noPointOfTheFrontIsDominatedAndAllOthersAre() {
    JsonNode answer = server.get("/pareto?x=parameters&y=" + ACCURACY).json();
    SortedMap<String, Double> values = best(ACCURACY, true);
    List<double[]> points = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    int lackingX = 0;
    for (JsonNode record : exported) {
      JsonNode parameters = record.path("structural").path("parameterCount");
      Double value = values.get(record.path("id").asText());
      lackingX += parameters.isNumber() ? 0 : 1;
      if (parameters.isNumber() && value != null) {
        points.add(new double[] {parameters.asDouble(), value});
        ids.add(record.path("id").asText());
      }
    }
    List<String> front = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      double[] point = points.get(i);
      if (points.stream()
          .noneMatch(other ->
              other[0] <= point[0]
                  && other[1] >= point[1]
                  && (other[0] < point[0] || other[1] > point[1]))) {
        front.add(ids.get(i));
      }
    }
    assertThat(ids(answer, "front")).containsExactlyInAnyOrderElementsOf(front);
    assertThat(answer.path("front")).extracting(p -> p.path("x").asDouble()).isSorted();
    List<String> all = ids(answer, "front");
    all.addAll(ids(answer, "cloud"));
    assertThat(all).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(answer.path("matching").asInt()).isEqualTo(MODELS);
    assertThat(answer.path("plotted").asInt()).isEqualTo(ids.size());
    assertThat(answer.path("lackingX").asInt()).isEqualTo(lackingX);
    assertThat(answer.path("lackingY").asInt()).isEqualTo(MODELS - values.size());

    JsonNode sampled = server.post("/pareto", body("parameters", ACCURACY, ",\"limit\":10")).json();
    assertThat(sampled.path("front")).isEqualTo(answer.path("front"));
    assertThat(ids(sampled, "cloud")).hasSizeBetween(1, 10).isSubsetOf(ids(answer, "cloud"));
    assertThat(server.post("/pareto", body("parameters", ACCURACY, ",\"limit\":10")).json())
        .isEqualTo(sampled);
  }

  private static String body(String x, String y, String more) {
    return "{\"x\":\"%s\",\"y\":\"%s\"%s}".formatted(x, y, more);
  }

  private static List<String> ids(JsonNode answer, String name) {
    List<String> ids = new ArrayList<>();
    answer.path(name).forEach(point -> ids.add(point.path("id").asText()));
    return ids;
  }

  @Test
  void aTaskIsFoundByAnyOfItsNames() {
    JsonNode task = server.get("/tasks/Image%20Classification").json();
    assertThat(task.path("task").asText()).isEqualTo("image-classification");
    assertThat(task.path("count").asInt()).isEqualTo(MODELS);
    assertThat(task.path("metrics"))
        .extracting(metric -> metric.path("key").asText())
        .containsExactlyInAnyOrder(ACCURACY, WER);
    assertThat(task.path("leaders").path(0).path("key").asText()).isEqualTo(ACCURACY);
    assertThat(task.path("leaders").path(0).path("entries")).hasSize(5);
    assertThat(task.path("facets").path("dataset").path(0).path("value").asText())
        .isEqualTo("cifar-10");
    assertThat(server.get("/tasks/object-detection").json().path("count").asInt()).isZero();
  }

  @Test
  void whatIsNotKnownIsRefusedWithTheNearestName() {
    Answer task = server.get("/tasks/image-clasification");
    assertThat(task.status()).isEqualTo(404);
    assertThat(task.json().path("suggestion").asText()).isEqualTo("image-classification");
    Answer board = server.get("/leaderboards/accuracy@cifar-1");
    assertThat(board.status()).isEqualTo(404);
    assertThat(board.json().path("suggestion").asText()).isEqualTo(ACCURACY);
    assertThat(server.get("/leaderboards/attr.x").status()).isEqualTo(404);
    assertRefused(server.get("/pareto?x=parameters&y=acuracy@cifar-10"), "y names no value");
    assertRefused(server.get("/pareto?x=parameters"), "y is missing");
    assertRefused(server.get("/pareto?x=license&y=" + WER), "x is no number");
    assertRefused(server.get("/pareto?x=attr.x&y=" + WER), "xBetter must be higher or lower");
    assertRefused(server.get("/pareto?x=attr.x&xBetter=up&y=" + WER), "but is up");
    assertThat(server.get("/pareto?x=attr.x&xBetter=higher&y=" + WER).status()).isEqualTo(200);
  }

  private static void assertRefused(Answer answer, String says) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail().toLowerCase(Locale.ROOT)).contains(says.toLowerCase(Locale.ROOT));
  }
}
