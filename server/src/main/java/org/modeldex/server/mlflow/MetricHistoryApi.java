package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.RecordId;
import org.modeldex.server.http.JsonReply;
import org.modeldex.store.PointBounds;
import org.modeldex.store.SeriesSummary;

/** {@code metrics/*}: every value that a metric had. */
final class MetricHistoryApi {
  private static final int PAGE = 25_000;
  private static final int MAX_RUNS = 100;
  private static final int SAMPLE = 320;
  private static final int MAX_SAMPLE = 2_500;

  /** Asks for pages and cannot read the second one. */
  private static final String CLIENT_WITHOUT_PAGES = "mlflow-java-client";

  private static final Comparator<MetricPoint> BY_TIME =
      Comparator.comparingLong(MetricPoint::atMillis)
          .thenComparingLong(MetricPoint::step)
          .thenComparingDouble(MetricPoint::value);

  private final Catalog catalog;
  private final Runs runs;

  MetricHistoryApi(Catalog catalog, Runs runs) {
    this.catalog = catalog;
    this.runs = runs;
  }

  void register(MlflowRoutes routes) {
    routes.getStream("metrics/get-history", this::history);
    routes.getStream("metrics/get-history-bulk", this::histories);
    routes.getStream("metrics/get-history-bulk-interval", this::samples);
  }

  private JsonReply history(MlflowCall call) {
    String id = call.requiredText("run_id", "run_uuid");
    String key = call.requiredText("metric_key");
    RecordId run = runs.find(call.principal(), id).id();
    boolean paged =
        call.number("max_results") != null && !call.userAgent().startsWith(CLIENT_WITHOUT_PAGES);
    long from = Pages.place(call.text("page_token"));
    long end = paged ? from + call.maxResults(PAGE, PAGE) : Long.MAX_VALUE;
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("metrics");
      long place = from;
      List<MetricPoint> page;
      do {
        page = catalog.points(call.principal(), run, key, place, (int) Math.min(PAGE, end - place));
        for (MetricPoint point : page) {
          RunWire.write(json, key, point);
        }
        place += page.size();
      } while (page.size() == PAGE && place < end);
      json.writeEndArray();
      String next = next(call, run, key, place);
      if (place == end && next != null) {
        json.writeStringField("next_page_token", next);
      }
      json.writeEndObject();
    };
  }

  private @Nullable String next(MlflowCall call, RecordId run, String key, long place) {
    return catalog
        .series(call.principal(), run, key)
        .filter(series -> series.points() > place)
        .map(series -> Pages.token(place))
        .orElse(null);
  }

  /** The first values of one metric in several runs: the runs by id, the values by time. */
  private JsonReply histories(MlflowCall call) {
    List<String> named = call.texts("run_id");
    if (named.isEmpty()) {
      throw MlflowErrors.invalid("GetMetricHistoryBulk request must specify at least one run_id.");
    }
    if (named.size() > MAX_RUNS) {
      throw MlflowErrors.invalid(
          "GetMetricHistoryBulk request cannot specify more than "
              + MAX_RUNS
              + " run_ids. Received "
              + named.size()
              + " run_ids.");
    }
    String key = call.text("metric_key", "");
    if (key.isEmpty()) {
      throw MlflowErrors.invalid("GetMetricHistoryBulk request must specify a metric_key.");
    }
    List<RecordId> ids = ids(call, named).stream().sorted().toList();
    int most = call.maxResults(PAGE, PAGE);
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("metrics");
      int left = most;
      for (RecordId run : ids) {
        if (left > 0) {
          List<MetricPoint> points = catalog.points(call.principal(), run, key, 0, left);
          write(json, key, run, points.stream().sorted(BY_TIME).toList());
          left -= points.size();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  /**
   * Curves of one metric in several runs, each with few points: all when there are no more of them,
   * else those that draw the same curve.
   */
  private JsonReply samples(MlflowCall call) {
    call.require("run_ids");
    List<String> named = call.texts("run_ids");
    if (named.size() > MAX_RUNS) {
      throw MlflowErrors.invalid(
          "GetMetricHistoryBulkInterval request must specify at most "
              + MAX_RUNS
              + " run_ids. Received "
              + named.size()
              + " run_ids.");
    }
    String key = call.requiredText("metric_key");
    Long wanted = call.number("max_results");
    if (wanted != null && (wanted < 1 || wanted > MAX_SAMPLE)) {
      throw MlflowErrors.invalid("max_results must be between 1 and " + MAX_SAMPLE + ".");
    }
    int most = Math.max(wanted == null ? SAMPLE : wanted.intValue(), Catalog.MIN_CURVE_POINTS);
    Long start = call.number("start_step");
    Long end = call.number("end_step");
    if ((start == null) != (end == null)) {
      throw MlflowErrors.invalid(
          "If either start step or end step are specified, both must be specified.");
    }
    if (start != null && end != null && start > end) {
      throw MlflowErrors.invalid(
          "end_step must be greater than start_step. Found start_step="
              + start
              + " and end_step="
              + end
              + ".");
    }
    List<RecordId> ids = ids(call, named);
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("metrics");
      for (RecordId run : ids) {
        SeriesSummary series = catalog.series(call.principal(), run, key).orElse(null);
        if (series != null) {
          PointBounds bounds = series.bounds();
          PointBounds within = start == null || end == null ? bounds : bounds.withSteps(start, end);
          write(json, key, run, catalog.curve(call.principal(), run, series, within, most));
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  private List<RecordId> ids(MlflowCall call, List<String> ids) {
    return ids.stream().map(id -> runs.find(call.principal(), id).id()).toList();
  }

  private static void write(JsonGenerator json, String key, RecordId run, List<MetricPoint> points)
      throws IOException {
    for (MetricPoint point : points) {
      json.writeStartObject();
      RunWire.writeFields(json, key, point);
      json.writeStringField("run_id", run.name());
      json.writeEndObject();
    }
  }
}
