package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
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
    patch("/records/run/mlflow/" + run, "modeldex.inputs", text);
    assertThat(wire.get("runs/get", "run_id", run).at("/run/info/run_id").asText()).isEqualTo(run);
    JsonNode found = wire.post("runs/search", "{'experiment_ids':['%s']}".formatted(experiment));
    assertThat(Wire.each(found.path("runs"), "/info/run_id")).contains(run);
    String more = "{'name':'e','digest':'2','source_type':'a','source':'b'}";
    wire.post(
        "runs/log-inputs", "{'run_id':'%s','datasets':[{'dataset':%s}]}".formatted(run, more));
    JsonNode inputs = wire.get("runs/get", "run_id", run).at("/run/inputs/dataset_inputs");
    assertThat(Wire.each(inputs, "/dataset/name")).contains("e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "7", "[7,[],{}]", "[{'key':'','value':1},{'key':'a','value':'b'}]"})
  void metricsOfALoggedModelThatOthersWroteAmissAreNone(String text) {
    String model =
        wire.post("logged-models", "{'experiment_id':'%s'}".formatted(experiment))
            .at("/model/info/model_id")
            .asText();
    patch("/records/model/mlflow.logged-models/" + model, "modeldex.metrics", text);
    assertThat(wire.get("logged-models/" + model).at("/model/data/metrics").isEmpty()).isTrue();
    String metric = "{'key':'m','value':'NaN','timestamp':1,'model_id':'%s'}".formatted(model);
    for (int i = 0; i < 2; i++) {
      wire.post(
          "runs/log-batch",
          "{'run_id':'%s','metrics':[%s]}".formatted(wire.run(experiment), metric));
    }
    JsonNode metrics = wire.get("logged-models/" + model).at("/model/data/metrics");
    assertThat(Wire.each(metrics, "/value")).containsExactly("NaN");
  }

  private static void patch(String record, String attribute, String text) {
    String patch = "{'attributes':{'%s':'TEXT'}}".formatted(attribute).replace('\'', '"');
    TestNode.Body body =
        new TestNode.Body(
            "application/merge-patch+json", patch.replace("TEXT", text.replace("'", "\\\"")));
    assertThat(server.send("PATCH", record, body).status()).isEqualTo(200);
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
  void modelsAndVersionsThatWereImportedIntoTheProjectAreGoneOnWith() {
    TestNode.Body record = new TestNode.Body("application/json", "{}");
    for (String id :
        List.of("model/mlflow/moved", "version/mlflow/moved@7", "version/mlflow/moved@beta")) {
      assertThat(server.send("PUT", "/records/" + id, record).status()).isEqualTo(201);
    }
    assertThat(version("moved").path("version").asText()).isEqualTo("8");
    String latest = "registered-models/get-latest-versions";
    assertThat(Wire.each(wire.post(latest, "{'name':'moved'}").path("model_versions"), "/version"))
        .containsExactly("8");
    wire.answer("DELETE", "model-versions/delete", "{'name':'moved','version':'8'}");
    assertThat(Wire.each(wire.post(latest, "{'name':'moved'}").path("model_versions"), "/version"))
        .containsExactly("7");
    wire.post(
        "model-versions/transition-stage",
        "{'name':'moved','version':'7','stage':'Staging','archive_existing_versions':true}");
    assertThat(version("moved").path("version").asText()).isEqualTo("9");
    wire.post("registered-models/rename", "{'name':'moved','new_name':'moved on'}");
    assertThat(
            Wire.each(
                wire.get("model-versions/search", "filter", "name = 'moved on'")
                    .path("model_versions"),
                "/version"))
        .contains("9", "7");
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
