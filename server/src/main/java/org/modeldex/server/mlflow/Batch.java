package org.modeldex.server.mlflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;

/**
 * What one call logs to a run.
 *
 * @param metrics points by key, in the order in which they came
 * @param modelMetrics those of them that were measured of a logged model
 */
record Batch(
    SequencedMap<String, List<MetricPoint>> metrics,
    SequencedMap<String, String> params,
    SequencedMap<String, String> tags,
    List<ModelMetric> modelMetrics) {
  private static final int MAX_METRICS = 1_000;
  private static final int MAX_PARAMS = 100;
  private static final int MAX_TAGS = 100;
  private static final int MAX_ALL = 1_000;

  /** The {@code metrics}, {@code params} and {@code tags} of a call. */
  static Batch of(MlflowCall call) {
    List<MlflowCall> metrics = call.all("metrics");
    List<MlflowCall> params = call.all("params");
    List<MlflowCall> tags = call.all("tags");
    check("metrics", metrics.size(), MAX_METRICS);
    check("params", params.size(), MAX_PARAMS);
    check("tags", tags.size(), MAX_TAGS);
    check("metrics, params, and tags", metrics.size() + params.size() + tags.size(), MAX_ALL);
    SequencedMap<String, List<MetricPoint>> points = new LinkedHashMap<>();
    List<ModelMetric> ofModels = new ArrayList<>();
    for (MlflowCall metric : metrics) {
      String key = metricKey(metric);
      MetricPoint point = point(metric);
      points.computeIfAbsent(key, k -> new ArrayList<>()).add(point);
      ModelMetric.find(metric, key, point).ifPresent(ofModels::add);
    }
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (MlflowCall param : params) {
      String key = Rules.key(param.name() + "key", param.requiredText("key"));
      if (values.put(key, paramValue(param)) != null) {
        throw MlflowErrors.invalid("Duplicate parameter keys have been submitted: " + key);
      }
    }
    return new Batch(points, values, Tags.of(call, "tags", Rules.MAX_TAG_VALUE), ofModels);
  }

  /** One metric, described by the call itself. */
  static Batch ofMetric(MlflowCall call) {
    SequencedMap<String, List<MetricPoint>> points = new LinkedHashMap<>();
    String key = metricKey(call);
    MetricPoint point = point(call);
    points.put(key, List.of(point));
    return new Batch(
        points,
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        ModelMetric.find(call, key, point).stream().toList());
  }

  /** One param, described by the call itself. */
  static Batch ofParam(MlflowCall call) {
    SequencedMap<String, String> params = new LinkedHashMap<>();
    params.put(Rules.key("key", call.requiredText("key")), paramValue(call));
    return new Batch(new LinkedHashMap<>(), params, new LinkedHashMap<>(), List.of());
  }

  /** One tag, described by the call itself. */
  static Batch ofTag(MlflowCall call) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    String value = Rules.truncated(call.text("value", ""), Rules.MAX_TAG_VALUE);
    tags.put(Tags.key(call), value);
    return new Batch(new LinkedHashMap<>(), new LinkedHashMap<>(), tags, List.of());
  }

  private static void check(String what, int size, int most) {
    if (size > most) {
      throw MlflowErrors.invalid(
          "A batch logging request can contain at most "
              + most
              + " "
              + what
              + ". Got "
              + size
              + " "
              + what
              + ". Please split up "
              + what
              + " across multiple requests and try again.");
    }
  }

  private static String metricKey(MlflowCall metric) {
    return Rules.key(metric.name() + "key", metric.requiredText("key"));
  }

  private static MetricPoint point(MlflowCall metric) {
    double value = metric.requiredDouble("value");
    long timestamp = metric.requiredNumber("timestamp");
    Long step = metric.number("step");
    return new MetricPoint(step == null ? 0 : step, timestamp, value);
  }

  private static String paramValue(MlflowCall param) {
    return Rules.truncated(param.text("value", ""), Rules.MAX_PARAM_VALUE);
  }

  List<MetricSeries> series() {
    List<MetricSeries> series = new ArrayList<>();
    metrics.forEach((key, points) -> series.add(new MetricSeries(key, points)));
    return series;
  }

  /** Whether there is anything but metrics. */
  boolean changesRun() {
    return !params.isEmpty() || !tags.isEmpty();
  }

  /** The run with params and tags; a param that has another value already is refused. */
  MetadataRecord applyTo(MetadataRecord run) {
    MetadataRecord tagged = tags.isEmpty() ? run : Runs.tagged(run, tags);
    if (params.isEmpty()) {
      return tagged;
    }
    Map<String, String> all = new LinkedHashMap<>(run.structural().hyperparameters());
    params.forEach((key, value) -> {
      String before = all.putIfAbsent(key, value);
      if (before != null && !before.equals(value)) {
        throw MlflowErrors.invalid(
            "Changing param values is not allowed. Param with key='"
                + key
                + "' was already logged with value='"
                + before
                + "' for run ID='"
                + run.id().name()
                + "'. Attempted logging new value '"
                + value
                + "'.");
      }
    });
    return tagged.toBuilder()
        .structural(run.structural().toBuilder().hyperparameters(all).build())
        .build();
  }
}
