package org.modeldex.record.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.record.Stamp;
import org.modeldex.record.Structural;

/** Writes records; what is null or empty is left out. */
final class RecordWriter {
  private final JsonGenerator json;
  private final boolean withReadings;

  RecordWriter(JsonGenerator json, boolean withReadings) {
    this.json = json;
    this.withReadings = withReadings;
  }

  void write(MetadataRecord record) throws IOException {
    RecordId id = record.id();
    json.writeStartObject();
    json.writeStringField("id", id.toString());
    json.writeStringField("kind", id.kind().word());
    json.writeStringField("project", id.project());
    json.writeStringField("name", id.name());
    text("version", id.version());
    if (record.revision() > 0) {
      json.writeNumberField("revision", record.revision());
    }
    text("description", record.description());
    texts("tags", record.tags());
    structural(record.structural());
    contextual(record.contextual());
    statistical(record.statistical());
    lineage(record.lineage());
    attributes(record.attributes());
    source(record.source());
    stamp("created", record.created());
    stamp("updated", record.updated());
    json.writeEndObject();
  }

  private void structural(Structural structural) throws IOException {
    if (structural.equals(Structural.EMPTY)) {
      return;
    }
    json.writeObjectFieldStart("structural");
    texts("architectures", structural.architectures());
    text("framework", structural.framework());
    text("library", structural.library());
    text("algorithm", structural.algorithm());
    whole("parameterCount", structural.parameterCount());
    whole("sizeBytes", structural.sizeBytes());
    whole("flops", structural.flops());
    if (!structural.hyperparameters().isEmpty()) {
      json.writeObjectFieldStart("hyperparameters");
      for (Map.Entry<String, String> entry : structural.hyperparameters().entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
    tensors("inputs", structural.inputs());
    tensors("outputs", structural.outputs());
    Structural.Environment environment = structural.environment();
    if (!environment.equals(Structural.Environment.EMPTY)) {
      json.writeObjectFieldStart("environment");
      text("language", environment.language());
      texts("packages", environment.packages());
      text("hardware", environment.hardware());
      json.writeEndObject();
    }
    if (!structural.artifacts().isEmpty()) {
      json.writeArrayFieldStart("artifacts");
      for (Structural.Artifact artifact : structural.artifacts()) {
        json.writeStartObject();
        text("uri", artifact.uri());
        text("digest", artifact.digest());
        text("format", artifact.format());
        whole("sizeBytes", artifact.sizeBytes());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void tensors(String field, List<Structural.Tensor> tensors) throws IOException {
    if (tensors.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(field);
    for (Structural.Tensor tensor : tensors) {
      json.writeStartObject();
      text("name", tensor.name());
      text("type", tensor.type());
      text("shape", tensor.shape());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void contextual(Contextual contextual) throws IOException {
    if (contextual.equals(Contextual.EMPTY)) {
      return;
    }
    json.writeObjectFieldStart("contextual");
    texts("tasks", contextual.tasks());
    text("domain", contextual.domain());
    texts("modalities", contextual.modalities());
    texts("languages", contextual.languages());
    text("license", contextual.license());
    text("owner", contextual.owner());
    text("team", contextual.team());
    text("stage", contextual.stage());
    text("status", contextual.status());
    instant("startedAt", contextual.startedAt());
    instant("endedAt", contextual.endedAt());
    text("intendedUse", contextual.intendedUse());
    text("limitations", contextual.limitations());
    text("goals", contextual.goals());
    if (!contextual.papers().isEmpty()) {
      json.writeArrayFieldStart("papers");
      for (Contextual.Paper paper : contextual.papers()) {
        json.writeStartObject();
        text("title", paper.title());
        text("url", paper.url());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    text("region", contextual.region());
    text("sensitivity", contextual.sensitivity());
    json.writeEndObject();
  }

  private void statistical(List<Measurement> measurements) throws IOException {
    if (measurements.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("statistical");
    for (Measurement measurement : measurements) {
      measurement(measurement);
    }
    json.writeEndArray();
  }

  private void measurement(Measurement measurement) throws IOException {
    Reading reading = withReadings ? measurement.reading() : null;
    json.writeStartObject();
    if (reading != null) {
      json.writeStringField("key", reading.key());
    }
    json.writeStringField("metric", measurement.metric());
    text("dataset", measurement.dataset());
    text("split", measurement.split());
    text("slice", measurement.slice());
    text("config", measurement.config());
    if (reading != null) {
      number("value", reading.value());
    }
    json.writeStringField("raw", measurement.raw());
    text("rawUnit", measurement.rawUnit());
    if (reading != null) {
      text("unit", reading.unit());
      json.writeStringField("scale", reading.scale().word());
      text("better", reading.better() == null ? null : reading.better().word());
    }
    whole("step", measurement.step());
    instant("at", measurement.at());
    whole("sampleSize", measurement.sampleSize());
    number("standardDeviation", measurement.standardDeviation());
    json.writeStringField("trust", measurement.trust().word());
    json.writeEndObject();
  }

  private void lineage(List<LineageEdge> edges) throws IOException {
    if (edges.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("lineage");
    for (LineageEdge edge : edges) {
      json.writeStartObject();
      json.writeStringField("relation", edge.relation().word());
      json.writeStringField("target", edge.target().toString());
      instant("at", edge.at());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void attributes(Map<String, AttributeValue> attributes) throws IOException {
    if (attributes.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("attributes");
    for (Map.Entry<String, AttributeValue> entry : attributes.entrySet()) {
      json.writeFieldName(entry.getKey());
      switch (entry.getValue()) {
        case AttributeValue.Text text -> json.writeString(text.text());
        case AttributeValue.Numeric numeric when Double.isFinite(numeric.value()) ->
            json.writeNumber(numeric.value());
        case AttributeValue.Numeric numeric -> {
          json.writeStartObject();
          json.writeStringField("number", Double.toString(numeric.value()));
          json.writeEndObject();
        }
        case AttributeValue.Flag flag -> json.writeBoolean(flag.value());
        case AttributeValue.Time time -> {
          json.writeStartObject();
          json.writeStringField("instant", time.value().toString());
          json.writeEndObject();
        }
        case AttributeValue.Texts texts -> {
          json.writeStartArray();
          for (String text : texts.texts()) {
            json.writeString(text);
          }
          json.writeEndArray();
        }
      }
    }
    json.writeEndObject();
  }

  private void source(@Nullable Source source) throws IOException {
    if (source == null) {
      return;
    }
    json.writeObjectFieldStart("source");
    text("format", source.format());
    text("path", source.path());
    text("name", source.name());
    text("uri", source.uri());
    text("origin", source.origin());
    instant("importedAt", source.importedAt());
    json.writeEndObject();
  }

  private void stamp(String field, @Nullable Stamp stamp) throws IOException {
    if (stamp == null) {
      return;
    }
    json.writeObjectFieldStart(field);
    instant("at", stamp.at());
    text("by", stamp.by());
    json.writeEndObject();
  }

  private void text(String field, @Nullable String text) throws IOException {
    if (text != null) {
      json.writeStringField(field, text);
    }
  }

  private void texts(String field, List<String> texts) throws IOException {
    if (!texts.isEmpty()) {
      json.writeArrayFieldStart(field);
      for (String text : texts) {
        json.writeString(text);
      }
      json.writeEndArray();
    }
  }

  private void whole(String field, @Nullable Long number) throws IOException {
    if (number != null) {
      json.writeNumberField(field, number);
    }
  }

  private void number(String field, @Nullable Double number) throws IOException {
    if (number != null) {
      json.writeFieldName(field);
      writeNumber(json, number);
    }
  }

  /** NaN and the infinities, which JSON lacks, are written as strings. */
  static void writeNumber(JsonGenerator json, double number) throws IOException {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeString(Double.toString(number));
    }
  }

  private void instant(String field, @Nullable Instant instant) throws IOException {
    if (instant != null) {
      json.writeStringField(field, instant.toString());
    }
  }
}
