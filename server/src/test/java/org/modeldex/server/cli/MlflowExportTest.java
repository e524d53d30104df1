package org.modeldex.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.modeldex.server.cli.MlflowServers.call;
import static org.modeldex.server.cli.MlflowServers.get;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.cli.MlflowServers.Outcome;
import org.modeldex.server.testing.CuttingProxy;
import org.modeldex.server.testing.TestNode;

/** An export to an MLflow server: one Modeldex fills another, which speaks MLflow. */
final class MlflowExportTest {
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

  private String create(String experiment, String name, int start, String parent) {
    String tags =
        parent.isEmpty() ? "" : "{'key':'mlflow.parentRunId','value':'%s'}".formatted(parent);
    return post(
            "runs/create",
            "{'experiment_id':'%s','run_name':'%s','start_time':%d,'user_id':'ada','tags':[%s]}"
                .formatted(experiment, name, start, tags))
        .at("/run/info/run_id")
        .asText();
  }

  private void log(String run, String key, int points) {
    StringBuilder all = new StringBuilder();
    for (int step = 0; step < points; step++) {
      all.append("{'key':'%s','value':%s,'timestamp':5,'step':%d},".formatted(key, 9 - step, step));
    }
    post(
        "runs/log-batch",
        ("{'run_id':'%s','metrics':[%s{'key':'bad','value':'NaN','timestamp':5}],"
                + "'params':[{'key':'depth','value':'7'}],'tags':[{'key':'phase','value':'2'}]}")
            .formatted(run, all));
  }

  private void finish(String run) {
    post("runs/update", "{'run_id':'%s','status':'FINISHED','end_time':2000}".formatted(run));
  }

  private record Logged(String experiment, String parent, String child) {}

  /** Everything that there can be, the child before its parent. */
  private Logged fill() {
    String experiment =
        post("experiments/create", "{'name':'churn','tags':[{'key':'team','value':'crm'}]}")
            .path("experiment_id")
            .asText();
    String parent = create(experiment, "sweep", 2_000, "");
    String child = create(experiment, "trial", 1_000, parent);
    log(parent, "val/loss", 40);
    log(child, "loss", 7);
    post(
        "runs/log-inputs",
        ("{'run_id':'%s','datasets':[{'tags':[{'key':'mlflow.data.context','value':'training'}],"
                + "'dataset':{'name':'wine','digest':'d1','source_type':'http','source':'{}'}}]}")
            .formatted(child));
    finish(parent);
    finish(child);
    post(
        "registered-models/create",
        "{'name':'O`Neil/model','description':'about','tags':[{'key':'a','value':'b'}]}");
    for (int i = 1; i <= 2; i++) {
      post(
          "model-versions/create",
          "{'name':'O`Neil/model','source':'runs:/%s/model','run_id':'%s','description':'no %d'}"
              .formatted(child, child, i));
    }
    post(
        "model-versions/transition-stage",
        "{'name':'O`Neil/model','version':'1','stage':'Production',"
            + "'archive_existing_versions':false}");
    post("registered-models/alias", "{'name':'O`Neil/model','alias':'champion','version':'2'}");
    return new Logged(experiment, parent, child);
  }

  /** What a server keeps, one line for each thing, with names in the place of ids. */
  private static SortedSet<String> kept(TestNode node) {
    SortedSet<String> kept = new TreeSet<>();
    Map<String, String> names = new HashMap<>();
    Map<String, JsonNode> runs = new HashMap<>();
    for (JsonNode experiment :
        call(node, "POST", "experiments/search", "{'max_results':10}").path("experiments")) {
      kept.add("experiment " + experiment.path("name") + experiment.path("tags"));
      String search =
          "{'experiment_ids':['%s']}".formatted(experiment.path("experiment_id").asText());
      for (JsonNode run : call(node, "POST", "runs/search", search).path("runs")) {
        String id = run.at("/info/run_id").asText();
        names.put(id, run.at("/info/run_name").asText());
        assertThat(runs.put(names.get(id), run)).as("copied once").isNull();
      }
    }
    runs.forEach((name, run) -> addRun(node, name, run, names, kept));
    for (JsonNode model : get(node, "registered-models/search").path("registered_models")) {
      kept.add(
          "model %s %s %s %s"
              .formatted(
                  model.path("name"),
                  model.path("description"),
                  model.path("tags"),
                  model.path("aliases")));
    }
    for (JsonNode version : get(node, "model-versions/search").path("model_versions")) {
      String run = version.path("run_id").asText();
      String source = version.path("source").asText().replace(run, names.getOrDefault(run, run));
      kept.add(
          "version %s %s %s %s %s of %s"
              .formatted(
                  version.path("name"),
                  version.path("version"),
                  version.path("description"),
                  version.path("current_stage"),
                  source,
                  names.get(run)));
    }
    return kept;
  }

