package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.modeldex.compare.Cell;
import org.modeldex.compare.Comparison;
import org.modeldex.compare.Comparison.Row;
import org.modeldex.compare.TextDiff;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.vocabulary.MetricKey;

/** Writes a comparison as JSON. For one answer. */
final class ComparisonWriter {
  private final JsonGenerator json;

  ComparisonWriter(JsonGenerator json) {
    this.json = json;
  }

  void write(Comparison comparison) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("records");
    for (MetadataRecord record : comparison.records()) {
      json.writeStartObject();
      json.writeStringField("id", record.id().toString());
      json.writeStringField("kind", record.id().kind().word());
      json.writeStringField("project", record.id().project());
      json.writeStringField("name", record.id().name());
      text("version", record.id().version());
      json.writeNumberField("revision", record.revision());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (Row row : comparison.rows()) {
      write(row);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", row.key());
    json.writeStringField("aspect", row.aspect().name().toLowerCase(Locale.ROOT));
    MetricKey metric = row.metric();
    if (metric != null) {
      json.writeStringField("metric", metric.metric());
      json.writeStringField("dataset", metric.dataset());
      json.writeStringField("split", metric.split());
    }
    text("unit", row.unit());
    text("better", row.better() == null ? null : row.better().word());
    json.writeBooleanField("differs", row.differs());
    json.writeArrayFieldStart("best");
    for (int column : row.best()) {
      json.writeNumber(column);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("cells");
    for (Cell cell : row.cells()) {
      write(cell);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Cell cell) throws IOException {
    if (cell instanceof Cell.Missing) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    switch (cell) {
      case Cell.Missing missing -> {}
      case Cell.Text text -> json.writeStringField("value", text.text());
      case Cell.Setting setting -> json.writeStringField("value", setting.text());
      case Cell.Texts texts -> {
        json.writeArrayFieldStart("value");
        for (String text : texts.texts()) {
          json.writeString(text);
        }
        json.writeEndArray();
      }
      case Cell.Whole whole -> json.writeNumberField("value", whole.count());
      case Cell.Decimal decimal -> json.writeNumberField("value", decimal.value());
      case Cell.Prose prose -> {
        json.writeStringField("value", prose.text());
        if (prose.isCut()) {
          json.writeBooleanField("cut", true);
        }
        write(prose.changes());
      }
      case Cell.Result result -> write(result);
    }
    json.writeEndObject();
  }

  private void write(List<TextDiff.Span> changes) throws IOException {
    if (changes.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("changes");
    for (TextDiff.Span span : changes) {
      json.writeStartObject();
      json.writeStringField(span.change().name().toLowerCase(Locale.ROOT), span.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(Cell.Result result) throws IOException {
    Measurement measurement = result.measurement();
    Reading reading = measurement.reading();
    if (reading == null || reading.value() == null) {
      json.writeNullField("value");
    } else {
      json.writeNumberField("value", reading.value());
    }
    json.writeStringField("raw", measurement.raw());
    json.writeStringField("trust", measurement.trust().word());
    text("config", measurement.config());
    if (measurement.standardDeviation() != null) {
      json.writeNumberField("standardDeviation", measurement.standardDeviation());
    }
    if (measurement.sampleSize() != null) {
      json.writeNumberField("sampleSize", measurement.sampleSize());
    }
    text("at", measurement.at() == null ? null : measurement.at().toString());
    if (result.inherited()) {
      json.writeBooleanField("inherited", true);
    }
    if (result.others() > 0) {
      json.writeNumberField("others", result.others());
    }
  }

  private void text(String name, @Nullable String text) throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }
}
