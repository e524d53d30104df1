package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** The longest addresses that MLflow's clients have reason to ask for, and one beyond them. */
final class LongCallsTest {
  @TempDir private static Path data;
  private static TestNode server;
  private static Wire wire;

  @BeforeAll
  static void start() {
    server = new TestNode(data);
    wire = new Wire(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void historiesOfAHundredRunsByTheLongestName() {
    String experiment = wire.experiment("hundred");
    String metric = "the longest name of a metric / ".repeat(8) + "x"; // 249 characters
    List<String> parameters = new ArrayList<>(List.of("metric_key", metric));
    for (int i = 0; i < 100; i++) {
      String run = wire.run(experiment);
      wire.post(
          "runs/log-metric",
          "{'run_id':'%s','key':'%s','value':1,'timestamp':1}".formatted(run, metric));
      parameters.addAll(List.of("run_id", run));
    }
    Answer bulk = wire.tryGet("metrics/get-history-bulk", parameters.toArray(String[]::new));
    assertThat(bulk.status()).as(bulk.text()).isEqualTo(200);
    assertThat(bulk.json().path("metrics")).hasSize(100);
  }

  @Test
  void versionsOfAThousandRuns() {
    String run = wire.run(wire.experiment("thousand"));
    wire.post("registered-models/create", "{'name':'m'}");
    wire.post("model-versions/create", "{'name':'m','source':'s3://b/m','run_id':'" + run + "'}");
    String others =
        IntStream.range(1, 1_000).mapToObj("'%032x', "::formatted).collect(Collectors.joining());
    assertThat(
            wire.get("model-versions/search", "filter", "run_id IN (" + others + "'" + run + "')")
                .path("model_versions"))
        .hasSize(1);
  }

  @Test
  void runsThatAreLargeTogetherAreFoundTogether() {
    String text = "notes of a run ".repeat(32_000); // 480 KB, and 67 MB of all runs together
    for (int i = 0; i < 140; i++) {
      Answer put =
          server.put(
              "/records/run/mlflow/large%03d".formatted(i), "{\"description\":\"" + text + "\"}");
      assertThat(put.status()).as(put.text()).isEqualTo(201);
    }
    List<String> found = new ArrayList<>();
    wire.post("runs/search", "{'experiment_ids':['ALL'],'max_results':1000}")
        .path("runs")
        .forEach(run -> found.add(run.at("/info/run_id").asText()));
    assertThat(found)
        .filteredOn(run -> run.startsWith("large"))
        .hasSize(140)
        .doesNotHaveDuplicates();
  }

  @Test
  void anArtifactWithTheLongestPath() {
    String folder = "%E6%A8%A1".repeat(82) + "/"; // 3 bytes of UTF-8 a character
    String path = "//api/2.0/mlflow-artifacts/artifacts/" + folder.repeat(12) + "x";
    Answer put = server.send("PUT", path, new TestNode.Body("application/octet-stream", "weights"));
    assertThat(put.status()).as(put.text()).isEqualTo(200);
    assertThat(server.get(path).text()).isEqualTo("weights");
  }

  @Test
  void whatIsLongerThanAnyOfTheseIsRefused() {
    Answer answer = wire.tryGet("model-versions/search", "filter", "x".repeat(64 << 10));
    assertThat(answer.status()).isEqualTo(414);
    assertThat(answer.code()).isEqualTo("uri-too-long");
  }
}
