package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.ExperimentTag;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.ExperimentsPage;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.ModelVersionsPage;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.modeldex.server.testing.TestNode;

/** MLflow's own Java client against a whole server. */
final class JavaClientTest {
  @TempDir private static Path data;
  private static TestNode server;
  private static MlflowClient client;

  @BeforeAll
  static void start() {
    server = new TestNode(data);
    client = new MlflowClient(server.address().toString());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void experimentsAreMadeFoundRenamedDeletedAndRestored() {
    String id =
        client.createExperiment(
            CreateExperiment.newBuilder()
                .setName("churn")
                .addTags(ExperimentTag.newBuilder().setKey("team").setValue("crm"))
                .build());
    client.setExperimentTag(id, "phase", "two");
    Experiment made = client.getExperiment(id);
    assertThat(made.getName()).isEqualTo("churn");
    assertThat(made.getArtifactLocation()).isEqualTo("mlflow-artifacts:/" + id);
    assertThat(made.getTagsList())
        .extracting(ExperimentTag::getKey, ExperimentTag::getValue)
        .containsExactly(tuple("team", "crm"), tuple("phase", "two"));
    assertThat(client.getExperimentByName("churn")).contains(made);
    assertThat(client.getExperimentByName("Churn")).isEmpty();
    assertThatThrownBy(() -> client.createExperiment("churn"))
        .isInstanceOf(MlflowClientException.class)
        .hasMessageContaining("RESOURCE_ALREADY_EXISTS");

    client.renameExperiment(id, "churn 2");
    assertThat(client.getExperimentByName("churn 2")).isPresent();
    assertThat(client.searchExperiments("name ILIKE 'CHURN%' and tags.team = 'crm'").getItems())
        .extracting(Experiment::getExperimentId)
        .containsExactly(id);
    assertThat(client.searchExperiments().getItems())
        .extracting(Experiment::getName)
        .contains("Default");

    String run = client.createRun(id).getRunId();
    client.deleteExperiment(id);
    assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("deleted");
    assertThat(client.getRun(run).getInfo().getLifecycleStage()).isEqualTo("deleted");
    assertThatThrownBy(() -> client.createRun(id)).isInstanceOf(MlflowClientException.class);
    client.restoreExperiment(id);
    assertThat(client.getRun(run).getInfo().getLifecycleStage()).isEqualTo("active");
  }

  @Test
  void aRunKeepsEverythingThatIsLogged() {
    String experiment = client.createExperiment("logging");
    RunInfo created =
        client.createRun(
            CreateRun.newBuilder()
                .setExperimentId(experiment)
                .setRunName("first try")
                .setUserId("ann")
                .setStartTime(1_000)
                .build());
    String id = created.getRunId();
    assertThat(created.getRunUuid()).isEqualTo(id);
    assertThat(created.getStatus()).isEqualTo(RunStatus.RUNNING);
    assertThat(created.getArtifactUri())
        .isEqualTo("mlflow-artifacts:/" + experiment + "/" + id + "/artifacts");

    client.logParam(id, "depth", "7");
    client.logMetric(id, "loss", 0.5);
    client.logMetric(id, "curve", 1, 1_000, 1);
    client.logMetric(id, "curve", 2, 2_000, -5);
    client.logMetric(id, "curve", -3, 3_000, 4);
    client.logMetric(id, "curve", 4, 2_999, 4);
    client.logMetric(id, "nan", Double.NaN);
    client.logMetric(id, "infinite", Double.NEGATIVE_INFINITY);
    client.setTag(id, "note", "a");
    client.setTag(id, "note", "b");
    client.logBatch(
        id,
        List.of(Metric.newBuilder().setKey("batch").setValue(9).setTimestamp(7).setStep(3).build()),
        List.of(Param.newBuilder().setKey("lr").setValue("0.1").build()),
        List.of(RunTag.newBuilder().setKey("more").setValue("c").build()));
    client.setTerminated(id, RunStatus.FINISHED, 5_000);

    Run run = client.getRun(id);
    assertThat(run.getInfo().getRunName()).isEqualTo("first try");
    assertThat(run.getInfo().getUserId()).isEqualTo("ann");
    assertThat(run.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.getInfo().getStartTime()).isEqualTo(1_000);
    assertThat(run.getInfo().getEndTime()).isEqualTo(5_000);
    assertThat(run.getData().getParamsList())
        .extracting(Param::getKey, Param::getValue)
        .containsExactly(tuple("depth", "7"), tuple("lr", "0.1"));
    assertThat(run.getData().getTagsList())
        .extracting(RunTag::getKey, RunTag::getValue)
        .containsExactlyInAnyOrder(
            tuple("mlflow.runName", "first try"), tuple("note", "b"), tuple("more", "c"));
    assertThat(run.getData().getMetricsList())
        .extracting(Metric::getKey, Metric::getValue)
        .contains(
            tuple("loss", 0.5),
            tuple("curve", -3.0),
            tuple("nan", Double.NaN),
            tuple("infinite", Double.NEGATIVE_INFINITY),
            tuple("batch", 9.0));
    assertThat(client.getMetricHistory(id, "curve"))
        .extracting(Metric::getStep, Metric::getTimestamp, Metric::getValue)
        .containsExactly(
            tuple(1L, 1_000L, 1.0),
            tuple(-5L, 2_000L, 2.0),
            tuple(4L, 3_000L, -3.0),
            tuple(4L, 2_999L, 4.0));

    client.deleteTag(id, "note");
    assertThatThrownBy(() -> client.deleteTag(id, "note"))
        .hasMessageContaining("No tag with name: note in run with id " + id);
    client.deleteRun(id);
    assertThat(client.getRun(id).getInfo().getLifecycleStage()).isEqualTo("deleted");
    assertThatThrownBy(() -> client.setTag(id, "x", "y"))
        .hasMessageContaining("must be in the 'active' state");
    client.restoreRun(id);
    client.setTag(id, "x", "y");
    assertThatThrownBy(() -> client.getRun("nobody"))
        .hasMessageContaining("Run 'nobody' not found");
  }

  @Test
  void aHistoryOfAnyLengthComesInOnePiece() {
    String id = client.createRun(client.createExperiment("long")).getRunId();
    for (int i = 0; i < 26; i++) {
      int first = i * 1_000;
      client.logBatch(
          id,
          java.util.stream.IntStream.range(first, first + 1_000)
              .mapToObj(step ->
                  Metric.newBuilder()
                      .setKey("m")
                      .setValue(step)
                      .setTimestamp(1)
                      .setStep(step)
                      .build())
              .toList(),
          null,
          null);
    }
    assertThat(client.getMetricHistory(id, "m")).hasSize(26_000);
  }

  @Test
  void runsAreSearchedAndPaged() {
    String experiment = client.createExperiment("searching");
    List<String> experiments = List.of(experiment);
    String low = run(experiment, 1, "5", 0.1, 0.4);
    String high = run(experiment, 2, "15", 0.9);
    assertThat(found(experiments, "metrics.accuracy < 0.3")).isEmpty();
    assertThat(found(experiments, "metrics.accuracy < 0.5")).containsExactly(low);
    assertThat(found(experiments, "params.depth = '15'")).containsExactly(high);
    assertThat(found(experiments, "params.depth > 4 and params.depth < 10")).containsExactly(low);
    assertThat(found(experiments, "tag.absent != 'x'")).isEmpty();
    assertThat(found(experiments, "metrics.accuracy > 0.8 OR params.depth = '5'"))
        .containsExactly(high, low);
    assertThat(client.listRunInfos(experiment)).hasSize(2);
    RunsPage first =
        client.searchRuns(experiments, "", ViewType.ACTIVE_ONLY, 1, List.of("metrics.accuracy"));
    assertThat(ids(first)).containsExactly(low);
    assertThat(first.hasNextPage()).isTrue();
    RunsPage second = (RunsPage) first.getNextPage();
    assertThat(ids(second)).containsExactly(high);
    assertThat(second.hasNextPage()).isFalse();
  }

  private static String run(String experiment, long start, String depth, double... accuracies) {
    String id =
        client
            .createRun(
                CreateRun.newBuilder().setExperimentId(experiment).setStartTime(start).build())
            .getRunId();
    client.logParam(id, "depth", depth);
    for (double accuracy : accuracies) {
      client.logMetric(id, "accuracy", accuracy);
    }
    return id;
  }

  private static List<String> found(List<String> experiments, String filter) {
    return ids(client.searchRuns(experiments, filter, ViewType.ACTIVE_ONLY, 1_000));
  }

  private static List<String> ids(RunsPage page) {
    return page.getItems().stream().map(run -> run.getInfo().getRunId()).toList();
  }

  @Test
  void nativeSearchFindsWhatMlflowLogged() {
    String id = client.createRun(client.createExperiment("houses")).getRunId();
    client.setTag(id, "mlflow.runName", "random forest on houses");
    client.logMetric(id, "rmse", 0.21);
    String path = "/search?facet=none&q=random%20forest%20rmse%3C0.3%20kind:run";
    assertThat(server.get(path).json().at("/hits/0/name").asText()).isEqualTo(id);
    client.logMetric(id, "rmse", 0.41, System.currentTimeMillis(), 1);
    assertThat(server.get(path).json().path("total").asInt()).isZero();
  }

  @Test
  @SuppressWarnings("deprecation") // some forms are old, and clients still call them
  void everyOtherFormOfTheClientsCallsWorks() {
    MlflowClient byCredentials =
        new MlflowClient(new BasicMlflowHostCreds(server.address().toString()));
    String inDefault = byCredentials.createRun().getRunId();
    byCredentials.close();
    assertThat(client.getRun(inDefault).getInfo().getExperimentId()).isEqualTo("0");
    client.setTerminated(inDefault);
    assertThat(client.getRun(inDefault).getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
    client.setTerminated(inDefault, RunStatus.KILLED);
    assertThat(client.getRun(inDefault).getInfo().getStatus()).isEqualTo(RunStatus.KILLED);

    String experiment = client.createExperiment("forms");
    List<String> experiments = List.of(experiment);
    String first = run(experiment, 1, "1");
    String second = run(experiment, 2, "2");
    client.deleteRun(second);
    assertThat(client.searchRuns(experiments, "params.depth = '1'"))
        .extracting(RunInfo::getRunId)
        .containsExactly(first);
    assertThat(client.searchRuns(experiments, "", ViewType.DELETED_ONLY))
        .extracting(RunInfo::getRunId)
        .containsExactly(second);
    List<String> newest = List.of("start_time DESC");
    RunsPage page = client.searchRuns(experiments, "", ViewType.ALL, 1, newest);
    assertThat(ids(page)).containsExactly(second);
    assertThat(
            ids(
                client.searchRuns(
                    experiments,
                    "",
                    ViewType.ALL,
                    1,
                    newest,
                    page.getNextPageToken().orElseThrow())))
        .containsExactly(first);

    client.createExperiment("forms of old");
    List<String> byName = List.of("name");
    ExperimentsPage some =
        client.searchExperiments("name LIKE 'forms%'", ViewType.ACTIVE_ONLY, 1, byName);
    assertThat(some.getItems()).extracting(Experiment::getName).containsExactly("forms");
    assertThat(
            client
                .searchExperiments(
                    "name LIKE 'forms%'",
                    ViewType.ACTIVE_ONLY, 1, byName, some.getNextPageToken().orElseThrow())
                .getItems())
        .extracting(Experiment::getName)
        .containsExactly("forms of old");
  }

  @Test
  void versionsArePagedAndAnyCallCanBeSent() {
    client.sendPost("registered-models/create", "{\"name\":\"paged\"}");
    for (int i = 0; i < 3; i++) {
      client.sendPost("model-versions/create", "{\"name\":\"paged\",\"source\":\"s3://b/m\"}");
    }
    client.sendPatch(
        "registered-models/update", "{\"name\":\"paged\",\"description\":\"changed\"}");
    assertThat(client.sendGet("registered-models/get?name=paged")).contains("changed");
    List<String> order = List.of("version_number ASC");
    ModelVersionsPage first = client.searchModelVersions("name = 'paged'", 2, order);
    assertThat(first.getItems()).extracting(ModelVersion::getVersion).containsExactly("1", "2");
    assertThat(
            client
                .searchModelVersions(
                    "name = 'paged'", 2, order, first.getNextPageToken().orElseThrow())
                .getItems())
        .extracting(ModelVersion::getVersion)
        .containsExactly("3");
    assertThat(client.searchModelVersions().getItems()).hasSize(3);
  }
}