  private static void addRun(
      TestNode node, String name, JsonNode run, Map<String, String> names, SortedSet<String> kept) {
    JsonNode info = run.path("info");
    kept.add(
        "run %s %s %s %s %s"
            .formatted(
                name,
                info.path("user_id"),
                info.path("status"),
                info.path("start_time"),
                info.path("end_time")));
    kept.add(name + run.path("inputs") + run.at("/data/params"));
    for (JsonNode tag : run.at("/data/tags")) {
      if (!tag.path("key").asText().startsWith("modeldex-")) {
        String value = tag.path("value").asText();
        kept.add(name + tag.path("key") + names.getOrDefault(value, value));
      }
    }
    for (JsonNode metric : run.at("/data/metrics")) {
      String key = metric.path("key").asText();
      kept.add(
          name
              + get(
                  node,
                  "metrics/get-history",
                  "run_id",
                  info.path("run_id").asText(),
                  "metric_key",
                  key));
    }
  }

  @Test
  void promptsAndValuesThatAreNotFiniteArriveToo() {
    String run = create("0", "diverging", 1_000, "");
    for (String value : List.of("Infinity", "-Infinity", "NaN")) {
      post(
          "runs/log-metric",
          "{'run_id':'%s','key':'loss','value':'%s','timestamp':%d,'step':%d}"
              .formatted(run, value, value.length(), value.length()));
    }
    finish(run);
    String isPrompt = "{'key':'mlflow.prompt.is_prompt','value':'true'}";
    post("registered-models/create", "{'name':'greeting','tags':[%s]}".formatted(isPrompt));
    post(
        "model-versions/create",
        ("{'name':'greeting','source':'prompt-template','tags':[%s,"
                + "{'key':'mlflow.prompt.text','value':'Hello {{name}}'}]}")
            .formatted(isPrompt));

    Outcome outcome = servers.export(to.address());

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    assertThat(kept(to)).isEqualTo(kept(from));
    assertThat(history(to, "loss")).containsExactly("NaN", "Infinity", "-Infinity");
    assertThat(prompts(to)).isEqualTo(prompts(from)).hasSize(3);
  }

  /** The values of a metric of the one run that there is, in the order of their times. */
  private static List<String> history(TestNode node, String metric) {
    JsonNode run =
        call(node, "POST", "runs/search", "{'experiment_ids':['0']}").at("/runs/0/info/run_id");
    List<JsonNode> points = new ArrayList<>();
    get(node, "metrics/get-history", "run_id", run.asText(), "metric_key", metric)
        .path("metrics")
        .forEach(points::add);
    return points.stream()
        .sorted(Comparator.comparingLong(point -> point.path("timestamp").asLong()))
        .map(point -> point.path("value").asText())
        .toList();
  }

  /** The prompts and their versions with their tags: searches show them to who asks for them. */
  private static SortedSet<String> prompts(TestNode node) {
    String filter = "tags.`mlflow.prompt.is_prompt` = 'true'";
    SortedSet<String> prompts = new TreeSet<>();
    for (String kind : List.of("registered_model", "model_version")) {
      for (JsonNode one :
          get(node, kind.replace('_', '-') + "s/search", "filter", filter).path(kind + "s")) {
        for (JsonNode tag : one.path("tags")) {
          if (!tag.path("key").asText().startsWith("modeldex-")) {
            prompts.add(kind + one.path("name") + one.path("source") + tag);
          }
        }
      }
    }
    return prompts;
  }

  @Test
  void everythingArrivesAndOnlyWhatIsMissingIsSentAgain() {
    Logged logged = fill();
    Outcome first = servers.export(to.address());
    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.OK);
    assertThat(first.err())
        .contains("2 runs sent, 0 there already; 2 versions of models, 0 logged models");
    assertThat(kept(to)).isEqualTo(kept(from)).hasSizeGreaterThan(15);

    assertThat(servers.export(to.address()).err())
        .contains("0 runs sent, 2 there already; 0 versions");

