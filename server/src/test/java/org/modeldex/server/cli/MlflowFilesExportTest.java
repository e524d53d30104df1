package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.modeldex.server.cli.MlflowServers.call;
import static org.modeldex.server.cli.MlflowServers.get;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.cli.MlflowServers.Outcome;
import org.modeldex.server.testing.CuttingProxy;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Body;

/** Files of runs, and logged models with theirs, on their way to another MLflow server. */
final class MlflowFilesExportTest {
  private static final String FILES = "//api/2.0/mlflow-artifacts/artifacts";

  @TempDir private Path folder;
  private MlflowServers servers;
  private TestNode from;
  private TestNode to;

  @BeforeEach
  void start() {
    servers = new MlflowServers(folder);
    from = servers.from();
    to = servers.to();
  }

  @AfterEach
  void stop() {
    servers.close();
  }

  private JsonNode post(String path, String json) {
    return call(from, "POST", path, json);
  }

  /** Puts a file at the address of an artifact folder. */
  private static void put(TestNode node, String root, String path, String content) {
    String place = FILES + root.substring("mlflow-artifacts:".length()) + "/" + path;
    assertThat(node.send("PUT", place, new Body("application/octet-stream", content)).status())
        .isEqualTo(200);
  }

  private static String root(TestNode node, String run) {
    return get(node, "runs/get", "run_id", run).at("/run/info/artifact_uri").asText();
  }

  private String experiment() {
    return post("experiments/create", "{'name':'churn'}").path("experiment_id").asText();
  }

  private String run(String experiment) {
    return post(
            "runs/create",
            "{'experiment_id':'%s','run_name':'fit','start_time':1}".formatted(experiment))
        .at("/run/info/run_id")
        .asText();
  }

  private void finish(String run) {
    post("runs/update", "{'run_id':'%s','status':'FINISHED','end_time':2}".formatted(run));
  }

  /** A run with files that made a model, which was measured, and registered. */
  private String fill() {
    String experiment = experiment();
    String run = run(experiment);
    String root = root(from, run);
    put(from, root, "plots/\u00fc%20%231.svg", "<svg/>");
    put(from, root, "plots/deep/er/empty", "");
    put(from, root, "weights.bin", "w".repeat(300_000));
    JsonNode model =
        post(
                "logged-models",
                ("{'experiment_id':'%s','name':'forest','model_type':'sklearn','source_run_id':'%s',"
                     + "'params':[{'key':'trees','value':'7'}],'tags':[{'key':'a','value':'b'}]}")
                    .formatted(experiment, run))
            .at("/model/info");
    String id = model.path("model_id").asText();
    put(from, model.path("artifact_uri").asText(), "MLmodel", "flavors: {}");
    post(
        "runs/log-batch",
        ("{'run_id':'%1$s','metrics':[{'key':'acc','value':0.5,'timestamp':5},"
             + "{'key':'acc','value':0.9,'timestamp':6,'step':1,'model_id':'%2$s',"
             + "'dataset_name':'wine','dataset_digest':'d'},{'key':'acc','value':0.7,'timestamp':7}]}")
            .formatted(run, id));
    post(
        "runs/outputs", "{'run_id':'%s','models':[{'model_id':'%s','step':1}]}".formatted(run, id));
    post("runs/log-inputs", "{'run_id':'%s','models':[{'model_id':'%s'}]}".formatted(run, id));
    call(from, "PATCH", "logged-models/" + id, "{'status':'LOGGED_MODEL_READY'}");
    finish(run);
    post("registered-models/create", "{'name':'m'}");
    post(
        "model-versions/create",
        "{'name':'m','source':'models:/%2$s','run_id':'%1$s','model_id':'%2$s'}"
            .formatted(run, id));
    post(
        "model-versions/create",
        "{'name':'m','source':'%s/plots','run_id':'%s'}".formatted(root, run));
    return run;
  }

  /** What a server keeps, one line for each thing, with names in the place of ids. */
  private static SortedSet<String> kept(TestNode node) {
    JsonNode run = call(node, "POST", "runs/search", "{'experiment_ids':['ALL']}").at("/runs/0");
    String id = run.at("/info/run_id").asText();
    String experiment = run.at("/info/experiment_id").asText();
    JsonNode models =
        call(
                node,
                "POST",
                "logged-models/search",
                "{'experiment_ids':['%s']}".formatted(experiment))
            .path("models");
    assertThat(models).as("copied once").hasSize(1);
    JsonNode model = models.get(0);
    JsonNode info = model.path("info");
    SortedSet<String> kept = new TreeSet<>();
    addFiles(node, "run ", run.at("/info/artifact_uri").asText().substring(18), kept);
    addFiles(node, "model ", info.path("artifact_uri").asText().substring(18), kept);
    kept.add("run " + run.path("inputs") + run.path("outputs"));
    kept.add("points " + get(node, "metrics/get-history", "run_id", id, "metric_key", "acc"));
    kept.add("model " + info.path("name") + info.path("model_type") + info.path("status"));
    kept.add("model of " + info.path("source_run_id") + model.path("data"));
    for (JsonNode tag : info.path("tags")) {
      if (!tag.path("key").asText().startsWith("modeldex-")) {
        kept.add("model " + tag);
      }
    }
    for (JsonNode version : get(node, "model-versions/search").path("model_versions")) {
      kept.add("version " + version.path("source") + version.path("model_id"));
    }
    String modelId = info.path("model_id").asText();
    SortedSet<String> named = new TreeSet<>();
    kept.forEach(line ->
        named.add(line.replace(id, "RUN").replace(modelId, "MODEL").replace(experiment, "E")));
    return named;
  }

