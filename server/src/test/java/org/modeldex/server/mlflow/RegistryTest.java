package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.tracking.MlflowClient;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** MLflow's model registry, by its Java client where that has the calls. */
final class RegistryTest {
  @TempDir private static Path data;
  private static TestNode server;
  private static Wire wire;
  private static MlflowClient client;

  @BeforeAll
  static void start() {
    server = new TestNode(data);
    wire = new Wire(server);
    client = new MlflowClient(server.address().toString());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static void create(String name, int versions) {
    wire.post("registered-models/create", "{'name':'" + name + "','description':'about'}");
    for (int i = 0; i < versions; i++) {
      version(name);
    }
  }

  private static JsonNode version(String name) {
    return wire.post(
            "model-versions/create",
            "{'name':'%s','source':'s3://bucket/%s','run_id':'0123'}".formatted(name, name))
        .path("model_version");
  }

  private static void move(String name, String version, String stage, boolean archiving) {
    wire.post(
        "model-versions/transition-stage",
        "{'name':'%s','version':'%s','stage':'%s','archive_existing_versions':%s}"
            .formatted(name, version, stage, archiving));
  }

  @Test
  void theClientReadsModelsAndVersions() {
    create("reader/model", 2);
    move("reader/model", "1", "production", false);
    assertThat(client.getRegisteredModel("reader/model").getDescription()).isEqualTo("about");
    assertThat(client.getLatestVersions("reader/model"))
        .extracting(ModelVersion::getVersion, ModelVersion::getCurrentStage)
        .containsExactlyInAnyOrder(tuple("1", "Production"), tuple("2", "None"));
    assertThat(client.getLatestVersions("reader/model", List.of("Production")))
        .extracting(ModelVersion::getVersion)
        .containsExactly("1");
    assertThat(client.getModelVersion("reader/model", "1").getRunId()).isEqualTo("0123");
    assertThat(client.getModelVersionDownloadUri("reader/model", "2"))
        .isEqualTo("s3://bucket/reader/model");
    assertThat(client.searchModelVersions("name='reader/model'").getItems())
        .extracting(ModelVersion::getVersion)
        .containsExactly("1", "2");
    assertThat(
            client
                .searchModelVersions(
                    "run_id IN ('0123') AND version_number > 1", 10, List.of("name"))
                .getItems())
        .extracting(ModelVersion::getVersion)
        .contains("2");
  }

  @Test
  void stagesPushOthersToTheArchiveWhenAsked() {
    create("stages", 3);
    move("stages", "1", "Staging", true);
    move("stages", "2", "STAGING", true);
    assertThat(stage("stages", "1")).isEqualTo("Archived");
    assertThat(stage("stages", "2")).isEqualTo("Staging");
    Answer refused =
        wire.answer(
            "POST",
            "model-versions/transition-stage",
            "{'name':'stages','version':'1','stage':'Archived','archive_existing_versions':true}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(
            wire.answer(
                    "POST",
                    "model-versions/transition-stage",
                    "{'name':'stages','version':'1','stage':'Lab'}")
                .json()
                .path("message")
                .asText())
        .contains("None, Staging, Production, Archived");
  }

  private static String stage(String name, String version) {
    return wire.get("model-versions/get", "name", name, "version", version)
        .at("/model_version/current_stage")
        .asText();
  }

  @Test
  void aliasesLeadToVersionsUntilTheseAreDeleted() {
    create("aliased", 2);
    wire.post("registered-models/alias", "{'name':'aliased','alias':'production','version':'1'}");
    assertThat(byAlias("production").json().at("/model_version/version").asText()).isEqualTo("1");
    assertThat(
            server.get("/records/version/mlflow/aliased@1").json().at("/contextual/stage").asText())
        .isEqualTo("production");
    assertThat(stage("aliased", "1")).isEqualTo("None");
    wire.post("registered-models/alias", "{'name':'aliased','alias':'production','version':'2'}");
    assertThat(
            server
                .get("/records/version/mlflow/aliased@1")
                .json()
                .at("/contextual/stage")
                .isMissingNode())
        .isTrue();
    wire.send("DELETE", "model-versions/delete", "{'name':'aliased','version':'2'}");
    Answer gone = byAlias("production");
    assertThat(gone.status()).isEqualTo(400);
    assertThat(gone.json().path("error_code").asText()).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(version("aliased").path("version").asText()).isEqualTo("3");
    for (String reserved : List.of("latest", "V12", "a b")) {
      assertThat(
              wire.answer(
                      "POST",
                      "registered-models/alias",
                      "{'name':'aliased','alias':'" + reserved + "','version':'1'}")
                  .status())
          .isEqualTo(400);
    }
  }

  private static Answer byAlias(String alias) {
    return wire.tryGet("registered-models/alias", "name", "aliased", "alias", alias);
  }

  @Test
  void theVersionThatChangedLastComesFirstUnlessAnotherOrderIsAskedFor() {
    create("recent a", 1);
    create("recent b", 2);
    wire.post("model-versions/set-tag", "{'name':'recent b','version':'1','key':'k','value':'v'}");
    assertThat(recent()).containsExactly("recent b 1", "recent b 2", "recent a 1");
    assertThat(recent("order_by", "version_number DESC"))
        .containsExactly("recent b 2", "recent a 1", "recent b 1");
  }

  private static List<String> recent(String... more) {
    List<String> parameters = new ArrayList<>(List.of("filter", "name LIKE 'recent%'"));
    parameters.addAll(List.of(more));
    List<String> found = new ArrayList<>();
    for (JsonNode version :
        wire.get("model-versions/search", parameters.toArray(String[]::new))
            .path("model_versions")) {
      found.add(version.path("name").asText() + " " + version.path("version").asText());
    }
    return found;
  }

  @Test
  void aModelCountsAsUpdatedWhenAVersionGoes() {
    create("shrinking", 2);
    wire.send("DELETE", "model-versions/delete", "{'name':'shrinking','version':'1'}");
    JsonNode model =
        wire.get("registered-models/get", "name", "shrinking").path("registered_model");
    assertThat(model.path("last_updated_timestamp").asLong())
        .isGreaterThan(model.at("/latest_versions/0/last_updated_timestamp").asLong());
  }

  @Test
  void whatIsSaidOfAVersionDoesNotUpdateItsModel() {
    create("described", 1);
    JsonNode before = wire.get("registered-models/get", "name", "described");
    wire.send(
        "PATCH",
        "model-versions/update",
        "{'name':'described','version':'1','description':'the first one'}");
    wire.post("model-versions/set-tag", "{'name':'described','version':'1','key':'a','value':'b'}");
    JsonNode after = wire.get("registered-models/get", "name", "described");
    String updated = "/registered_model/last_updated_timestamp";
    assertThat(after.at(updated)).isEqualTo(before.at(updated));
    assertThat(after.at("/registered_model/latest_versions/0/description").asText())
        .isEqualTo("the first one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlflow-artifacts://host:9000/models/../../x",
        "s3://bucket/..",
        "http://host/a/%2e%2e/b",
        "http://host/%zz/%2e%2e/b",
        "mlflow-artifacts:/models/..%252f..%252fx",
        "https://host/a%00"
      })
  void aSourceThatLeadsUpwardsIsRefused(String source) {
    create("upwards" + source.hashCode(), 0);
    Answer answer =
        wire.answer(
            "POST",
            "model-versions/create",
            "{'name':'upwards%d','source':'%s'}".formatted(source.hashCode(), source));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("relative path references");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/a..b/.../100%", "mlflow-artifacts:/m///", "/mnt/../m"})
  void anyOtherSourceIsTaken(String source) {
    create("taken" + source.hashCode(), 0);
    wire.post(
        "model-versions/create",
        "{'name':'taken%d','source':'%s'}".formatted(source.hashCode(), source));
  }

  @Test
  void aVersionOfALoggedModelHasItsFilesAndItsRun() {
    String run = wire.run("0");
    JsonNode logged =
        wire.post("logged-models", "{'experiment_id':'0','source_run_id':'" + run + "'}")
            .at("/model/info");
    String source = "models:/" + logged.path("model_id").asText();
    create("of-logged", 0);
    wire.post("model-versions/create", "{'name':'of-logged','source':'" + source + "'}");
    assertThat(client.getModelVersion("of-logged", "1").getSource()).isEqualTo(source);
    assertThat(client.getModelVersion("of-logged", "1").getRunId()).isEqualTo(run);
    assertThat(client.getModelVersionDownloadUri("of-logged", "1"))
        .isEqualTo(logged.path("artifact_uri").asText())
        .startsWith("mlflow-artifacts:/");
    wire.post("model-versions/create", "{'name':'of-logged','source':'models:/of-logged/1'}");
    assertThat(client.getModelVersionDownloadUri("of-logged", "2"))
        .isEqualTo(logged.path("artifact_uri").asText());
    assertThat(
            wire.answer(
                    "POST", "model-versions/create", "{'name':'of-logged','source':'models:/m-00'}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void aCopiedVersionHasTheFilesOfItsOriginal() {
    create("original", 1);
    create("copy", 0);
    for (String source : List.of("models:/original/1", "models:/copy/1")) {
      wire.post("model-versions/create", "{'name':'copy','source':'" + source + "'}");
    }
    wire.send("DELETE", "registered-models/delete", "{'name':'original'}");
    assertThat(client.getModelVersion("copy", "2").getSource()).isEqualTo("models:/copy/1");
    assertThat(client.getModelVersionDownloadUri("copy", "2")).isEqualTo("s3://bucket/original");
    assertThat(
            wire.answer(
                    "POST",
                    "model-versions/create",
                    "{'name':'copy','source':'models:/original/1'}")
                .text())
        .contains("INVALID_PARAMETER_VALUE")
        .contains("Unable to fetch model from model URI source artifact location");
  }

  @Test
  void aRenamedModelTakesItsVersionsAlong() {
    create("before", 2);
    wire.post("registered-models/alias", "{'name':'before','alias':'best','version':'2'}");
    create("taken", 0);
    assertThat(
            wire.answer("POST", "registered-models/rename", "{'name':'before','new_name':'taken'}")
                .json()
                .path("error_code")
                .asText())
        .isEqualTo("RESOURCE_ALREADY_EXISTS");
    wire.post("registered-models/rename", "{'name':'before','new_name':'after'}");
    assertThat(wire.tryGet("registered-models/get", "name", "before").status()).isEqualTo(404);
    assertThat(
            wire.get("registered-models/alias", "name", "after", "alias", "best")
                .at("/model_version/name")
                .asText())
        .isEqualTo("after");
    assertThat(version("after").path("version").asText()).isEqualTo("3");
    wire.send("DELETE", "registered-models/delete", "{'name':'after'}");
    assertThat(wire.tryGet("model-versions/get", "name", "after", "version", "1").status())
        .isEqualTo(404);
  }

  @Test
  void modelsAreSearchedByNameAndTag() {
    create("Bert large", 1);
    create("bert tiny", 0);
    wire.post("registered-models/set-tag", "{'name':'bert tiny','key':'task','value':'nlp'}");
    wire.send("PATCH", "registered-models/update", "{'name':'bert tiny','description':'small'}");
    assertThat(models("name LIKE 'bert%'")).containsExactly("bert tiny");
    assertThat(models("name ILIKE 'bert%'")).containsExactly("Bert large", "bert tiny");
    assertThat(models("tags.task = 'nlp'")).containsExactly("bert tiny");
    assertThat(models("name ILIKE 'bert%' AND tags.`mlflow.prompt.is_prompt` != 'true'"))
        .containsExactly("Bert large", "bert tiny");
    assertThat(wire.tryGet("registered-models/search", "filter", "description = 'x'").status())
        .isEqualTo(400);
    wire.send("DELETE", "registered-models/delete-tag", "{'name':'bert tiny','key':'task'}");
    assertThat(models("tags.task = 'nlp'")).isEmpty();
    wire.post(
        "model-versions/set-tag", "{'name':'Bert large','version':'1','key':'a','value':'b'}");
    wire.send(
        "PATCH", "model-versions/update", "{'name':'Bert large','version':'1','description':'d'}");
    JsonNode found =
        wire.get("model-versions/search", "filter", "tags.a = 'b'").path("model_versions");
    assertThat(Wire.each(found, "/description")).containsExactly("d");
  }

  @Test
  void promptsAreNoModelsUnlessAskedFor() {
    create("classifier", 0);
    wire.post(
        "registered-models/create",
        "{'name':'greeting','tags':[{'key':'mlflow.prompt.is_prompt','value':'true'}]}");
    assertThat(models("")).contains("classifier").doesNotContain("greeting");
    assertThat(models("name LIKE '%e%'")).contains("classifier").doesNotContain("greeting");
    assertThat(models("name = 'greeting' OR name = 'classifier'")).containsExactly("classifier");
    assertThat(models("tags.`mlflow.prompt.is_prompt` = 'true'")).containsExactly("greeting");
    assertThat(models("name LIKE 'g%' AND tags.`mlflow.prompt.is_prompt` = 'true'"))
        .containsExactly("greeting");
  }

  @Test
  void theVersionsOfPromptsAreNoModelsEither() {
    create("spam filter", 1);
    wire.post(
        "registered-models/create",
        "{'name':'farewell','tags':[{'key':'mlflow.prompt.is_prompt','value':'true'}]}");
    wire.post(
        "model-versions/create",
        "{'name':'farewell','source':'prompt','tags':[{'key':'mlflow.prompt.is_prompt','value':'true'}]}");
    assertThat(versions("name = 'farewell' OR name = 'spam filter'"))
        .containsExactly("spam filter");
    assertThat(versions("")).contains("spam filter").doesNotContain("farewell");
    assertThat(versions("tags.`mlflow.prompt.is_prompt` = 'true'")).containsExactly("farewell");
    assertThat(versions("tags.`mlflow.prompt.is_prompt` = 'false' AND name LIKE '%e%'"))
        .contains("spam filter")
        .doesNotContain("farewell");
  }

  private static List<String> versions(String filter) {
    return Wire.each(
        wire.get("model-versions/search", "filter", filter).path("model_versions"), "/name");
  }

  private static List<String> models(String filter) {
    return Wire.each(
        wire.get("registered-models/search", "filter", filter, "order_by", "name ASC")
            .path("registered_models"),
        "/name");
  }

  @Test
  void whatIsNotThereIsMissedInMlflowsWords() {
    create("lonely", 0);
    assertThat(
            wire.tryGet("registered-models/get", "name", "nobody").json().path("message").asText())
        .isEqualTo("Registered Model with name=nobody not found");
    assertThat(
            wire.tryGet("model-versions/get", "name", "lonely", "version", "1")
                .json()
                .path("message")
                .asText())
        .isEqualTo("Model Version (name=lonely, version=1) not found");
    assertThat(wire.tryGet("model-versions/get", "name", "lonely", "version", "abc").status())
        .isEqualTo(400);
    assertThat(
            wire.answer("POST", "model-versions/create", "{'name':'nobody','source':'x'}").status())
        .isEqualTo(404);
    assertThat(wire.answer("POST", "registered-models/create", "{'name':'lonely'}").status())
        .isEqualTo(400);
  }
}
