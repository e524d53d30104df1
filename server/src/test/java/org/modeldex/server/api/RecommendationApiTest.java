package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.access.Principal;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** Recommendations over the native protocol, from records to reasons. */
final class RecommendationApiTest {
  private static final int MODELS = 60;

  @TempDir private static Path data;
  private static TestNode server;

  @BeforeAll
  static void startWithModels() throws InterruptedException {
    server = new TestNode(data);
    Random random = new Random(5);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < MODELS; i++) {
      double quality = 0.4 + 0.4 * i / MODELS;
      List<String> measurements = new ArrayList<>();
      measurements.add(accuracy("imagenet-1k", quality, "self-reported"));
      measurements.add(accuracy("cifar-10", quality + 0.01 * random.nextGaussian(), "verified"));
      measurements.add(accuracy("cifar-100", quality - 0.1, "self-reported"));
      lines.append(model("heron-" + i, "mit", (i + 1) * 1_000_000L, measurements));
    }
    lines.append(
        model(
            "unmeasured",
            "mit",
            5_000_000L,
            List.of(
                accuracy("cifar-10", 0.9, "self-reported"),
                accuracy("cifar-100", 0.8, "self-reported"))));
    lines.append(
        model(
            "boast",
            "mit",
            5_000_000L,
            List.of(
                accuracy("imagenet-1k", 0.99, "self-reported"),
                accuracy("cifar-10", 0.45, "self-reported"),
                accuracy("cifar-100", 0.35, "self-reported"))));
    lines.append(
        model(
            "closed",
            "proprietary",
            2_000_000L,
            List.of(accuracy("imagenet-1k", 0.95, "verified"))));
    lines.append(detectors());
    lines.append(tellers());
    lines.append(speaker("reader", "ljspeech", 4.4)).append(speaker("choir", "vctk", 4.5));
    assertThat(server.bulk(lines.toString()).json().path("rejected").asInt()).isZero();
    long sequence = server.node().catalog().status(Principal.LOCAL).store().sequence();
    while (server.node().predictedSequence() < sequence) {
      Thread.sleep(20);
    }
  }

  /** Models of one benchmark each, some of them with doubtful values. */
  private static String detectors() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines.append(detector("plain-" + i, i % 2 == 0 ? "apache-2.0" : "agpl-3.0", 0.3 + 0.002 * i));
    }
    return lines
        .append(boasts())
        .append(detector("yolo_l_voc", "apache-2.0", 0.6))
        .append(detector("giant", "apache-2.0", 0.95))
        .append(detector("even-claimed", "apache-2.0", 0.42))
        .append(detector("odd-verified", "apache-2.0", 0.42).replace("self-reported", "verified"))
        .append(detector("secretive", "", 0.5).replace("\"license\":\"\",", ""))
        .toString();
  }

  /** Models whose values name more or less of what they are of. */
  private static String tellers() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      lines.append(teller("bare-" + i, "mit", (i + 1) * 1_000_000L, rouge("", 30 + i)));
      String other = rouge(",\"dataset\":\"ours\"", 70 + i);
      lines.append(teller("other-" + i, "gpl-3.0", 1_000_000L, other));
    }
    String both = rouge("", 50) + ',' + rouge(",\"split\":\"test\"", 51);
    return lines.append(teller("both", "mit", 9_000_000L, both)).toString();
  }

  private static String teller(String name, String license, long parameters, String values) {
    return model(name, license, parameters, List.of(values))
        .replace("image-classification", "summarization");
  }

  private static String rouge(String of, int value) {
    return "{\"metric\":\"rouge-l\"%s,\"raw\":\"0.%d\",\"trust\":\"verified\"}"
        .formatted(of, value);
  }

  /** More of them than are looked at closely at once. */
  private static String boasts() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      lines.append(detector("boast_" + i + "_voc", "gpl-3.0", 0.61 + 0.001 * i));
    }
    return lines.toString();
  }

  private static String detector(String name, String license, double boxAp) {
    return """
    {"op":"put","record":{"id":"model:lab/%s","contextual":{"license":"%s",\
    "tasks":["object-detection"]},"statistical":[{"metric":"box ap","dataset":"COCO",\
    "raw":"%s","trust":"self-reported"}]}}
    """
        .formatted(name, license, boxAp);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String accuracy(String dataset, double value, String trust) {
    return "{\"metric\":\"accuracy\",\"dataset\":\"%s\",\"raw\":\"%s\",\"trust\":\"%s\"}"
        .formatted(dataset, value, trust);
  }

  private static String model(
      String name, String license, long parameters, List<String> measurements) {
    return """
    {"op":"put","record":{"id":"model:lab/%s","structural":{"parameterCount":%d},\
    "contextual":{"tasks":["image-classification"],"license":"%s"},"statistical":[%s]}}
    """
        .formatted(name, parameters, license, String.join(",", measurements));
  }

  private static String speaker(String name, String dataset, double opinion) {
    return """
    {"op":"put","record":{"id":"model:lab/%s","contextual":{"tasks":["text-to-speech"]},\
    "statistical":[{"metric":"mos","dataset":"%s","value":%s}]}}
    """
        .formatted(name, dataset, opinion);
  }

  private static JsonNode recommend(String body) {
    Answer answer = server.post("/recommendations", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode named(JsonNode recommendations, String name) {
    for (JsonNode recommendation : recommendations.path("recommendations")) {
      if (recommendation.path("hit").path("name").asText().equals(name)) {
        return recommendation;
      }
    }
    throw new AssertionError(name + " is not among " + recommendations);
  }

  private static final String SMALL =
      """
      {"task":"image-classification","where":"license:mit parameters<=30M","limit":40,
       "optimize":[{"by":"accuracy@imagenet-1k"}]}\
      """;

  @Test
  void theBestCredibleModelWithinTheLimitsComesFirstAndSaysWhy() {
    JsonNode answer = recommend(SMALL);

    JsonNode first = answer.path("recommendations").path(0);
    assertThat(first.path("hit").path("name").asText()).isIn("heron-29", "unmeasured");
    JsonNode best = named(answer, "heron-29");
    assertThat(best.path("why").asText())
        .startsWith("2nd highest Accuracy on ImageNet-1k (0.5933) among the 31");
    assertThat(best.path("objectives").path(0).path("basis").asText()).isEqualTo("measured");
    assertThat(answer.path("considered").asInt()).isEqualTo(MODELS + 3);
    assertThat(answer.path("candidates").asInt()).isEqualTo(32);
    assertThat(answer.path("excludedBy").toString())
        .isEqualTo(
            "[{\"clause\":\"license:mit\",\"count\":1},{\"clause\":\"parameters<=30M\",\"count\":30}]");
  }

  @Test
  void aMissingBenchmarkIsPredictedWithIntervalAndEvidence() {
    JsonNode predicted = named(recommend(SMALL), "unmeasured").path("objectives").path(0);

    assertThat(predicted.path("basis").asText()).isEqualTo("predicted");
    assertThat(predicted.path("value").asDouble())
        .isBetween(predicted.path("low").asDouble(), predicted.path("high").asDouble())
        .isGreaterThan(0.7);
    assertThat(predicted.path("evidence").findValuesAsText("key")).contains("accuracy@cifar-10");
  }

  @Test
  void aClaimThatOtherBenchmarksSpeakAgainstIsFlaggedAndNotCrowned() {
    JsonNode answer = recommend(SMALL);
    JsonNode boast = named(answer, "boast");

    assertThat(boast.path("caution").asText()).contains("Accuracy on ImageNet-1k of 0.99");
    assertThat(boast.path("rank").asInt()).isGreaterThan(5);
  }

  @Test
  void loneClaimsThatNothingSpeaksForAreFlaggedAndNotCrowned() {
    JsonNode answer =
        recommend("{\"task\":\"object-detection\",\"where\":\"license:permissive\",\"limit\":40}");

    assertThat(answer.path("excludedBy").toString())
        .isEqualTo("[{\"clause\":\"licensing:permissive\",\"count\":56}]");
    assertThat(answer.path("recommendations").findValuesAsText("name"))
        .startsWith("odd-verified", "even-claimed");
    assertThat(named(answer, "giant").path("caution").asText())
        .isEqualTo(
            "Box AP on COCO of 0.95 is far better than anybody else's, and nothing else speaks for"
                + " it");
    assertThat(named(answer, "yolo_l_voc").path("caution").asText())
        .contains("its name speaks of PASCAL VOC");
    assertThat(answer.path("nearMisses").path(0).path("hit").path("name").asText())
        .isEqualTo("secretive");
    assertThat(answer.path("nearMisses").path(0).path("by").asText())
        .isEqualTo("licence not stated");
  }

  @Test
  void whoeverMovesUpInPlaceOfADoubtfulOneIsExaminedAsWell() {
    JsonNode answer = recommend("{\"task\":\"object-detection\"}");

    assertThat(answer.path("recommendations").path(0).path("hit").path("name").asText())
        .isEqualTo("secretive");
  }

  @Test
  void modelsThatOneConditionKeepsOutAreNearMissesWithTheAmount() {
    JsonNode misses = recommend(SMALL).path("nearMisses");

    assertThat(misses.findValuesAsText("name")).isNotEmpty();
    assertThat(misses.toString()).contains("parameters<=30M", "% above", "license:mit");
  }

  @Test
  void objectivesOfDifferentScalesAndDirectionsAreWeighedTogether() {
    JsonNode answer =
        recommend(
            """
            {"task":"image-classification","limit":5,"predictMissing":false,
             "optimize":[{"by":"accuracy@cifar-100","weight":1},{"by":"parameters","weight":0.2}]}\
            """);

    assertThat(answer.path("objectives").findValuesAsText("better"))
        .containsExactly("higher", "lower");
    JsonNode first = answer.path("recommendations").path(0);
    assertThat(first.path("hit").path("name").asText()).isEqualTo("unmeasured");
    assertThat(first.path("onParetoFront").asBoolean()).isTrue();
    assertThat(answer.path("predictionsSequence").asInt()).isEqualTo(-1);
  }

  @Test
  void withoutObjectivesThePrimaryMetricOfOneDatasetCounts() {
    JsonNode answer = recommend("{\"task\":\"image classification\"}");

    assertThat(answer.path("objectives").path(0).path("by").asText())
        .isEqualTo("accuracy@imagenet-1k");
    assertThat(answer.path("recommendations")).hasSize(10);
  }

  @Test
  void whatCannotBeMeantIsAnsweredWithTheNearestName() {
    Answer task = server.post("/recommendations", "{\"task\":\"image-clasification\"}");
    assertThat(task.status()).isEqualTo(400);
    assertThat(task.json().path("suggestion").asText()).isEqualTo("image-classification");

    Answer metric =
        server.post(
            "/recommendations",
            "{\"task\":\"image-classification\",\"optimize\":[{\"by\":\"acuracy@imagenet-1k\"}]}");
    assertThat(metric.status()).isEqualTo(400);
    assertThat(metric.json().path("suggestion").asText()).isEqualTo("accuracy@imagenet-1k");

    Answer field = server.post("/recommendations", "{\"taks\":\"x\"}");
    assertThat(field.status()).isEqualTo(400);
  }

  @Test
  void aMisspelledFieldOfAnObjectiveIsRefusedByName() {
    Answer answer =
        server.post(
            "/recommendations", "{\"optimize\":[{\"by\":\"accuracy@cifar-10\",\"wieght\":5}]}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").asText()).isEqualTo("wieght");
  }

  @Test
  void conditionsThatContradictEachOtherAreNamed() {
    Answer answer =
        server.post("/recommendations", "{\"where\":\"parameters<10M license:mit parameters>1B\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("parameters<10M", "parameters>1B");
  }

  @Test
  void withoutCandidatesItIsSaidWhichConditionStandsInTheWay() {
    JsonNode answer =
        recommend(
            "{\"task\":\"image-classification\",\"where\":\"license:gpl-3.0 parameters<30M\"}");

    assertThat(answer.path("recommendations")).isEmpty();
    assertThat(answer.path("relaxations").path(0).path("without").asText())
        .isEqualTo("license:gpl-3.0");
    assertThat(answer.path("relaxations").path(0).path("total").asInt()).isPositive();
  }

  @Test
  void valuesOfOtherDatasetsAreNotComparedWithThoseOfNone() {
    JsonNode answer =
        recommend(
            """
            {"task":"summarization","where":"license:mit parameters<4.5M",\
            "optimize":[{"by":"rouge-l"}]}
            """);
    assertThat(answer.at("/recommendations/0/hit/name").asText()).isEqualTo("bare-3");
    assertThat(answer.at("/recommendations/0/why").asText())
        .contains("10th highest")
        .contains("among the 13 models for the task that have one");
    assertThat(answer.path("nearMisses").toString()).doesNotContain("other-");
  }

  @Test
  void aBetterValueOfASplitDoesNotHideTheOneThatNamesNone() {
    JsonNode answer =
        recommend(
            """
            {"task":"summarization","where":"license:mit","optimize":[{"by":"rouge-l"}]}
            """);
    JsonNode first = answer.at("/recommendations/0");
    assertThat(first.at("/hit/name").asText()).isEqualTo("both");
    assertThat(first.at("/objectives/0/value").asDouble()).isEqualTo(0.5);
  }

  @Test
  void theSecondsValueOfAnotherBenchmarkIsToldWithItsName() {
    JsonNode first = recommend("{\"task\":\"text-to-speech\"}").at("/recommendations/0");
    assertThat(first.at("/hit/name").asText()).isEqualTo("reader");
    assertThat(first.path("why").asText())
        .startsWith("The only one of 2 candidates with ")
        .containsPattern("the 2nd has [^;]* on VCTK of 4.5");
  }

  @Test
  void anAskedForDatasetIsWhatCandidatesAreJudgedBy() {
    JsonNode answer =
        recommend("{\"task\":\"image-classification\",\"where\":\"dataset:CIFAR-10\"}");
    assertThat(answer.path("objectives")).hasSize(1);
    assertThat(answer.at("/objectives/0/by").asText()).isEqualTo("accuracy@cifar-10");
  }

  @Test
  void weightsCountByTheirRatioHoweverLargeTheyAre() {
    String body =
        """
        {"task":"image-classification","optimize":[{"by":"accuracy@imagenet-1k","weight":%s},\
        {"by":"parameters","weight":%s}]}
        """;
    JsonNode huge = recommend(body.formatted("1e308", "1e308"));
    JsonNode plain = recommend(body.formatted("1", "1"));
    assertThat(huge.at("/recommendations/0/score").asDouble())
        .isPositive()
        .isEqualTo(plain.at("/recommendations/0/score").asDouble());
    assertThat(huge.at("/recommendations/0/hit/name"))
        .isEqualTo(plain.at("/recommendations/0/hit/name"));
  }
}
