package org.modeldex.server.mlflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetricPoint;

/**
 * A value that a run measured of a logged model.
 *
 * @param dataset name of the data set that it was measured on; null when it was not said
 * @param digest of that data set
 */
record ModelMetric(
    String model,
    String key,
    MetricPoint point,
    @Nullable String dataset,
    @Nullable String digest) {

  /** What a metric of a call says of a model; empty when it names none. */
  static Optional<ModelMetric> find(MlflowCall metric, String key, MetricPoint point) {
    String model = metric.text("model_id", "");
    return model.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ModelMetric(
                model, key, point, metric.text("dataset_name"), metric.text("dataset_digest")));
  }
}
