package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** The corners of MLflow's tracking protocol. */
final class TrackingTest {
  @TempDir private static Path data;
  private static TestNode server;
  private static Wire wire;
  private static String experiment;

  @BeforeAll
  static void start() {
    server = new TestNode(data);
    wire = new Wire(server);
    experiment = wire.experiment("tracking");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          experiments/create   | {}                                        | 400 | INVALID_PARAMETER_VALUE | Missing value for required parameter 'name'
          experiments/create   | {'name':5}                                | 400 | INVALID_PARAMETER_VALUE | Invalid value 5 for parameter 'name' supplied
          experiments/create   | {'name':'x','artifact_location':'runs:/1'} | 400 | INVALID_PARAMETER_VALUE | Artifact location cannot be a runs:/ URI
          experiments/create   | {'name':'tracking'}                       | 400 | RESOURCE_ALREADY_EXISTS | already exists
          experiments/delete   | {'experiment_id':'77'}                    | 404 | RESOURCE_DOES_NOT_EXIST | No Experiment with id=77 exists
          experiments/restore  | {'experiment_id':'0'}                     | 404 | RESOURCE_DOES_NOT_EXIST | No deleted experiment
          runs/create          | {'experiment_id':'77'}                    | 404 | RESOURCE_DOES_NOT_EXIST | No Experiment with id=77 exists
          runs/create          | {'run_name':'a','tags':[{'key':'mlflow.runName','value':'b'}]} | 400 | INVALID_PARAMETER_VALUE | Both 'run_name' argument and 'mlflow.runName' tag
          runs/update          | {'run_id':'RUN','status':'DONE'}          | 400 | INVALID_PARAMETER_VALUE | parameter 'status' supplied
          runs/log-metric      | {'key':'m','value':1,'timestamp':1}       | 400 | INVALID_PARAMETER_VALUE | Missing value for required parameter 'run_id'
          runs/log-metric      | {'run_id':31,'key':'m','value':1,'timestamp':1} | 400 | INVALID_PARAMETER_VALUE | Invalid value 31 for parameter 'run_id' supplied
          runs/log-metric      | {'run_id':'RUN','key':'m','value':1,'timestamp':1,'step':'foo'} | 400 | INVALID_PARAMETER_VALUE | Invalid value "foo" for parameter 'step' supplied
          runs/log-metric      | {'run_id':'RUN','key':'m','value':'x','timestamp':1} | 400 | INVALID_PARAMETER_VALUE | Invalid value "x" for parameter 'value' supplied
          runs/log-metric      | {'run_id':'RUN','key':'m','value':1}      | 400 | INVALID_PARAMETER_VALUE | Missing value for required parameter 'timestamp'
          runs/log-batch       | {'run_id':'RUN','metrics':[{'key':'m','value':1}]} | 400 | INVALID_PARAMETER_VALUE | Missing value for required parameter 'metrics[0].timestamp'
          runs/log-batch       | {'run_id':'RUN','params':[{'key':'p','value':'1'},{'key':'p','value':'1'}]} | 400 | INVALID_PARAMETER_VALUE | Duplicate parameter keys
          runs/log-batch       | {'run_id':'nobody','tags':[{'key':'t','value':'1'}]} | 404 | RESOURCE_DOES_NOT_EXIST | Run 'nobody' not found
          runs/log-parameter   | {'run_id':31,'key':'p','value':41}        | 400 | INVALID_PARAMETER_VALUE | Invalid value 31 for parameter 'run_id' supplied
          runs/log-inputs      | {'run_id':'RUN'}                          | 400 | INVALID_PARAMETER_VALUE | Missing value for required parameter 'datasets'
          runs/log-parameter   | {'run_id':'RUN','key':'../up','value':'1'} | 400 | INVALID_PARAMETER_VALUE | must not resolve to other names
          runs/log-parameter   | {'run_id':'RUN','key':'a$b','value':'1'}  | 400 | INVALID_PARAMETER_VALUE | Names may only contain
          runs/set-tag         | {'run_id':'RUN','key':'a//b','value':'1'} | 400 | INVALID_PARAMETER_VALUE | must not resolve to other names
          runs/delete-tag      | {'run_id':'RUN','key':'none'}             | 404 | RESOURCE_DOES_NOT_EXIST | No tag with name: none in run with id RUN
          runs/search          | {'experiment_ids':['0'],'max_results':0}  | 400 | INVALID_PARAMETER_VALUE | Invalid value 0 for parameter 'max_results' supplied
          runs/search          | {'experiment_ids':['0'],'max_results':123456789} | 400 | INVALID_PARAMETER_VALUE | Invalid value 123456789 for parameter 'max_results' supplied
          runs/search          | {'experiment_ids':['0'],'page_token':'x'} | 400 | INVALID_PARAMETER_VALUE | cursor
          runs/search          | {'experiment_ids':['0'],'run_view_type':'SOME'} | 400 | INVALID_PARAMETER_VALUE | Invalid view type
          runs/search          | {'experiment_ids':['0'],'order_by':['metrics.a UP']} | 400 | INVALID_PARAMETER_VALUE | Invalid order_by clause
          runs/search          | {'experiment_ids':['0'],'order_by':['params.a','param.a DESC']} | 400 | INVALID_PARAMETER_VALUE | duplicate fields
          runs/log-model       | {'run_id':'RUN','model_json':'no'}        | 400 | INVALID_PARAMETER_VALUE | not a valid JSON
          """)
  void whatIsWrongIsRefusedInMlflowsWords(
      String path, String body, int status, String code, String message) {
    String run = wire.run(experiment);
    Answer answer = wire.answer("POST", path, body.replace("RUN", run));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("error_code").asText()).isEqualTo(code);
    assertThat(answer.json().path("message").asText()).contains(message.replace("RUN", run));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          get-history-bulk?metric_key=m                     | must specify at least one run_id
          get-history-bulk?run_id=x                         | must specify a metric_key
          get-history-bulk?metric_key=m&run_id=x            | Run 'x' not found
          get-history-bulk-interval?metric_key=m            | Missing value for required parameter 'run_ids'
          get-history-bulk-interval?run_ids=x&metric_key=   | Missing value for required parameter 'metric_key'
          get-history-bulk-interval?run_ids=x&metric_key=m&max_results=0 | max_results must be between 1 and 2500
          get-history-bulk-interval?run_ids=x&metric_key=m&start_step=1  | both must be specified
          """)
  void whatHistoriesLackIsSaidInMlflowsWords(String call, String message) {
    assertThat(server.get(Wire.ROOT + "metrics/" + call).json().path("message").asText())
        .contains(message);
  }

