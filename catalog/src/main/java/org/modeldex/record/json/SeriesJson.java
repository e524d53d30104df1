package org.modeldex.record.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.ModeldexException;

/**
 * Series as JSON: {@code {"metric":"loss","points":[{"step":0,"at":"2026-01-02T03:04:05.678Z",
 * "value":0.5}]}}. A step that is not given is 0; times are taken to the millisecond.
 */
public final class SeriesJson {
  private SeriesJson() {}

  public static void write(JsonGenerator json, MetricSeries series) throws IOException {
    json.writeStartObject();
    json.writeStringField("metric", series.metric());
    json.writeArrayFieldStart("points");
    for (MetricPoint point : series.points()) {
      write(json, point);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  public static void write(JsonGenerator json, MetricPoint point) throws IOException {
    json.writeStartObject();
    json.writeNumberField("step", point.step());
    json.writeStringField("at", Instant.ofEpochMilli(point.atMillis()).toString());
    json.writeFieldName("value");
    RecordWriter.writeNumber(json, point.value());
    json.writeEndObject();
  }

  /**
   * Reads an array of series.
   *
   * @param path the array's own, for complaints
   * @throws ModeldexException INVALID_ARGUMENT naming element and field
   */
  public static List<MetricSeries> parse(JsonNode array, String path) {
    if (!array.isArray()) {
      throw ModeldexException.invalid(path, "must be an array of series");
    }
    List<MetricSeries> all = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      ObjectReader series = new ObjectReader(array.get(i), path + '[' + i + ']');
      String metric = series.requiredText("metric");
      List<MetricPoint> points = series.objects("points").stream().map(SeriesJson::point).toList();
      series.finish();
      try {
        all.add(new MetricSeries(metric, points));
      } catch (ModeldexException e) {
        throw series.locate(e);
      }
    }
    return all;
  }

  private static MetricPoint point(ObjectReader point) {
    Long step = point.whole("step");
    Instant at = point.instant("at");
    Double value = point.number("value");
    point.finish();
    if (at == null) {
      throw ModeldexException.invalid(point.path("at"), "is missing");
    }
    if (value == null) {
      throw ModeldexException.invalid(point.path("value"), "is missing");
    }
    return new MetricPoint(step == null ? 0 : step, millis(at, point.path("at")), value);
  }

  private static long millis(Instant at, String path) {
    try {
      return at.toEpochMilli();
    } catch (ArithmeticException e) {
      throw ModeldexException.invalid(path, "is too far from 1970: " + at);
    }
  }
}
