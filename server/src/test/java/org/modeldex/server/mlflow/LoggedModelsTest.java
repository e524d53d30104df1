package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** What runs measure of logged models, and how those are found by it. */
final class LoggedModelsTest {
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

  private static String model(String experiment, String name) {
    return wire.post(
            "logged-models", "{'experiment_id':'%s','name':'%s'}".formatted(experiment, name))
        .at("/model/info/model_id")
        .asText();
  }

  private static void measure(String run, String model, String metric) {
    wire.post(
        "runs/log-batch",
        "{'run_id':'%s','metrics':[{'model_id':'%s','timestamp':5,%s}]}"
            .formatted(run, model, metric));
  }

  private static List<String> found(String experiment, String search) {
    JsonNode answer =
        wire.post(
            "logged-models/search", "{'experiment_ids':['" + experiment + "']," + search + "}");
    return Wire.each(answer.path("models"), "/info/name");
  }

  @Test
  void modelsAreFoundAndSortedByWhatRunsMeasured() {
    String experiment = wire.experiment("measured");
    String run = wire.run(experiment);
    String good = model(experiment, "good");
    String bad = model(experiment, "bad");
    model(experiment, "unmeasured");
    measure(run, good, "'key':'acc','value':0.5,'step':1");
    measure(run, good, "'key':'acc','value':0.9,'step':2");
    measure(run, good, "'key':'acc','value':0.1,'step':1");
    measure(
        run,
        good,
        "'key':'f1','value':0.7,'dataset_name':'test','dataset_digest':'d1'},"
            + "{'timestamp':5,'model_id':'"
            + good
            + "','key':'f1','value':0.3,'dataset_name':'dev','dataset_digest':'d2'");
    measure(run, bad, "'key':'acc','value':'NaN'");
    measure(run, bad, "'key':'acc','value':0.2,'step':9");

    assertThat(found(experiment, "'filter':'metrics.acc > 0.4'")).containsExactly("good");
    assertThat(
            found(
                experiment,
                "'filter':'metrics.acc IS NOT NULL','order_by':[{'field_name':'metrics.acc'}]"))
        .containsExactly("bad", "good");
    String onDev = "'datasets':[{'dataset_name':'dev','dataset_digest':'d2'}]";
    assertThat(found(experiment, "'filter':'metrics.f1 > 0.5'," + onDev)).isEmpty();
    assertThat(found(experiment, "'filter':'metrics.f1 < 0.5'," + onDev)).containsExactly("good");

    JsonNode metrics = wire.get("logged-models/" + good).at("/model/data/metrics");
    assertThat(Wire.each(metrics, "/value")).containsExactly("0.9", "0.7", "0.3");
    assertThat(metrics.at("/1/dataset_name").asText()).isEqualTo("test");
    assertThat(metrics.at("/0/run_id").asText()).isEqualTo(run);
    assertThat(
            server
                .get("/search?facet=none&q=acc%3E0.8%20kind:model")
                .json()
                .at("/hits/0/name")
                .asText())
        .isEqualTo(good);
  }

  @Test
  void valuesOfAModelThatIsNotThereAreRefusedAsAWhole() {
    String experiment = wire.experiment("refusing");
    String run = wire.run(experiment);
    assertThat(
            wire.answer(
                    "POST",
                    "runs/log-metric",
                    "{'run_id':'%s','model_id':'m-0','key':'a','value':1,'timestamp':1}"
                        .formatted(run))
                .status())
        .isEqualTo(404);
    assertThat(wire.get("runs/get", "run_id", run).at("/run/data").has("metrics")).isFalse();
  }

  @Test
  void aDatasetMayBeNamedWithoutItsDigest() {
    String experiment = wire.experiment("digests");
    String run = wire.run(experiment);
    measure(
        run,
        model(experiment, "low"),
        "'key':'f1','value':0.2,'dataset_name':'dev','dataset_digest':'d1'");
    measure(
        run,
        model(experiment, "high"),
        "'key':'f1','value':0.8,'dataset_name':'dev','dataset_digest':'d2'");
    String onDev = "'datasets':[{'dataset_name':'dev'}]";
    assertThat(found(experiment, "'filter':'metrics.f1 > 0.5'," + onDev)).containsExactly("high");
    assertThat(
            found(
                experiment,
                "'order_by':[{'field_name':'metrics.f1','dataset_name':'dev','ascending':true}]"))
        .containsExactly("low", "high");
  }

  @Test
  void longNamesOfMetricsAndDatasetsAreFound() {
    String experiment = wire.experiment("long names");
    String run = wire.run(experiment);
    String key = "k".repeat(250);
    String dataset = "d".repeat(250);
    String on = "'dataset_name':'" + dataset + "','dataset_digest':'" + "x".repeat(36) + "'";
    measure(run, model(experiment, "long"), "'key':'" + key + "','value':0.7," + on);
    assertThat(found(experiment, "'filter':'metrics." + key + " > 0.5','datasets':[{" + on + "}]"))
        .containsExactly("long");
    assertThat(found(experiment, "'filter':'metrics." + key + " > 0.5'")).containsExactly("long");
  }

  @Test
  void whatAModelCannotHoldIsRefusedAsAWhole() {
    String experiment = wire.experiment("too many");
    String run = wire.run(experiment);
    String model = model(experiment, "full");
    StringBuilder metrics = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      metrics
          .append(i == 0 ? "" : ",")
          .append("{'key':'k%d','value':1,'timestamp':1,'model_id':'%s'}".formatted(i, model));
    }
    Answer answer =
        wire.answer(
            "POST", "runs/log-batch", "{'run_id':'%s','metrics':[%s]}".formatted(run, metrics));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(wire.get("runs/get", "run_id", run).at("/run/data").has("metrics")).isFalse();
  }
}
