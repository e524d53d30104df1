package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** The native protocol on a whole server: one test per behaviour that a client relies on. */
final class ApiTest {
  private static final String RESNET = "/records/model/vision/resnet50";
  private static final String RESNET_JSON =
      """
      {"description":"A residual network for images","tags":["backbone"],
       "structural":{"architectures":["ResNet"],"parameterCount":25557032},
       "contextual":{"tasks":["image-classification"],"license":"apache-2.0"},
       "statistical":[{"metric":"accuracy","dataset":"ImageNet-1k","raw":"0.8034"}]}
      """;

  @TempDir private Path data;
  private TestNode server;

  @BeforeEach
  void start() {
    server = new TestNode(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRecordThatWasPutIsReadBackWithWhatItsNumbersMean() {
    Answer put = server.put(RESNET, RESNET_JSON);
    assertThat(put.status()).isEqualTo(201);
    assertThat(put.header("ETag")).isEqualTo("\"1\"");
    assertThat(put.header("Modeldex-Sequence")).isEqualTo("1");
    JsonNode record = server.get(RESNET).json();
    assertThat(record).isEqualTo(put.json());
    assertThat(record.path("id").asText()).isEqualTo("model:vision/resnet50");
    assertThat(record.path("revision").asInt()).isEqualTo(1);
    assertThat(record.path("created").path("by").asText()).isEqualTo("local");
    JsonNode measurement = record.path("statistical").path(0);
    assertThat(measurement.path("key").asText()).isEqualTo("accuracy@imagenet-1k");
    assertThat(measurement.path("value").asDouble()).isEqualTo(0.8034);
    assertThat(measurement.path("raw").asText()).isEqualTo("0.8034");
  }

  @Test
  void puttingTheSameAgainChangesNothing() {
    server.put(RESNET, RESNET_JSON);
    Answer again = server.put(RESNET, RESNET_JSON);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("ETag")).isEqualTo("\"1\"");
    assertThat(sequence()).isEqualTo(1);
  }

  @Test
  void aWriteIsAnsweredWithoutTheRecordWhenTheClientPrefersThat() {
    Answer created = server.put(RESNET, RESNET_JSON, "Prefer", "respond-async, return=minimal");
    Answer updated = server.put(RESNET, "{}", "Prefer", "return=minimal");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text()).isEmpty();
    assertThat(updated.status()).isEqualTo(204);
    assertThat(updated.header("ETag")).isEqualTo("\"2\"");
    assertThat(updated.header("Preference-Applied")).isEqualTo("return=minimal");
  }

  @Test
  void aRecordIsFoundRightAfterItWasPutAndNotAfterItWasDeleted() {
    server.put(RESNET, RESNET_JSON);
    JsonNode found = server.get("/search?q=residual+network&facet=task").json();
    assertThat(found.path("total").asInt()).isEqualTo(1);
    JsonNode hit = found.path("hits").path(0);
    assertThat(hit.path("id").asText()).isEqualTo("model:vision/resnet50");
    assertThat(hit.path("measurements").path(0).path("value").asDouble()).isEqualTo(0.8034);
    assertThat(hit.path("highlights").path("description").path(0).asText())
        .contains("<mark>residual</mark>");
    assertThat(found.path("facets").path("task").path(0).path("value").asText())
        .isEqualTo("image-classification");
    assertThat(server.delete(RESNET).status()).isEqualTo(204);
    assertThat(server.get("/search?q=residual+network").json().path("total").asInt()).isZero();
  }

