package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** MLflow's calls and what others, or the adapter itself, keep in the same records. */
final class OwnRecordsTest {
  @TempDir private static Path data;
  private static TestNode server;
  private static Wire wire;
  private static String experiment;

  @BeforeAll
  static void start() {
    server = new TestNode(data);
    wire = new Wire(server);
    experiment = wire.experiment("records");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode version(String name) {
    return wire.post(
            "model-versions/create",
            "{'name':'%s','source':'s3://bucket/%s','run_id':'0123'}".formatted(name, name))
        .path("model_version");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          runs/set-tag                     | {'run_id':'RUN','key':'modeldex.inputs','value':'{'}
          runs/log-batch                   | {'run_id':'RUN','tags':[{'key':'modeldex.inputs','value':'{'}]}
          runs/create                      | {'tags':[{'key':'modeldex.inputs','value':'{'}]}
          experiments/create               | {'name':'own','tags':[{'key':'modeldex.x','value':'1'}]}
          experiments/set-experiment-tag   | {'experiment_id':'0','key':'modeldex.x','value':'1'}
          """)
  void noTagIsSetWhereTheAdapterKeepsItsOwn(String path, String body) {
    String run = wire.run(experiment);
    Answer answer = wire.answer("POST", path, body.replace("RUN", run));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("'modeldex.' is kept for the server");
    assertThat(wire.get("runs/get", "run_id", run).path("run").isObject()).isTrue();
  }

  @Test
  void aDatasetThatIsKnownStaysAsItIs() {
    String inputs =
        "{'run_id':'%s','datasets':[{'dataset':{'name':'curated','digest':'1','source_type':'a',"
            + "'source':'%s'}}]}";
    wire.post("runs/log-inputs", inputs.formatted(wire.run(experiment), "first"));
    String record = "/records/dataset/mlflow/curated@1";
    String note = "{\"description\":\"checked by hand\"}";
    assertThat(
            server
                .send("PATCH", record, new TestNode.Body("application/merge-patch+json", note))
                .status())
        .isEqualTo(200);
    String second = wire.run(experiment);
    wire.post("runs/log-inputs", inputs.formatted(second, "second"));
    assertThat(server.get(record).json().path("description").asText()).isEqualTo("checked by hand");
    assertThat(
            wire.get("runs/get", "run_id", second)
                .at("/run/inputs/dataset_inputs/0/dataset/source")
                .asText())
        .isEqualTo("first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "7",
        "{'datasets':7}",
        "{'datasets':'a'}",
        "{'datasets':[7,{'name':''},{'name':'d','digest':'1'}],'models':{'a':7},'outputs':[[]]}"
      })
  void inputsThatOthersWroteAmissHideNothing(String text) {
    String run = wire.run(experiment);
    String patch = "{'attributes':{'modeldex.inputs':'%s'}}".replace('\'', '"');
    patch = patch.formatted(text.replace("'", "\\\""));
    TestNode.Body body = new TestNode.Body("application/merge-patch+json", patch);
    assertThat(server.send("PATCH", "/records/run/mlflow/" + run, body).text()).contains("inputs");
    assertThat(wire.get("runs/get", "run_id", run).at("/run/info/run_id").asText()).isEqualTo(run);
    JsonNode found = wire.post("runs/search", "{'experiment_ids':['%s']}".formatted(experiment));
    assertThat(Wire.each(found.path("runs"), "/info/run_id")).contains(run);
    String more = "{'name':'e','digest':'2','source_type':'a','source':'b'}";
    wire.post(
        "runs/log-inputs", "{'run_id':'%s','datasets':[{'dataset':%s}]}".formatted(run, more));
    JsonNode inputs = wire.get("runs/get", "run_id", run).at("/run/inputs/dataset_inputs");
    assertThat(Wire.each(inputs, "/dataset/name")).contains("e");
  }

  @Test
  void aWholeNumberMayBeWrittenAsADecimal() {
    String run = wire.run(experiment);
    wire.post(
        "runs/log-metric",
        "{'run_id':'%s','key':'m','value':1,'timestamp':1.7e12,'step':3.0}".formatted(run));
    JsonNode metric = wire.get("runs/get", "run_id", run).at("/run/data/metrics/0");
    assertThat(metric.path("timestamp").asLong()).isEqualTo(1_700_000_000_000L);
    assertThat(metric.path("step").asLong()).isEqualTo(3);
  }

  @Test
  void versionsWhoseModelIsGoneHideNoOthers() {
    wire.post("registered-models/create", "{'name':'staying'}");
    version("staying");
    TestNode.Body record = new TestNode.Body("application/json", "{}");
    assertThat(server.send("PUT", "/records/version/mlflow/gone@1", record).status())
        .isEqualTo(201);
    JsonNode found =
        wire.get("model-versions/search", "filter", "name = 'staying' OR name = 'gone'");
    assertThat(Wire.each(found.path("model_versions"), "/name"))
        .containsExactlyInAnyOrder("staying", "gone");
    assertThat(server.delete("/records/version/mlflow/gone@1").status()).isLessThan(300);
  }

  @Test
  void aTagCannotChangeHowVersionsAreCounted() {
    wire.post("registered-models/create", "{'name':'counted'}");
    version("counted");
    Answer answer =
        wire.answer(
            "POST",
            "registered-models/set-tag",
            "{'name':'counted','key':'modeldex.versions','value':'x'}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(version("counted").path("version").asText()).isEqualTo("2");
  }
}
