package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Vocabulary;

/** Writes how common a metric key is, and what the key means, as JSON. */
final class StatisticsWriter {
  private StatisticsWriter() {}

  static void write(JsonGenerator json, MetricStatistics statistics, Vocabulary vocabulary)
      throws IOException {
    MetricKey key = MetricKey.parse(statistics.key());
    json.writeStartObject();
    json.writeStringField("key", statistics.key());
    json.writeStringField("metric", key.metric());
    if (key.dataset() != null) {
      json.writeStringField("dataset", key.dataset());
    }
    if (key.split() != null) {
      json.writeStringField("split", key.split());
    }
    json.writeNumberField("count", statistics.count());
    if (!Double.isNaN(statistics.min())) {
      json.writeNumberField("min", statistics.min());
      json.writeNumberField("max", statistics.max());
    }
    Optional<Metric> metric = vocabulary.findMetric(key.metric());
    if (metric.isPresent() && metric.get().better() != null) {
      json.writeStringField("better", metric.get().better().word());
    }
    if (metric.isPresent() && metric.get().unit() != null) {
      json.writeStringField("unit", metric.get().unit());
    }
    json.writeEndObject();
  }
}