  @Test
  void anUnchangedRecordNeedNotBeSentAgain() {
    server.put(RESNET, RESNET_JSON);
    Answer known = server.get(RESNET, "If-None-Match", "W/\"7\", \"1\"");
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.text()).isEmpty();
    assertThat(server.get(RESNET, "If-None-Match", "\"2\"").status()).isEqualTo(200);
  }

  @Test
  void aConditionalPutIsAppliedOnlyAtItsRevision() {
    assertThat(server.put(RESNET, "{}", "If-None-Match", "*").status()).isEqualTo(201);
    Answer second = server.put(RESNET, "{}", "If-None-Match", "*");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("already-exists");
    Answer stale = server.put(RESNET, "{\"tags\":[\"a\"]}", "If-Match", "\"7\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.code()).isEqualTo("revision-conflict");
    assertThat(server.put(RESNET, "{\"tags\":[\"a\"]}", "If-Match", "\"1\"").status())
        .isEqualTo(200);
    assertThat(server.delete(RESNET, "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(server.delete(RESNET, "If-Match", "\"2\"").status()).isEqualTo(204);
  }

  @Test
  void aPatchReplacesAndRemovesMembersAndLeavesTheRest() {
    server.put(RESNET, RESNET_JSON);
    Answer patched =
        server.patch(
            RESNET,
            """
            {"description":null,"contextual":{"license":"mit"},"attributes":{"reviewed":true}}
            """);
    assertThat(patched.status()).isEqualTo(200);
    JsonNode record = patched.json();
    assertThat(record.has("description")).isFalse();
    assertThat(record.path("contextual").path("license").asText()).isEqualTo("mit");
    assertThat(record.path("contextual").path("tasks").path(0).asText())
        .isEqualTo("image-classification");
    assertThat(record.path("attributes").path("reviewed").asBoolean()).isTrue();
    assertThat(record.path("statistical")).hasSize(1);
    assertThat(server.patch("/records/model/vision/none", "{}").status()).isEqualTo(404);
    assertThat(server.patch(RESNET, "{\"tags\":[\"x\"]}", "If-Match", "\"1\"").status())
        .isEqualTo(412);
  }

  @Test
  void concurrentPatchesWithoutConditionAllTakeEffect() {
    server.put(RESNET, "{}");
    List<Thread> clients =
        IntStream.range(0, 8)
            .mapToObj(i ->
                Thread.ofVirtual()
                    .start(() ->
                        assertThat(
                                server
                                    .patch(RESNET, "{\"attributes\":{\"a" + i + "\":" + i + "}}")
                                    .status())
                            .isEqualTo(200)))
            .toList();
    for (Thread client : clients) {
      join(client);
    }
    assertThat(server.get(RESNET).json().path("attributes")).hasSize(8);
  }

  @Test
  void historyOutlivesTheRecord() {
    server.put(RESNET, "{\"tags\":[\"one\"]}");
    server.put(RESNET, "{\"tags\":[\"two\"]}");
    server.delete(RESNET);
    assertThat(server.get(RESNET).status()).isEqualTo(404);
    JsonNode first = server.get(RESNET + "/history?limit=2").json();
    assertThat(first.path("revisions"))
        .extracting(revision -> revision.path("operation").asText())
        .containsExactly("delete", "update");
    JsonNode second =
        server.get(RESNET + "/history?limit=2&cursor=" + first.path("nextCursor").asText()).json();
    assertThat(second.path("revisions"))
        .extracting(revision -> revision.path("sequence").asLong())
        .containsExactly(1L);
    assertThat(second.has("nextCursor")).isFalse();
    assertThat(server.get(RESNET + "/revisions/1").json().path("tags").path(0).asText())
        .isEqualTo("one");
    assertThat(server.get(RESNET + "/revisions/3").status()).isEqualTo(404);
    assertThat(server.get("/records/model/vision/none/history").status()).isEqualTo(404);
  }

  @Test
  void measurementsAreAppended() {
    server.put(RESNET, RESNET_JSON);
    Answer appended =
        server.post(
            RESNET + "/measurements",
            """
            [{"metric":"top-5 accuracy","dataset":"ImageNet-1k","value":0.951},
             {"metric":"loss","value":"NaN"}]
            """);
    assertThat(appended.status()).isEqualTo(200);
    assertThat(appended.json().path("statistical")).hasSize(3);
    assertThat(appended.json().path("statistical").path(1).path("raw").asText()).isEqualTo("0.951");
    assertThat(appended.json().path("statistical").path(2).path("value").asText()).isEqualTo("NaN");
    assertThat(server.post("/records/model/vision/none/measurements", "[]").status())
        .isEqualTo(404);
  }

  @Test
  void aRepeatedWriteWithAnIdempotencyKeyGetsTheFirstAnswer() {
    Answer first = server.put(RESNET, "{\"tags\":[\"a\"]}", "Idempotency-Key", "k1");
    server.put(RESNET, "{\"tags\":[\"b\"]}");
    Answer repeat = server.put(RESNET, "{\"tags\":[\"a\"]}", "Idempotency-Key", "k1");
    assertThat(repeat.status()).isEqualTo(first.status()).isEqualTo(201);
    assertThat(repeat.json()).isEqualTo(first.json());
    assertThat(server.get(RESNET).json().path("tags").path(0).asText()).isEqualTo("b");
    Answer other = server.put(RESNET, "{\"tags\":[\"c\"]}", "Idempotency-Key", "k1");
    assertThat(other.status()).isEqualTo(400);
    assertThat(sequence()).isEqualTo(2);
  }

  @Test
  void appendingTwiceWithOneIdempotencyKeyAppendsOnce() {
    server.put(RESNET, "{}");
    String measurements = "[{\"metric\":\"loss\",\"value\":1.5}]";
    server.post(RESNET + "/measurements", measurements, "Idempotency-Key", "k2");
    server.post(RESNET + "/measurements", measurements, "Idempotency-Key", "k2");
    assertThat(server.get(RESNET).json().path("statistical")).hasSize(1);
  }

  @Test
  void aRepeatedPatchGetsTheFirstAnswerThoughTheRecordIsGone() {
    server.put(RESNET, "{}");
    Answer first = server.patch(RESNET, "{\"tags\":[\"a\"]}", "Idempotency-Key", "k3");
    server.delete(RESNET);
    Answer repeat = server.patch(RESNET, "{\"tags\":[\"a\"]}", "Idempotency-Key", "k3");
    assertThat(repeat.status()).isEqualTo(first.status()).isEqualTo(200);
    assertThat(repeat.json()).isEqualTo(first.json());
    Answer other = server.patch(RESNET, "{\"tags\":[\"a\"]}", "Idempotency-Key", "k4");
    assertThat(other.status()).isEqualTo(404);
    assertThat(server.get(RESNET).status()).isEqualTo(404);
  }

  @Test
  void recordsAreListedInKeyOrderPageByPage() {
    server.put("/records/model/b/two", "{}");
    server.put("/records/model/a/one", "{}");
    server.put("/records/dataset/a/data", "{}");
    server.put("/records/version/a/one@1", "{}");
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = server.get("/records?limit=1" + cursor).json();
      page.path("records").forEach(record -> ids.add(record.path("id").asText()));
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    assertThat(ids)
        .containsExactly("dataset:a/data", "model:a/one", "model:b/two", "version:a/one@1");
    assertThat(server.get("/records?kind=model&project=a").json().path("records")).hasSize(1);
    assertThat(server.get("/records?kind=version&project=a&name=one").json().path("records"))
        .hasSize(1);
  }

  @Test
  void namesMayHoldAnyPrintableCharacter() {
    String path = "/records/model/vision/google~1vit%20100%25%20%C3%BC;%3F%23~2x";
    assertThat(server.put(path, "{}").status()).isEqualTo(201);
    JsonNode record = server.get(path).json();
    assertThat(record.path("name").asText()).isEqualTo("google/vit 100% ü;?#@x");
    assertThat(record.path("id").asText()).isEqualTo("model:vision/google~1vit 100% ü;?#~2x");
    Answer backslash = server.put("/records/model/vision/models%5Cresnet", "{}");
    assertThat(backslash.status()).isEqualTo(201);
    assertThat(backslash.json().path("name").asText()).isEqualTo("models\\resnet");
    assertThat(server.put("/records/model/vision/a%00b", "{}").status()).isEqualTo(400);
  }

  @Test
  void bulkAppliesEachLineForItself() {
    server.put("/records/model/a/old", "{}");
    Answer answer =
        server.bulk(
            """
            {"op":"put","record":{"id":"model:a/one"}}
            {"op":"put","record":{"id":"model:a/two","nonsense":1}}

            not json
            {"op":"put","record":{"id":"model:a/old"}}
            {"op":"delete","id":"model:a/none"}
            {"op":"delete","id":"model:a/one"}
            {"id":"model:a/three"}
            """);
    assertThat(answer.status()).isEqualTo(200);
    JsonNode report = answer.json();
    assertThat(report.path("read").asInt()).isEqualTo(7);
    assertThat(report.path("created").asInt()).isEqualTo(2);
    assertThat(report.path("unchanged").asInt()).isEqualTo(1);
    assertThat(report.path("deleted").asInt()).isEqualTo(1);
    assertThat(report.path("rejected").asInt()).isEqualTo(3);
    assertThat(report.path("errors"))
        .extracting(error -> error.path("line").asInt() + " " + error.path("code").asText())
        .containsExactly("2 invalid-argument", "4 invalid-argument", "6 not-found");
    assertThat(report.path("errors").path(0).path("detail").asText()).contains("nonsense");
    assertThat(report.path("sequence").asLong()).isEqualTo(sequence());
  }

  @Test
  void aRepeatedBulkWithAnIdempotencyKeyGetsTheFirstAnswerAgain() {
    String lines = "{\"id\":\"model:a/one\"}\n{\"id\":\"model:a/two\"}\nbroken\n";
    JsonNode first = server.bulk(lines, "Idempotency-Key", "bulk-1").json();
    assertThat(server.delete("/records/model/a/one").status()).isEqualTo(204);
    assertThat(server.bulk(lines, "Idempotency-Key", "bulk-1").json()).isEqualTo(first);
    assertThat(server.get("/records/model/a/one").status()).isEqualTo(404);
  }

  @Test
  void numbersAmongAttributesAreNoMetrics() {
    server.put(
        RESNET,
        "{\"attributes\":{\"cost\":3},\"statistical\":[{\"metric\":\"loss\",\"value\":1.5}]}");
    assertThat(server.get("/metrics").json().path("metrics").findValuesAsText("key"))
        .containsExactly("loss");
  }

  @Test
  void aRepeatedBulkDoesNotDeleteWhatItsOwnLaterLineMade() {
    String lines =
        """
        {"op":"delete","id":"model:a/one"}
        {"op":"append","id":"model:a/one","series":[{"metric":"loss","points":[\
        {"at":"2026-01-01T00:00:00Z","value":1}]}]}
        {"id":"model:a/one"}
        """;
    JsonNode first = server.bulk(lines, "Idempotency-Key", "bulk-2").json();
    assertThat(first.path("rejected").asInt()).isEqualTo(2);
    assertThat(server.bulk(lines, "Idempotency-Key", "bulk-2").json()).isEqualTo(first);
    assertThat(server.get("/records/model/a/one").status()).isEqualTo(200);
    assertThat(server.get("/records/model/a/one/series").json().path("series")).isEmpty();
  }

  @Test
  void aLargeBulkIsAppliedCompletely() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      lines.append("{\"id\":\"model:many/m").append(i).append("\"}\n");
    }
    JsonNode report = server.bulk(lines.toString()).json();
    assertThat(report.path("created").asInt()).isEqualTo(10_000);
    assertThat(server.get("/search?limit=1").json().path("total").asInt()).isEqualTo(10_000);
  }

  @Test
  void exportGivesWholeRecordsThatCanBeImportedAgain() {
    server.put(RESNET, RESNET_JSON);
    server.put("/records/model/text/bert", "{\"description\":\"A transformer\"}");
    server.put("/records/dataset/vision/imagenet", "{}");
    assertThat(exported(""))
        .containsExactly("dataset:vision/imagenet", "model:text/bert", "model:vision/resnet50");
    assertThat(exported("?project=vision&kind=model")).containsExactly("model:vision/resnet50");
    assertThat(exported("?q=transformer")).containsExactly("model:text/bert");
    assertThat(exported("?q=nothing-like-it")).isEmpty();
    String lines = server.get("/export").text();
    JsonNode report = server.bulk(lines).json();
    assertThat(report.path("unchanged").asInt()).isEqualTo(3);
    assertThat(report.path("rejected").asInt()).isZero();
  }

  private List<String> exported(String parameters) {
    return server
        .get("/export" + parameters)
        .text()
        .lines()
        .map(line ->
            org.modeldex.record.json.RecordJson.parse(
                    line.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .id()
                .toString())
        .toList();
  }

  @Test
  void searchCombinesTextFiltersMetricsFacetsAndOrder() {
    server.put(RESNET, RESNET_JSON);
    for (int i = 1; i <= 5; i++) {
      server.put(
          "/records/model/vision/net" + i,
          """
          {"description":"A network","tags":["tag%d"],"structural":{"parameterCount":%d000000},
           "contextual":{"tasks":["object-detection"],"license":"mit"},
           "statistical":[{"metric":"box AP","dataset":"COCO","value":0.%d}]}
          """
              .formatted(i % 2, i, i));
    }
    JsonNode found =
        server
            .get(
                "/search?q=network+box-ap@coco%3E%3D0.2+parameters%3C5M"
                    + "&sort=box-ap@coco&facet=tag&filter=tag:tag0&limit=1")
            .json();
    assertThat(found.path("total").asInt()).isEqualTo(2);
    assertThat(found.path("hits").path(0).path("name").asText()).isEqualTo("net4");
    assertThat(found.path("facets").path("tag"))
        .as("the tag filter does not shrink the counts of tags")
        .extracting(value -> value.path("value").asText() + value.path("count").asText())
        .containsExactlyInAnyOrder("tag02", "tag11");
    JsonNode next =
        server
            .get(
                "/search?q=network+box-ap@coco%3E%3D0.2+parameters%3C5M"
                    + "&sort=box-ap@coco&facet=tag&filter=tag:tag0&limit=1&cursor="
                    + found.path("nextCursor").asText())
            .json();
    assertThat(next.path("hits").path(0).path("name").asText()).isEqualTo("net2");
    assertThat(next.has("nextCursor")).isFalse();
  }

  @Test
  void aSearchMayBePosted() {
    server.put(RESNET, RESNET_JSON);
    Answer answer =
        server.post(
            "/search",
            """
            {"q":"residual","facet":["license"],"filter":["task:image-classification"],
             "limit":5,"highlight":false}
            """);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("total").asInt()).isEqualTo(1);
    assertThat(answer.json().path("facets").path("license").path(0).path("value").asText())
        .isEqualTo("apache-2.0");
    assertThat(answer.json().path("hits").path(0).path("highlights")).isEmpty();
  }

  @Test
  void aSentenceIsUnderstoodAndTheVariantsOfAModelAreOneHitWithItsReasons() {
    server.put("/records/model/vision/resnet50", RESNET_JSON);
    server.put("/records/model/vision/resnet101", RESNET_JSON);
    JsonNode answer =
        server.get("/search?q=tell+what+a+photo+shows&collapse=family&explain=true").json();
    assertThat(answer.path("interpretation"))
        .extracting(meaning -> meaning.path("filter").asText())
        .contains("task:image-classification");
    assertThat(answer.path("total").asInt()).isEqualTo(2);
    assertThat(answer.path("hits")).hasSize(1);
    JsonNode hit = answer.path("hits").path(0);
    assertThat(hit.path("family").path("count").asInt()).isEqualTo(2);
    assertThat(hit.path("reasons"))
        .extracting(reason -> reason.path("type").asText())
        .contains("word", "meaning");
    assertThat(server.get("/search?q=photo&collapse=all").status()).isEqualTo(400);
  }

  @Test
  void modelsAreSearchedUnlessKindsAreNamed() {
    server.put(RESNET, "{}");
    server.put("/records/dataset/vision/imagenet", "{}");
    assertThat(total("/search")).isEqualTo(1);
    assertThat(total("/search?kind=*")).isEqualTo(2);
    assertThat(total("/search?kind=dataset")).isEqualTo(1);
    assertThat(total("/search?q=kind:dataset")).isEqualTo(1);
    assertThat(total("/search?filter=kind:dataset&filter=kind:model")).isEqualTo(2);
  }

  @Test
  void aSearchWithoutHitsSaysWhatStandsInTheWay() {
    server.put(RESNET, RESNET_JSON);
    JsonNode answer = server.get("/search?q=residual+license:mit").json();
    assertThat(answer.path("total").asInt()).isZero();
    assertThat(answer.path("relaxations"))
        .extracting(relaxation -> relaxation.path("without").asText())
        .contains("license:mit");
  }

  @Test
  void aQueryErrorNamesItsPlaceAndTheNearestField() {
    Answer answer = server.get("/search?q=cats+licens:mit");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("query-syntax");
    assertThat(answer.json().path("position").asInt()).isEqualTo(5);
    assertThat(answer.json().path("suggestion").asText()).contains("license");
  }

  @Test
  void metricKeysAndTheirValuesAreListed() {
    for (int i = 0; i < 10; i++) {
      server.put(
          "/records/model/a/m" + i,
          "{\"statistical\":[{\"metric\":\"accuracy\",\"dataset\":\"ImageNet-1k\",\"value\":0.%d}]}"
              .formatted(i));
    }
    JsonNode metrics = server.get("/metrics?dataset=ImageNet-1k").json().path("metrics");
    assertThat(metrics).hasSize(1);
    assertThat(metrics.path(0).path("key").asText()).isEqualTo("accuracy@imagenet-1k");
    assertThat(metrics.path(0).path("count").asInt()).isEqualTo(10);
    assertThat(metrics.path(0).path("max").asDouble()).isEqualTo(0.9);
    assertThat(metrics.path(0).path("better").asText()).isEqualTo("higher");
    JsonNode buckets =
        server.get("/metrics/accuracy@imagenet-1k/histogram?buckets=3").json().path("buckets");
    assertThat(buckets).hasSize(3);
    assertThat(buckets).extracting(bucket -> bucket.path("count").asInt()).contains(4);
  }

  @Test
  void tasksComeWithTheNumberOfTheirModels() {
    server.put(RESNET, RESNET_JSON);
    JsonNode tasks = server.get("/tasks").json().path("tasks");
    assertThat(tasks.path(0).path("task").asText()).isEqualTo("image-classification");
    assertThat(tasks.path(0).path("count").asInt()).isEqualTo(1);
    assertThat(tasks.path(0).path("primaryMetrics")).isNotEmpty();
    assertThat(tasks.size()).isGreaterThan(80);
  }

  @Test
  void lineageLeadsBothWays() {
    server.put(
        RESNET,
        "{\"lineage\":[{\"relation\":\"trained-on\",\"target\":\"dataset:vision/imagenet\"}]}");
    JsonNode out = server.get(RESNET + "/lineage").json();
    assertThat(out.path("out").path(0).path("to").asText()).isEqualTo("dataset:vision/imagenet");
    JsonNode in = server.get("/records/dataset/vision/imagenet/lineage").json();
    assertThat(in.path("in").path(0).path("from").asText()).isEqualTo("model:vision/resnet50");
    assertThat(in.path("in").path(0).path("relation").asText()).isEqualTo("trained-on");
  }

  @Test
  void statusAndHealthTellHowTheServerStands() {
    server.put(RESNET, "{}");
    assertThat(total("/search")).isEqualTo(1);
    JsonNode status = server.get("/status").json();
    assertThat(status.path("sequence").asLong()).isEqualTo(1);
    assertThat(status.path("indexedSequence").asLong()).isEqualTo(1);
    assertThat(status.path("counts").path("model").asInt()).isEqualTo(1);
    assertThat(server.get("//health/live").status()).isEqualTo(200);
    assertThat(server.get("//health/ready").status()).isEqualTo(200);
    assertThat(server.get("//metrics").text())
        .contains("modeldex_store_records 1.0", "route=\"/api/v1/search\"");
  }

  @Test
  void theIndexIsRebuiltOnDemand() {
    server.put(RESNET, "{}");
    assertThat(server.send("POST", "/operations/reindex", null).status()).isEqualTo(202);
    assertThat(total("/search")).isEqualTo(1);
  }

  @Test
  void longAnswersAreCompressedForThoseWhoAsk() {
    server.put(RESNET, "{\"description\":\"" + "word ".repeat(1_000) + "\"}");
    Answer answer = server.get(RESNET, "Accept-Encoding", "gzip");
    assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(answer.response().body().length).isLessThan(2_000);
  }

  @Test
  void everythingIsThereAfterARestart() {
    server.put(RESNET, RESNET_JSON);
    server.close();
    server = new TestNode(data);
    assertThat(server.get(RESNET).json().path("revision").asInt()).isEqualTo(1);
    assertThat(total("/search?q=residual")).isEqualTo(1);
  }

  private int total(String path) {
    return server.get(path).json().path("total").asInt();
  }

  private long sequence() {
    return server.get("/status").json().path("sequence").asLong();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
