package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.search.SearchField;

/**
 * The latest value of each metric of a logged model, one for each data set that it was measured on.
 * They are the model's measurements for everybody, and kept in attributes for MLflow's calls:
 *
 * <pre>
 *   modeldex.metrics                   JSON: [{key, value, timestamp, step, dataset_name, dataset_digest, model_id, run_id}]
 *   modeldex.metric.KEY                the value that was logged last, for filters
 *   modeldex.metric.KEY on NAME#DIGEST the same of one data set; without DIGEST, of all of its name
 * </pre>
 *
 * <p>A name that would be too long for an attribute is its SHA-256 there.
 */
final class LoggedModelMetrics {
  private static final String METRICS = "modeldex.metrics";
  private static final String METRIC = "modeldex.metric.";
  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  private LoggedModelMetrics() {}

  /** The model with values that a run measured, in the order in which they were logged. */
  static MetadataRecord added(MetadataRecord model, String run, List<ModelMetric> metrics) {
    Map<String, ObjectNode> latest = new LinkedHashMap<>();
    for (ObjectNode one : all(model)) {
      latest.put(
          name(one.path("key").asText(), text(one, "dataset_name"), text(one, "dataset_digest")),
          one);
    }
    Map<String, AttributeValue> attributes = new LinkedHashMap<>(model.attributes());
    for (ModelMetric metric : metrics) {
      String name = name(metric.key(), metric.dataset(), metric.digest());
      ObjectNode before = latest.get(name);
      if (before == null || MetricPoint.CURVE_ORDER.compare(point(before), metric.point()) <= 0) {
        latest.put(name, node(run, metric));
        put(attributes, name, metric.point().value());
        put(attributes, name(metric.key(), metric.dataset(), null), metric.point().value());
        put(attributes, name(metric.key(), null, null), metric.point().value());
      }
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    List<Measurement> measurements = new ArrayList<>();
    for (ObjectNode one : latest.values()) {
      all.add(one);
      measurements.add(measurement(one));
    }
    attributes.put(METRICS, new AttributeValue.Text(all.toString()));
    return model.toBuilder().attributes(attributes).statistical(measurements).build();
  }

  /** The key of a metric's number in searches; of any data set for null. */
  static String number(String key, @Nullable String dataset, @Nullable String digest) {
    return SearchField.ATTRIBUTE_PREFIX + attribute(name(key, dataset, digest));
  }

  private static String name(String key, @Nullable String dataset, @Nullable String digest) {
    return dataset == null ? key : key + " on " + dataset + "#" + (digest == null ? "" : digest);
  }

  private static void put(Map<String, AttributeValue> attributes, String name, double value) {
    attributes.put(attribute(name), new AttributeValue.Numeric(value));
  }

  private static String attribute(String name) {
    return METRIC + (METRIC.length() + name.length() > Rules.MAX_KEY ? digest(name) : name);
  }

  private static String digest(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ObjectNode node(String run, ModelMetric metric) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("key", metric.key());
    node.put("value", metric.point().value());
    node.put("timestamp", metric.point().atMillis());
    node.put("step", metric.point().step());
    if (metric.dataset() != null) {
      node.put("dataset_name", metric.dataset());
    }
    if (metric.digest() != null) {
      node.put("dataset_digest", metric.digest());
    }
    node.put("model_id", metric.model());
    node.put("run_id", run);
    return node;
  }

  private static MetricPoint point(JsonNode metric) {
    return new MetricPoint(
        metric.path("step").asLong(),
        metric.path("timestamp").asLong(),
        Double.parseDouble(metric.path("value").asText()));
  }

  private static Measurement measurement(JsonNode metric) {
    return new Measurement(
        metric.path("key").asText(),
        text(metric, "dataset_name"),
        null,
        null,
        null,
        metric.path("value").asText(),
        null,
        metric.path("step").asLong(),
        Instant.ofEpochMilli(metric.path("timestamp").asLong()),
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }

  private static @Nullable String text(JsonNode metric, String field) {
    return metric.path(field).isTextual() ? metric.path(field).textValue() : null;
  }

  /** The latest values; what another client wrote there in another form is none. */
  private static List<ObjectNode> all(MetadataRecord model) {
    List<ObjectNode> all = new ArrayList<>();
    for (JsonNode one : Tags.own(model, METRICS)) {
      JsonNode value = one.path("value");
      if (one instanceof ObjectNode metric
          && !one.path("key").asText().isBlank()
          && (value.isNumber() || NOT_FINITE.contains(value.asText()))) {
        all.add(metric);
      }
    }
    return all;
  }

  /** Writes {@code "metrics": [...]} of a model, if it has any. */
  static void write(JsonGenerator json, MetadataRecord model) throws IOException {
    List<ObjectNode> all = all(model);
    if (!all.isEmpty()) {
      json.writeArrayFieldStart("metrics");
      for (ObjectNode one : all) {
        json.writeTree(one);
      }
      json.writeEndArray();
    }
  }
}