  @Test
  void theSameIsAnsweredUnderTheAddressOfBrowsers() {
    String path = "//ajax-api/2.0/mlflow/experiments/get?experiment_id=" + experiment;
    assertThat(server.get(path).json().at("/experiment/name").asText()).isEqualTo("tracking");
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() {
    Answer answer =
        server.send(
            "POST",
            Wire.ROOT + "experiments/create",
            new TestNode.Body("text/plain", "{\"name\":\"plain\"}"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("message").asText()).contains("Content-Type must be one of");
    String twice = "\"{\\\"name\\\":\\\"encoded twice\\\"}\"";
    assertThat(
            server
                .send(
                    "POST",
                    Wire.ROOT + "experiments/create",
                    new TestNode.Body("application/json", twice))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aNameStaysTakenWhileItsExperimentIsDeleted() {
    String id = wire.experiment("kept");
    wire.post("experiments/delete", "{'experiment_id':'" + id + "'}");
    assertThat(wire.answer("POST", "experiments/create", "{'name':'kept'}").status())
        .isEqualTo(400);
    assertThat(wire.answer("POST", "experiments/delete", "{'experiment_id':'" + id + "'}").status())
        .isEqualTo(404);
    assertThat(
            wire.get("experiments/get-by-name", "experiment_name", "kept")
                .at("/experiment/lifecycle_stage")
                .asText())
        .isEqualTo("deleted");
  }

  @Test
  void aParamKeepsItsValueAndLongValuesAreCut() {
    String run = wire.run(experiment);
    String param = "{'run_id':'" + run + "','key':'p','value':'%s'}";
    wire.post("runs/log-parameter", param.formatted("1"));
    wire.post("runs/log-parameter", param.formatted("1"));
    Answer other = wire.answer("POST", "runs/log-parameter", param.formatted("2"));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.json().path("message").asText())
        .startsWith(
            "Changing param values is not allowed. Param with key='p' was already logged with"
                + " value='1'");
    wire.post(
        "runs/log-batch",
        "{'run_id':'%s','params':[{'key':'long','value':'%s'}],'tags':[{'key':'long','value':'%s'}]}"
            .formatted(run, "x".repeat(7_000), "y".repeat(9_000)));
    JsonNode data = wire.get("runs/get", "run_id", run).at("/run/data");
    assertThat(data.at("/params/1/value").asText()).hasSize(6_000);
    assertThat(Wire.each(data.path("tags"), "/value")).contains("y".repeat(8_000));
  }

  @Test
  void theLatestValueIsTheOneOfTheLargestStepThenTimeThenValue() {
    String run = wire.run(experiment);
    wire.post(
        "runs/log-batch",
        ("{'run_id':'%s','metrics':["
                + "{'key':'m','value':1,'timestamp':'9','step':'1'},"
                + "{'key':'m','value':2,'timestamp':5,'step':3},"
                + "{'key':'m','value':'NaN','timestamp':4,'step':3},"
                + "{'key':'m','value':2,'timestamp':5,'step':3},"
                + "{'key':'m','value':7,'timestamp':5,'step':3}]}")
            .formatted(run));
    JsonNode metrics = wire.get("runs/get", "run_id", run).at("/run/data/metrics");
    assertThat(Wire.each(metrics, "/value")).containsExactly("7.0");
    JsonNode history =
        wire.get("metrics/get-history", "run_id", run, "metric_key", "m").path("metrics");
    assertThat(Wire.each(history, "/value")).containsExactly("1.0", "2.0", "NaN", "7.0");
    JsonNode page =
        wire.get("metrics/get-history", "run_id", run, "metric_key", "m", "max_results", "3");
    assertThat(page.path("metrics")).hasSize(3);
    JsonNode rest =
        wire.get(
            "metrics/get-history",
            "run_id",
            run,
            "metric_key",
            "m",
            "max_results",
            "3",
            "page_token",
            page.path("next_page_token").asText());
    assertThat(Wire.each(rest.path("metrics"), "/value")).containsExactly("7.0");
    assertThat(rest.has("next_page_token")).isFalse();
  }

  @Test
  void nothingIsLostWhenManyLogToOneRun() throws Exception {
    String run = wire.run(experiment);
    int clients = 8;
    int each = 25;
    try (ExecutorService executor = Executors.newFixedThreadPool(clients)) {
      List<Callable<Void>> jobs = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int client = i;
        jobs.add(() -> {
          for (int j = 0; j < each; j++) {
            String key = client + "-" + j;
            wire.post(
                "runs/log-batch",
                ("{'run_id':'%s','metrics':[{'key':'m','value':%d,'timestamp':%d}],"
                        + "'params':[{'key':'%s','value':'v'}],'tags':[{'key':'%s','value':'v'}]}")
                    .formatted(run, client, j, key, key));
          }
          return null;
        });
      }
      for (Future<Void> done : executor.invokeAll(jobs)) {
        done.get();
      }
    }
    JsonNode kept = wire.get("runs/get", "run_id", run).at("/run/data");
    assertThat(kept.path("params")).hasSize(clients * each);
    assertThat(kept.path("tags")).hasSize(clients * each + 1);
    assertThat(wire.get("metrics/get-history", "run_id", run, "metric_key", "m").path("metrics"))
        .hasSize(clients * each);
  }

  @Test
  void aRunRemembersWhatItReadAndMade() {
    String run = wire.run(experiment);
    wire.post(
        "runs/log-inputs",
        ("{'run_id':'%s','datasets':[{'tags':[{'key':'mlflow.data.context','value':'training'}],"
                + "'dataset':{'name':'wine','digest':'abc','source_type':'http','source':'{}'}}],"
                + "'models':[{'model_id':'m-1'}]}")
            .formatted(run));
    wire.post(
        "runs/outputs", "{'run_id':'%s','models':[{'model_id':'m-2','step':3}]}".formatted(run));
    JsonNode got = wire.get("runs/get", "run_id", run).path("run");
    assertThat(got.at("/inputs/dataset_inputs/0/dataset/source_type").asText()).isEqualTo("http");
    assertThat(got.at("/inputs/dataset_inputs/0/tags/0/value").asText()).isEqualTo("training");
    assertThat(got.at("/inputs/model_inputs/0/model_id").asText()).isEqualTo("m-1");
    assertThat(got.at("/outputs/model_outputs/0/step").asInt()).isEqualTo(3);
    assertThat(got.at("/data/tags")).hasSize(1);
    JsonNode found =
        wire.post(
            "runs/search",
            "{'experiment_ids':['ALL'],'filter':'dataset.name = \\'wine\\' AND datasets.context ="
                    .replace("\\'", "\\u0027")
                + " \\u0027training\\u0027'}");
    assertThat(Wire.each(found.path("runs"), "/info/run_id")).containsExactly(run);
    assertThat(server.get("/records/run/mlflow/" + run).json().at("/lineage/1/target").asText())
        .isEqualTo("dataset:mlflow/wine@abc");
  }

  @Test
  void aLoggedModelIsMadeFinishedFoundAndDeleted() {
    String id =
        wire.post(
                "logged-models",
                ("{'experiment_id':'%s','name':'forest','model_type':'sklearn',"
                        + "'params':[{'key':'depth','value':'3'}]}")
                    .formatted(experiment))
            .at("/model/info/model_id")
            .asText();
    assertThat(id).startsWith("m-");
    String path = "logged-models/" + id;
    wire.send("PATCH", path, "{'status':'LOGGED_MODEL_READY'}");
    wire.send("PATCH", path + "/tags", "{'tags':[{'key':'t','value':'1'}]}");
    wire.post(path + "/params", "{'params':[{'key':'more','value':'4'}]}");
    JsonNode model = wire.get(path).path("model");
    assertThat(model.at("/info/status").asText()).isEqualTo("LOGGED_MODEL_READY");
    assertThat(Wire.each(model.at("/data/params"), "/value")).containsExactly("3", "4");
    String search =
        "{'experiment_ids':['%s'],'filter':'name = \\u0027forest\\u0027 and params.depth ="
                .formatted(experiment)
            + " \\u00273\\u0027','order_by':[{'field_name':'creation_timestamp','ascending':false}]}";
    assertThat(
            Wire.each(wire.post("logged-models/search", search).path("models"), "/info/model_id"))
        .containsExactly(id);
    wire.send("DELETE", path + "/tags/t", "{}");
    wire.send("DELETE", path, "{}");
    assertThat(wire.tryGet(path).status()).isEqualTo(404);
    assertThat(wire.post("logged-models/search", search).has("models")).isFalse();
  }

  @Test
  void newerClientsLearnWhatTheServerCanDo() {
    assertThat(server.get("//health").text()).isEqualTo("OK");
    assertThat(server.get("//version").text()).isNotEmpty();
    assertThat(
            server
                .get("//api/3.0/mlflow/server-info")
                .json()
                .path("workspaces_enabled")
                .asBoolean(true))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, //api/2.0/mlflow/nothing/here, 404, ENDPOINT_NOT_FOUND",
    "GET, //ajax-api/2.0/mlflow/nothing, 404, ENDPOINT_NOT_FOUND",
    "GET, //api/3.0/mlflow/traces, 404, ENDPOINT_NOT_FOUND",
    "PUT, //api/2.0/mlflow/runs/create, 405, ENDPOINT_NOT_FOUND",
    "GET, //api/2.0/mlflow-artifacts/artifacts/none, 404, RESOURCE_DOES_NOT_EXIST"
  })
  void whatIsNotThereIsSaidInMlflowsWords(String method, String path, int status, String code) {
    Answer answer = server.send(method, path, null);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("error_code").asText()).isEqualTo(code);
  }