  private static void addFiles(TestNode node, String what, String path, SortedSet<String> kept) {
    JsonNode files = node.get(FILES + "?path=" + path.replace(" ", "%20")).json().path("files");
    for (JsonNode file : files) {
      String place = path + "/" + file.path("path").asText();
      if (file.path("is_dir").asBoolean()) {
        addFiles(node, what, place, kept);
      } else {
        String encoded = place.replace(" ", "%20").replace("#", "%23").replace("\u00fc", "%C3%BC");
        String content = node.get(FILES + "/" + encoded).text();
        kept.add(what + place + ": " + content.length() + " " + content.hashCode());
      }
    }
  }

  @Test
  void filesAndLoggedModelsArriveAndAreNotSentAgain() {
    String run = fill();
    Outcome first = servers.export(to.address());
    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OK);
    assertThat(first.err()).contains("2 versions of models, 1 logged models, 4 files sent");
    assertThat(kept(to)).isEqualTo(kept(from)).hasSizeGreaterThan(9);

    Outcome second = servers.export(to.address());
    assertThat(second.err()).contains("0 runs sent, 1 there already; 0 versions");
    assertThat(second.err()).contains(" 0 logged models, 0 files sent");

    put(from, root(from, run), "plots/late.txt", "logged after the run had ended");
    put(from, root(from, run), "weights.bin", "w".repeat(200_000));
    assertThat(servers.export(to.address()).err())
        .contains("0 runs sent, 1 there already; 0 versions", " 0 logged models, 2 files sent");
    assertThat(kept(to)).isEqualTo(kept(from));
  }

  @Test
  void anInterruptedExportGoesOnAndDoublesNothing() throws IOException {
    fill();
    int interruptions = 0;
    try (CuttingProxy proxy = new CuttingProxy(to.address())) {
      Outcome outcome;
      do {
        proxy.answer(interruptions);
        outcome = servers.export(proxy.address());
        interruptions++;
      } while (outcome.exitCode() == ExitCode.UNAVAILABLE);
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    }
    assertThat(interruptions).isGreaterThan(10);
    assertThat(kept(to)).isEqualTo(kept(from));
  }

  @Test
  void filesThatTheOtherServerDoesNotKeepAreNamed() {
    String experiment = experiment();
    call(
        to,
        "POST",
        "experiments/create",
        "{'name':'churn','artifact_location':'s3://bucket/churn'}");
    finish(run(experiment));
    assertThat(servers.export(to.address()).exitCode()).as("no files").isEqualTo(ExitCode.OK);
    String run = run(experiment);
    put(from, root(from, run), "model.pkl", "x");
    finish(run);

    Outcome outcome = servers.export(to.address());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.REJECTED);
    assertThat(outcome.err())
        .contains("run " + run, "kept in s3://bucket/churn/")
        .contains("1 runs sent, 1 there already");
  }

  @Test
  void aServerWithoutLoggedModelsIsToldTheRest() throws IOException {
    fill();
    try (CuttingProxy proxy = new CuttingProxy(to.address())) {
      proxy.answer(Integer.MAX_VALUE);
      proxy.refuse("/api/2.0/mlflow/logged-models", 404, "<h1>Not Found</h1>");
      Outcome outcome = servers.export(proxy.address());
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.REJECTED);
      assertThat(outcome.err())
          .containsOnlyOnce("older than MLflow 3")
          .contains("model m: ", "models:/m-")
          .contains("1 runs sent, 0 there already; 0 versions of models, 0 logged models, 3 files");
    }
    assertThat(servers.export(to.address()).exitCode())
        .as("a newer server takes the models")
        .isEqualTo(ExitCode.OK);
    assertThat(kept(to).stream().filter(line -> line.startsWith("version")))
        .as("in their order")
        .hasSize(2);
    JsonNode run = call(to, "POST", "runs/search", "{'experiment_ids':['ALL']}").at("/runs/0");
    assertThat(run.at("/outputs/model_outputs")).hasSize(1);
  }

  @Test
  void oneThingThatTheServerFailsAtDoesNotStopTheRest() throws IOException {
    fill();
    try (CuttingProxy proxy = new CuttingProxy(to.address())) {
      proxy.answer(Integer.MAX_VALUE);
      String answer = "{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"no\"}";
      proxy.refuse("/api/2.0/mlflow/logged-models/", 500, answer);
      Outcome outcome = servers.export(proxy.address());
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.REJECTED);
      assertThat(outcome.err()).contains("logged model m-", "INTERNAL_ERROR", "1 runs sent");

      proxy.refuse("/api/2.0/mlflow/", 500, "<h1>Internal Server Error</h1>");
      assertThat(servers.export(proxy.address()).exitCode())
          .as("a server that is out of order")
          .isEqualTo(ExitCode.UNAVAILABLE);
    }
  }
}
