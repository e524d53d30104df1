package org.modeldex.ingest.mlruns;

import static org.modeldex.ingest.mlruns.MlflowExport.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetricPoint;

/**
 * Sends the values of a run's metrics that its copy does not have, in the order in which they were
 * logged. Used by one thread.
 */
final class PointCopies {
  private static final int PAGE = 25_000;

  /** Limit of one call. */
  private static final int MAX_POINTS = 1_000;

  private final MlflowServer from;
  private final MlflowServer to;

  PointCopies(MlflowServer from, MlflowServer to) {
    this.from = from;
    this.to = to;
  }

  /**
   * A value that a run measured of a logged model.
   *
   * @param model id of the model's copy
   * @param dataset that it was measured on; null for none
   */
  record ModelPoint(
      String key,
      MetricPoint point,
      String model,
      @Nullable String dataset,
      @Nullable String digest) {}

  /**
   * Sends what is missing, whatever way the rest came there.
   *
   * @param run the original
   * @param there the copy
   * @param ofModels values of the run that the copies of logged models lack
   * @return how many calls that took
   */
  int send(JsonNode run, JsonNode there, List<ModelPoint> ofModels) {
    Set<String> begun = new HashSet<>();
    there.at("/data/metrics").forEach(metric -> begun.add(text(metric, "key")));
    String copy = text(there.path("info"), "run_id");
    List<ModelPoint> left = new ArrayList<>(ofModels);
    Batch batch = new Batch(copy);
    for (JsonNode metric : run.at("/data/metrics")) {
      String key = text(metric, "key");
      Set<MetricPoint> known = new HashSet<>();
      if (begun.contains(key)) {
        history(to, copy, key, point -> known.add(comparable(point)));
      }
      history(
          from,
          text(run.path("info"), "run_id"),
          key,
          point -> {
            ModelPoint ofModel = take(left, key, point);
            if (ofModel != null) {
              batch.add(ofModel);
            } else if (!known.contains(comparable(point))) {
              batch.add(key, point);
            }
          });
    }
    batch.send();
    return batch.calls;
  }

  /** Sends values that runs measured of logged models, all of one run. */
  void send(String copy, List<ModelPoint> ofModels) {
    Batch batch = new Batch(copy);
    ofModels.forEach(batch::add);
    batch.send();
  }

  private static @Nullable ModelPoint take(List<ModelPoint> left, String key, MetricPoint point) {
    for (ModelPoint one : left) {
      if (one.key().equals(key) && one.point().equals(point)) {
        left.remove(one);
        return one;
      }
    }
    return null;
  }

  private static void history(
      MlflowServer server, String run, String key, Consumer<MetricPoint> each) {
    server.get(
        "metrics/get-history",
        Map.of("run_id", run, "metric_key", key, "max_results", String.valueOf(PAGE)),
        "metrics",
        point -> each.accept(point(point)));
  }

  /** MLflow's SQL store keeps infinity as the largest number there is. */
  private static MetricPoint comparable(MetricPoint point) {
    return Math.abs(point.value()) == Double.MAX_VALUE
        ? new MetricPoint(
            point.step(), point.atMillis(), Math.copySign(Double.POSITIVE_INFINITY, point.value()))
        : point;
  }

  static MetricPoint point(JsonNode point) {
    return new MetricPoint(
        point.path("step").asLong(),
        point.path("timestamp").asLong(),
        Double.parseDouble(text(point, "value")));
  }

  /** Points on their way to one run. */
  private final class Batch {
    private final String run;
    private ArrayNode metrics = MlflowServer.object().arrayNode();
    private int calls;

    Batch(String run) {
      this.run = run;
    }

    void add(String key, MetricPoint point) {
      node(key, point);
      sendWhenFull();
    }

    void add(ModelPoint of) {
      ObjectNode node = node(of.key(), of.point()).put("model_id", of.model());
      if (of.dataset() != null) {
        node.put("dataset_name", of.dataset());
      }
      if (of.digest() != null) {
        node.put("dataset_digest", of.digest());
      }
      sendWhenFull();
    }

    private ObjectNode node(String key, MetricPoint point) {
      return metrics
          .addObject()
          .put("key", key)
          .put("value", point.value())
          .put("timestamp", point.atMillis())
          .put("step", point.step());
    }

    private void sendWhenFull() {
      if (metrics.size() == MAX_POINTS) {
        send();
      }
    }

    void send() {
      if (!metrics.isEmpty()) {
        ObjectNode body = MlflowServer.object().put("run_id", run);
        body.set("metrics", metrics);
        to.send("POST", "runs/log-batch", body);
        calls++;
        metrics = metrics.arrayNode();
      }
    }
  }
}