  @Test
  void historiesOfSeveralRunsComeInOneAnswer() {
    String one = wire.run(experiment);
    String other = wire.run(experiment);
    logCurve(one, 3);
    logCurve(other, 2);
    JsonNode all =
        wire.get("metrics/get-history-bulk", "run_id", one, "run_id", other, "metric_key", "c");
    List<String> both = List.of(one, other).stream().sorted().toList();
    assertThat(Wire.each(all.path("metrics"), "/run_id"))
        .hasSize(5)
        .startsWith(both.getFirst())
        .endsWith(both.getLast());
    JsonNode first =
        wire.get("metrics/get-history-bulk", "run_id", one, "metric_key", "c", "max_results", "2");
    assertThat(Wire.each(first.path("metrics"), "/step")).containsExactly("0", "1");
    assertThat(wire.tryGet("metrics/get-history-bulk", "metric_key", "c").status()).isEqualTo(400);
  }

  @Test
  void aLongCurveComesAsFewPointsThatKeepItsSpikes() {
    String run = wire.run(experiment);
    logCurve(run, 1_000);
    wire.post(
        "runs/log-metric",
        "{'run_id':'%s','key':'c','value':99,'timestamp':1,'step':777}".formatted(run));
    JsonNode few = sample(run, "max_results", "40");
    assertThat(few).hasSizeBetween(10, 40);
    assertThat(Wire.each(few, "/value")).contains("99.0");
    JsonNode part = sample(run, "max_results", "40", "start_step", "770", "end_step", "779");
    assertThat(Wire.each(part, "/step"))
        .containsExactly(
            "770", "771", "772", "773", "774", "775", "776", "777", "777", "778", "779");
    assertThat(
            wire.tryGet(
                    "metrics/get-history-bulk-interval",
                    "run_ids",
                    run,
                    "metric_key",
                    "c",
                    "start_step",
                    "1")
                .status())
        .isEqualTo(400);
  }

