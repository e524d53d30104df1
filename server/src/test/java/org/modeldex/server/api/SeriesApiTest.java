package org.modeldex.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.testing.TestNode;
import org.modeldex.server.testing.TestNode.Answer;

/** Series of metric values over the native protocol. */
final class SeriesApiTest {
  private static final String RUN = "/records/run/lab/first";
  private static final String SERIES = RUN + "/series";
  private static final String TWO_SERIES =
      """
      [{"metric":"loss","points":[
         {"step":1,"at":"2026-01-02T03:04:05.678Z","value":0.5},
         {"step":0,"at":"2026-01-02T03:04:04Z","value":"NaN"}]},
       {"metric":"val/acc","points":[{"at":"2026-01-02T03:04:06Z","value":0.75}]}]
      """;

  @TempDir private Path data;
  private TestNode server;

  @BeforeEach
  void startWithOneRun() {
    server = new TestNode(data);
    server.put(RUN, "{\"description\":\"A run.\"}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String loss(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(step ->
            "{\"step\":%d,\"at\":\"%s\",\"value\":%s}"
                .formatted(step, Instant.ofEpochSecond(step), step == 700 ? 99 : 1.0 / (step + 1)))
        .collect(Collectors.joining(",", "[{\"metric\":\"loss\",\"points\":[", "]}]"));
  }

  @Test
  void pointsAreReadBackInTheOrderInWhichTheyWereAppended() {
    Answer appended = server.post(SERIES, TWO_SERIES);
    assertThat(appended.status()).isEqualTo(200);
    assertThat(appended.json().path("effect").asText()).isEqualTo("updated");
    assertThat(appended.header("Modeldex-Sequence")).isEqualTo("2");

    JsonNode loss = server.get(SERIES + "?metric=loss").json();
    assertThat(loss.path("points").toString())
        .isEqualTo(
            "[{\"step\":1,\"at\":\"2026-01-02T03:04:05.678Z\",\"value\":0.5},"
                + "{\"step\":0,\"at\":\"2026-01-02T03:04:04Z\",\"value\":\"NaN\"}]");
    assertThat(loss.path("count").asInt()).isEqualTo(2);
    assertThat(loss.path("latest").path("value").asDouble()).isEqualTo(0.5);
    assertThat(loss.has("nextCursor")).isFalse();
  }

  @Test
  void theSeriesOfARecordAreListed() {
    assertThat(server.get(SERIES).json().toString()).isEqualTo("{\"series\":[]}");
    server.post(SERIES, TWO_SERIES);

    assertThat(server.get(SERIES).json().path("series"))
        .extracting(series -> series.path("metric").asText() + " " + series.path("count").asInt())
        .containsExactly("loss 2", "val/acc 1");
  }

  @Test
  void appendingTheSameAgainChangesNothingAndTheRecordMakesNoRevision() {
    server.post(SERIES, TWO_SERIES);
    assertThat(server.post(SERIES, TWO_SERIES).json().path("effect").asText())
        .isEqualTo("unchanged");
    assertThat(server.get(RUN).header("ETag")).isEqualTo("\"1\"");
    assertThat(server.get("/search?kind=run&q=run").json().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void pagesFollowOneAnotherToTheEnd() {
    server.post(SERIES, loss(0, 2_500));
    List<Long> steps = new ArrayList<>();
    String next = "0";
    while (!next.isEmpty()) {
      JsonNode page = server.get(SERIES + "?metric=loss&limit=999&cursor=" + next).json();
      page.path("points").forEach(point -> steps.add(point.path("step").asLong()));
      next = page.path("nextCursor").asText();
    }
    assertThat(steps).hasSize(2_500).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aCurveHasFewPointsButKeepsItsEndsAndSpikes() {
    server.post(SERIES, loss(1_000, 3_000));
    server.post(SERIES, loss(0, 1_000));
    JsonNode points = server.get(SERIES + "?metric=loss&points=40").json().path("points");

    assertThat(points.size()).isBetween(20, 40);
    assertThat(points).extracting(point -> point.path("step").asInt()).isSorted();
    assertThat(points)
        .extracting(point -> point.path("step").asInt())
        .contains(0, 700, 2_999)
        .doesNotHaveDuplicates();
  }

  @Test
  void aDeletedRecordHasNoSeries() {
    server.post(SERIES, TWO_SERIES);
    server.delete(RUN);
    assertThat(server.get(SERIES).status()).isEqualTo(404);
    assertThat(server.get(SERIES + "?metric=loss").status()).isEqualTo(404);
    assertThat(server.post(SERIES, TWO_SERIES).code()).isEqualTo("not-found");
    server.put(RUN, "{}");
    assertThat(server.get(SERIES).json().path("series")).isEmpty();
  }

  @Test
  void anExportWithSeriesCanBeBroughtBack() {
    server.post(SERIES, loss(0, 7_000));
    server.post(SERIES, TWO_SERIES);
    assertThat(server.get("/export").text().lines()).hasSize(1);
    String exported = server.get("/export?series=true").text();
    JsonNode loss = server.get(SERIES + "?metric=loss&limit=10000").json();
    server.delete(RUN);

    JsonNode report = server.bulk(exported).json();
    assertThat(report.path("created").asInt()).isEqualTo(1);
    assertThat(report.path("appended").asInt()).isEqualTo(3);
    assertThat(report.path("rejected").asInt()).isZero();
    assertThat(server.get(SERIES + "?metric=loss&limit=10000").json()).isEqualTo(loss);
    assertThat(server.bulk(exported).json().path("appended").asInt()).isZero();
  }

  @Test
  void seriesAreThereAfterARestart() {
    server.post(SERIES, TWO_SERIES);
    server.close();
    server = new TestNode(data);
    assertThat(server.get(SERIES).json().path("series")).hasSize(2);
  }

  @Test
  void whatCannotBeAppendedOrAskedForIsRefusedByName() {
    assertRefused(server.post(SERIES, "{}"), "must be an array of series");
    assertRefused(server.post(SERIES, "[{\"points\":[]}]"), "[0].metric is missing");
    assertRefused(server.post(SERIES, "[{\"metric\":\" \"}]"), "metric must not be blank");
    assertRefused(
        server.post(SERIES, "[{\"metric\":\"a\",\"points\":[{\"value\":1}]}]"),
        "[0].points[0].at is missing");
    assertRefused(
        server.post(
            SERIES,
            "[{\"metric\":\"a\",\"points\":[{\"at\":\"+1000000000-12-31T23:59:59Z\",\"value\":1}]}]"),
        "is too far from 1970");
    assertRefused(server.get(SERIES + "?points=100"), "metric is missing");
    assertRefused(server.get(SERIES + "?metric=a&points=100&limit=3"), "excludes limit");
    assertRefused(server.get(SERIES + "?metric=a&points=3"), "points must be a whole number");
    server.post(SERIES, TWO_SERIES);
    assertRefused(server.get(SERIES + "?metric=loss&cursor=x"), "cursor");
    assertRefused(server.get(SERIES + "?metric=loss&cursor=-1"), "cursor");
  }

  private static void assertRefused(Answer answer, String says) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains(says);
  }
}
