package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.store.SeriesSummary;

/** Runs as MLflow writes them. */
final class RunWire {
  private RunWire() {}

  /** Writes a whole run. */
  static void write(
      JsonGenerator json, MetadataRecord run, List<SeriesSummary> metrics, Inputs inputs)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("info");
    writeInfo(json, run);
    json.writeObjectFieldStart("data");
    writeMetrics(json, metrics);
    writeParams(json, run);
    Tags.write(json, run);
    json.writeEndObject();
    inputs.write(json);
    json.writeEndObject();
  }

  static void writeInfo(JsonGenerator json, MetadataRecord run) throws IOException {
    String id = run.id().name();
    json.writeStartObject();
    json.writeStringField("run_uuid", id);
    json.writeStringField("run_id", id);
    json.writeStringField("run_name", Runs.name(run));
    json.writeStringField("experiment_id", Runs.experiment(run));
    if (run.contextual().owner() != null) {
      json.writeStringField("user_id", run.contextual().owner());
    }
    if (run.contextual().status() != null) {
      json.writeStringField("status", run.contextual().status());
    }
    Times.write(json, "start_time", run.contextual().startedAt());
    Times.write(json, "end_time", run.contextual().endedAt());
    if (!run.structural().artifacts().isEmpty()) {
      json.writeStringField("artifact_uri", run.structural().artifacts().getFirst().uri());
    }
    json.writeStringField("lifecycle_stage", Lifecycle.stage(run));
    json.writeEndObject();
  }

  private static void writeMetrics(JsonGenerator json, List<SeriesSummary> metrics)
      throws IOException {
    if (metrics.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("metrics");
    for (SeriesSummary metric : metrics) {
      write(json, metric.metric(), metric.latest());
    }
    json.writeEndArray();
  }

  static void write(JsonGenerator json, String key, MetricPoint point) throws IOException {
    json.writeStartObject();
    writeFields(json, key, point);
    json.writeEndObject();
  }

  static void writeFields(JsonGenerator json, String key, MetricPoint point) throws IOException {
    json.writeStringField("key", key);
    json.writeNumberField("value", point.value());
    json.writeNumberField("timestamp", point.atMillis());
    json.writeNumberField("step", point.step());
  }

  static void writeParams(JsonGenerator json, MetadataRecord run) throws IOException {
    Map<String, String> params = run.structural().hyperparameters();
    if (params.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("params");
    for (Map.Entry<String, String> param : params.entrySet()) {
      Tags.pair(json, param.getKey(), param.getValue());
    }
    json.writeEndArray();
  }
}