  private static void logCurve(String run, int steps) {
    StringBuilder metrics = new StringBuilder();
    for (int step = 0; step < steps; step++) {
      metrics
          .append(step == 0 ? "" : ",")
          .append("{'key':'c','value':%d,'timestamp':1,'step':%d}".formatted(step % 7, step));
    }
    wire.post("runs/log-batch", "{'run_id':'%s','metrics':[%s]}".formatted(run, metrics));
  }

  private static JsonNode sample(String run, String... more) {
    List<String> parameters = new ArrayList<>(List.of("run_ids", run, "metric_key", "c"));
    parameters.addAll(List.of(more));
    return wire.get("metrics/get-history-bulk-interval", parameters.toArray(new String[0]))
        .path("metrics");
  }

  @Test
  void theDataSetsOfAnExperimentAreListedOnce() {
    String own = wire.experiment("with data");
    for (int i = 0; i < 3; i++) {
      wire.post(
          "runs/log-inputs",
          ("{'run_id':'%s','datasets':[{'tags':[{'key':'mlflow.data.context','value':'eval'}],"
                  + "'dataset':{'name':'iris','digest':'d%d','source_type':'a','source':'b'}}]}")
              .formatted(wire.run(own), i / 2));
    }
    JsonNode found =
        wire.post("experiments/search-datasets", "{'experiment_ids':['" + own + "']}")
            .path("dataset_summaries");
    assertThat(Wire.each(found, "/digest")).containsExactlyInAnyOrder("d0", "d1");
    assertThat(found.at("/0/name").asText()).isEqualTo("iris");
    assertThat(found.at("/0/context").asText()).isEqualTo("eval");
    assertThat(found.at("/0/experiment_id").asText()).isEqualTo(own);
  }
}