    post(
        "runs/log-metric",
        "{'run_id':'%s','key':'loss','value':1,'timestamp':9,'step':30}".formatted(logged.child()));
    post("runs/set-tag", "{'run_id':'%s','key':'phase','value':'three'}".formatted(logged.child()));
    create(logged.experiment(), "still running", 3_000, "");
    post("registered-models/alias", "{'name':'O`Neil/model','alias':'champion','version':'1'}");
    assertThat(servers.export(to.address()).err())
        .contains("2 runs sent, 1 there already; 0 versions");
    assertThat(kept(to)).isEqualTo(kept(from));
    assertThat(servers.export(to.address()).err())
        .as("a run that has not ended is compared, and nothing is missing")
        .contains("0 runs sent, 3 there already; 0 versions");
  }

  @Test
  void anInterruptedExportGoesOnAndDoublesNothing() throws IOException {
    fill();
    int interruptions = 0;
    try (CuttingProxy proxy = new CuttingProxy(to.address())) {
      Outcome outcome;
      do {
        proxy.answer(4 * interruptions);
        outcome = servers.export(proxy.address());
        interruptions++;
      } while (outcome.exitCode() == ExitCode.UNAVAILABLE);
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    }
    assertThat(interruptions).isGreaterThan(5);
    assertThat(kept(to)).isEqualTo(kept(from));
  }

  @Test
  void whatTheServerRefusesIsSaidAndTheRestIsSent() {
    String experiment =
        post("experiments/create", "{'name':'gone'}").path("experiment_id").asText();
    create(experiment, "lost", 1_000, "");
    fill();
    String there =
        call(to, "POST", "experiments/create", "{'name':'gone'}").path("experiment_id").asText();
    call(to, "POST", "experiments/delete", "{'experiment_id':'%s'}".formatted(there));

    Outcome outcome = servers.export(to.address());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.REJECTED);
    assertThat(outcome.err()).contains("must be in the 'active' state").contains("2 runs sent");
  }

  @Test
  void versionsThatGetAnotherNumberAreNamed() {
    List<String> names = new ArrayList<>();
    post("registered-models/create", "{'name':'m'}");
    for (int i = 0; i < 2; i++) {
      post("model-versions/create", "{'name':'m','source':'s3://b/m'}");
    }
    call(from, "DELETE", "model-versions/delete", "{'name':'m','version':'1'}");
    Outcome outcome = servers.export(to.address());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(outcome.err()).contains("model m, version 2: is version 1 there");
    get(to, "model-versions/search")
        .path("model_versions")
        .forEach(version -> names.add(version.path("version").asText()));
    assertThat(names).containsExactly("1");
  }

  @Test
  void aCopyOfAVersionIsACopyOfTheSameFilesThere() {
    for (String name : List.of("a-prod", "b-dev", "c-prod", "d-old")) {
      post("registered-models/create", "{'name':'" + name + "'}");
    }
    for (int i = 1; i <= 3; i++) {
      post("model-versions/create", "{'name':'b-dev','source':'s3://b/files-of-%d'}".formatted(i));
    }
    post("model-versions/create", "{'name':'d-old','source':'s3://b/old'}");
    call(from, "DELETE", "model-versions/delete", "{'name':'b-dev','version':'1'}");
    post("model-versions/create", "{'name':'a-prod','source':'models:/b-dev/2'}");
    post("model-versions/create", "{'name':'c-prod','source':'models:/b-dev/2'}");
    post("model-versions/create", "{'name':'c-prod','source':'models:/c-prod/1'}");
    post("model-versions/create", "{'name':'c-prod','source':'models:/d-old/1'}");
    post("registered-models/rename", "{'name':'d-old','new_name':'d-new'}");
    post("registered-models/create", "{'name':'d-old'}");
    post("model-versions/create", "{'name':'d-old','source':'s3://b/another'}");
    Outcome outcome = servers.export(to.address());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCode.OK);
    assertThat(files("a-prod", "1")).isEqualTo("s3://b/files-of-2");
    assertThat(files("c-prod", "1")).isEqualTo("s3://b/files-of-2");
    assertThat(files("c-prod", "2")).isEqualTo("s3://b/files-of-2");
    assertThat(files("c-prod", "3")).isEqualTo("s3://b/old");
    assertThat(servers.export(to.address()).err()).contains("0 versions of models");
  }

  private String files(String model, String version) {
    return get(to, "model-versions/get-download-uri", "name", model, "version", version)
        .path("artifact_uri")
        .asText();
  }
}
