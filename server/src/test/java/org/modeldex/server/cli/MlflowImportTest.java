package org.modeldex.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.testing.CuttingProxy;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;
import org.modeldex.server.testing.TestNode.Body;

/** An import from a running MLflow server: one Modeldex, which speaks MLflow, into another. */
final class MlflowImportTest {
  @TempDir private Path folder;
  private TestNode from;
  private TestNode into;
  private String address = "";

  @BeforeEach
  void start() {
    from = new TestNode(folder.resolve("from"));
    into = new TestNode(folder.resolve("into"));
    address = "mlflow+" + from.address();
  }

  @AfterEach
  void stop() {
    from.close();
    into.close();
  }

  private record Outcome(int exitCode, String out, String err) {
    JsonNode json() {
      return RecordJson.readTree(out.getBytes(UTF_8));
    }
  }

  private Outcome importAll() {
    return importAll(folder.resolve("copy"), "team");
  }

  private Outcome importAll(Path copy, String project, String... more) {
    List<String> all = new ArrayList<>(List.of("import", address));
    all.addAll(List.of("--copy", copy.toString(), "--project", project));
    all.addAll(List.of("--json", "--server", into.address().toString()));
    all.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  /** Posts to the MLflow server. Single quotes stand for double ones. */
  private JsonNode post(String path, String json) {
    Answer answer =
        from.send(
            "POST",
            "//api/2.0/mlflow/" + path,
            new Body("application/json", json.replace('\'', '"')));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private String logRun(String experiment, String name) {
    String run =
        post(
                "runs/create",
                "{'experiment_id':'%s','run_name':'%s','start_time':1000}"
                    .formatted(experiment, name))
            .at("/run/info/run_id")
            .asText();
    StringBuilder points = new StringBuilder();
    for (int step = 0; step < 30; step++) {
      points.append(
          "{'key':'val/loss','value':%s,'timestamp':5,'step':%d},".formatted(9 - step, step));
    }
    post(
        "runs/log-batch",
        ("{'run_id':'%s','metrics':[%s{'key':'bad','value':'NaN','timestamp':5}],"
                + "'params':[{'key':'depth','value':'7: \"deep\"'}],"
                + "'tags':[{'key':'phase','value':'two\\nlines'}]}")
            .formatted(run, points)
            .replace("\"deep\"", "deep"));
    post(
        "runs/log-inputs",
        ("{'run_id':'%s','datasets':[{'tags':[{'key':'mlflow.data.context','value':'training'}],"
                + "'dataset':{'name':'wine','digest':'d1','source_type':'http','source':'{}'}}]}")
            .formatted(run));
    return run;
  }

  private static String finish(String run) {
    return "{'run_id':'%s','status':'FINISHED','end_time':2000}".formatted(run);
  }

  @Test
  void everythingArrivesAndOnlyWhatIsNewIsReadAgain() {
    String experiment =
        post("experiments/create", "{'name':'churn: one','tags':[{'key':'team','value':'crm'}]}")
            .path("experiment_id")
            .asText();
    String run = logRun(experiment, "first");
    post("runs/update", finish(run));
    post("registered-models/create", "{'name':'churn/model','description':'about'}");
    post(
        "model-versions/create",
        "{'name':'churn/model','source':'s3://b/m','run_id':'%s'}".formatted(run));
    post("registered-models/alias", "{'name':'churn/model','alias':'champion','version':'1'}");

    Outcome first = importAll();
    assertThat(first.exitCode()).as(first.out() + first.err()).isEqualTo(ExitCode.OK);
    assertThat(first.err()).contains("1 runs read, 0 unchanged");
    assertThat(first.out()).as("what the copy keeps for itself").contains("\".seen\"");
    assertThat(first.out()).doesNotContain(run + "/.seen");
    JsonNode got = into.get("/records/run/team/" + run).json();
    assertThat(got.at("/structural/hyperparameters/depth").asText()).isEqualTo("7: deep");
    assertThat(got.at("/attributes/phase").asText()).isEqualTo("two\nlines");
    assertThat(got.at("/contextual/status").asText()).isEqualTo("FINISHED");
    assertThat(got.at("/lineage").toString()).contains("trained-on", "dataset:team/wine (d1)");
    assertThat(points(run)).isEqualTo(30);
    JsonNode version = into.get("/records/version/team/churn~1model@1").json();
    assertThat(version.at("/attributes/aliases").asText()).isEqualTo("champion");
    assertThat(version.at("/lineage").toString()).contains(run);

    Outcome again = importAll();
    assertThat(again.err()).contains("0 runs read, 1 unchanged");
    assertThat(again.json().path("updated").asInt()).isZero();
    assertThat(again.json().path("created").asInt()).isZero();

    post(
        "runs/log-metric",
        "{'run_id':'%s','key':'val/loss','value':1,'timestamp':9,'step':30}".formatted(run));
    String second = logRun(experiment, "still running");
    Outcome later = importAll();
    assertThat(later.err()).contains("2 runs read, 0 unchanged");
    assertThat(points(run)).isEqualTo(31);
    assertThat(points(second)).isEqualTo(30);
    assertThat(importAll().err())
        .as("a run that has not ended may get points that its summary does not show")
        .contains("1 runs read, 1 unchanged");
  }

  @Test
  void aDryRunLeavesNothingBehindAndTheCopyAsItWas() throws IOException {
    post("registered-models/create", "{'name':'greeting'}");
    Path copy = folder.resolve("copy");
    Outcome dry = importAll(copy, "team", "--dry-run");
    assertThat(copy).doesNotExist();
    assertThat(dry.json().path("records")).isEqualTo(importAll().json().path("records"));

    Map<Path, String> before = files(copy);
    post("registered-models/create", "{'name':'farewell'}");
    dry = importAll(copy, "team", "--dry-run", "--prune");
    assertThat(files(copy)).isEqualTo(before);
    assertThat(dry.json().path("pruned").size()).isZero();
    assertThat(dry.json().path("records")).isEqualTo(importAll().json().path("records"));
  }

  @Test
  void promptsArriveWithTheirVersions() {
    String isPrompt = "'tags':[{'key':'mlflow.prompt.is_prompt','value':'true'}]";
    post("registered-models/create", "{'name':'greeting',%s}".formatted(isPrompt));
    post("model-versions/create", "{'name':'greeting','source':'template',%s}".formatted(isPrompt));

    assertThat(importAll().exitCode()).isEqualTo(ExitCode.OK);

    assertThat(into.get("/records/model/team/greeting").status()).isEqualTo(200);
    assertThat(into.get("/records/version/team/greeting@1").status()).isEqualTo(200);
  }

  @Test
  void loggedModelsArriveWithWhatWasMeasuredOfThem() {
    String experiment =
        post("experiments/create", "{'name':'churn'}").path("experiment_id").asText();
    String run = logRun(experiment, "first");
    String model =
        post(
                "logged-models",
                ("{'experiment_id':'%s','name':'forest','source_run_id':'%s','model_type':'sklearn',"
                     + "'params':[{'key':'trees','value':'7'}],'tags':[{'key':'a','value':'b'}]}")
                    .formatted(experiment, run))
            .at("/model/info/model_id")
            .asText();
    post(
        "runs/log-batch",
        ("{'run_id':'%s','metrics':[{'key':'acc','value':0.9,'timestamp':6,'step':1,"
                + "'model_id':'%s','dataset_name':'my test','dataset_digest':'d2'},"
                + "{'key':'acc','value':0.7,'timestamp':5,'step':0,"
                + "'model_id':'%s','dataset_name':'train','dataset_digest':'d1'}]}")
            .formatted(run, model, model));

    Outcome outcome = importAll();
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(ExitCode.OK);
    JsonNode got = into.get("/records/model/team/" + model).json();
    assertThat(got.at("/source/name").asText()).isEqualTo("forest");
    assertThat(got.at("/structural/hyperparameters/trees").asText()).isEqualTo("7");
    assertThat(got.at("/attributes/a").asText()).isEqualTo("b");
    assertThat(got.path("statistical"))
        .extracting(
            m -> m.path("metric").asText(),
            m -> m.path("dataset").asText(),
            m -> m.path("raw").asText())
        .containsExactlyInAnyOrder(tuple("acc", "my test", "0.9"), tuple("acc", "train", "0.7"));
    assertThat(got.at("/lineage").toString())
        .contains("produced-by", "run:team/" + run, "experiment:team/churn");
  }

  private int points(String run) {
    return into.get("/records/run/team/" + run + "/series?metric=val/loss&limit=1000")
        .json()
        .path("points")
        .size();
  }

  @Test
  void anInterruptedImportGoesOnAndLosesOrDoublesNothing() throws IOException {
    String experiment =
        post("experiments/create", "{'name':'churn'}").path("experiment_id").asText();
    String run = logRun(experiment, "first");
    post("runs/update", finish(run));
    String second = logRun(experiment, "second");
    post("runs/update", finish(second));
    post("registered-models/create", "{'name':'m'}");
    post("model-versions/create", "{'name':'m','source':'s3://b/m','run_id':'%s'}".formatted(run));

    int interruptions = 0;
    try (CuttingProxy proxy = new CuttingProxy(from.address())) {
      address = "mlflow+" + proxy.address();
      Outcome outcome = importAll();
      while (outcome.exitCode() == ExitCode.UNAVAILABLE) {
        interruptions++;
        proxy.answer(interruptions);
        outcome = importAll();
      }
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
      assertThat(outcome.err()).as("what was read is not read again").contains("2 unchanged");
    }
    assertThat(interruptions).isGreaterThan(5);
    assertThat(points(run)).isEqualTo(30);
    assertThat(points(second)).isEqualTo(30);

    address = "mlflow+" + from.address();
    Path atOnce = folder.resolve("at-once");
    assertThat(importAll(atOnce, "other").exitCode()).isEqualTo(ExitCode.OK);
    assertThat(files(folder.resolve("copy"))).isEqualTo(files(atOnce)).hasSizeGreaterThan(15);
  }

  /** The content of all files by their paths. */
  private static Map<Path, String> files(Path root) throws IOException {
    Map<Path, String> files = new HashMap<>();
    try (Stream<Path> below = Files.walk(root)) {
      for (Path file : below.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void aServerThatIsNotThereIsSaid() {
    from.close();
    Outcome outcome = importAll();
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(outcome.err()).contains("reading experiments/search from").contains("failed");
  }
}
