package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** Comparing records over the native protocol. */
final class CompareApiTest {
  @TempDir private static Path data;
  private static TestNode server;

  @BeforeAll
  static void startWithTwoModels() {
    server = new TestNode(data);
    server.put(
        "/records/model/lab/a",
        """
        {"description":"A small net.","tags":["=SUM(A1)"],
         "structural":{"parameterCount":100},"contextual":{"license":"MIT"},
         "statistical":[
           {"metric":"Accuracy","dataset":"CIFAR-10","split":"test","raw":"91%","trust":"verified"},
           {"metric":"drift","dataset":"own set","raw":"-0.5"}]}
        """);
    server.put(
        "/records/model/lab/b",
        """
        {"description":"A large net.","structural":{"parameterCount":200},
         "contextual":{"license":"mit"},
         "statistical":[{"metric":"acc","dataset":"cifar10","split":"test","raw":"0.93"}]}
        """);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode row(JsonNode comparison, String key) {
    for (JsonNode row : comparison.path("rows")) {
      if (row.path("key").asText().equals(key)) {
        return row;
      }
    }
    throw new AssertionError("no row " + key + " in " + comparison);
  }

  @Test
  void recordsStandSideBySide() {
    JsonNode comparison =
        server.post("/compare", "{\"ids\":[\"model:lab/a\",\"model:lab/b\"]}").json();
    assertThat(comparison.path("records"))
        .extracting(record -> record.path("id").asText())
        .containsExactly("model:lab/a", "model:lab/b");
    assertThat(row(comparison, "accuracy@cifar-10#test").toString())
        .isEqualTo(
            "{\"key\":\"accuracy@cifar-10#test\",\"aspect\":\"statistical\","
                + "\"metric\":\"accuracy\",\"dataset\":\"cifar-10\",\"split\":\"test\","
                + "\"unit\":\"ratio\",\"better\":\"higher\",\"differs\":true,\"best\":[1],"
                + "\"cells\":[{\"value\":0.91,\"raw\":\"91%\",\"trust\":\"verified\"},"
                + "{\"value\":0.93,\"raw\":\"0.93\",\"trust\":\"self-reported\"}]}");
    JsonNode parameters = row(comparison, "structural.parameterCount");
    assertThat(parameters.path("best").toString()).isEqualTo("[0]");
    assertThat(parameters.path("cells").toString()).isEqualTo("[{\"value\":100},{\"value\":200}]");
    assertThat(row(comparison, "tags").path("cells").toString())
        .isEqualTo("[{\"value\":[\"=SUM(A1)\"]},null]");
    assertThat(row(comparison, "description").path("cells").path(1).path("changes").toString())
        .isEqualTo(
            "[{\"equal\":\"A \"},{\"deleted\":\"small \"},{\"inserted\":\"large \"},"
                + "{\"equal\":\"net.\"}]");
    assertThat(row(comparison, "contextual.license").path("differs").asBoolean()).isFalse();
  }

  @Test
  void aLinkSaysTheSameAndDifferencesAlone() {
    String link = "/compare?id=model:lab/a&id=model:lab/b";
    assertThat(server.get(link).json())
        .isEqualTo(server.post("/compare", "{\"ids\":[\"model:lab/a\",\"model:lab/b\"]}").json());
    assertThat(server.get(link + "&differences=true").json().path("rows"))
        .isNotEmpty()
        .allMatch(row -> row.path("differs").asBoolean());
  }

  @Test
  void aTableIsSafeForSpreadsheets() {
    Answer table = server.get("/compare?id=model:lab/a&id=model:lab/b&format=csv");
    assertThat(table.header("Content-Type")).startsWith("text/csv");
    assertThat(table.text())
        .startsWith("\"aspect\",\"key\",\"metric\"")
        .contains("\"general\",\"tags\",\"\",\"\",\"\",\"\",\"\",\"true\",\"\",\"'=SUM(A1)\"")
        .contains(
            "\"statistical\",\"drift@own-set\",\"drift\",\"own-set\",\"\",\"\",\"\",\"true\",\"\","
                + "\"-0.5\",\"-0.5\",\"self-reported\",\"\",\"\",\"\"\r\n")
        .contains("\"0.91\",\"91%\",\"verified\",\"0.93\",\"0.93\",\"self-reported\"\r\n");
  }

  @Test
  void whatCannotBeComparedIsRefusedByName() {
    Answer unknown = server.get("/compare?id=model:lab/a&id=model:lab/none");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.detail()).contains("model:lab/none");
    assertRefused(
        server.get("/compare?id=model:lab/a&id=model:lab/a"), "id names model:lab/a twice");
    assertRefused(server.get("/compare?id=model:lab/a"), "2 to 20 records but names 1");
    assertRefused(server.get("/compare?x=1" + "&id=model:lab/a".repeat(21)), "x is not known");
    assertRefused(server.get("/compare?" + "id=model:lab/a&".repeat(21)), "but names 21");
    assertRefused(server.get("/compare?id=nonsense&id=model:lab/a"), "must look like");
    assertRefused(server.post("/compare", "[]"), "must be a JSON object");
    assertRefused(server.post("/compare", "{\"ids\":[1.5]}"), "ids must be text");
    assertRefused(server.post("/compare", "{\"id\":[]}"), "id is not known");
    assertRefused(
        server.get("/compare?id=model:lab/a&id=model:lab/b&format=xml"), "must be json or csv");
  }

  private static void assertRefused(Answer answer, String says) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains(says);
  }
}
