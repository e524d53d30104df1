package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.SearchAnswer.Found;
import org.modeldex.ranking.Leaderboard;
import org.modeldex.ranking.Moment;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.search.SearchResults.Hit;
import org.modeldex.vocabulary.MetricKey;

/** Writes leaderboards as JSON. For one answer. */
final class LeaderboardWriter {
  private final JsonGenerator json;
  private final SearchWriter hits;

  LeaderboardWriter(JsonGenerator json, QuerySyntax syntax) {
    this.json = json;
    this.hits = new SearchWriter(json, syntax);
  }

  void write(Leaderboard board) throws IOException {
    json.writeStartObject();
    key(json, board.key(), board.unit(), board.better());
    json.writeNumberField("total", board.total());
    if (!board.mixed().isEmpty()) {
      json.writeArrayFieldStart("mixed");
      for (String key : board.mixed()) {
        json.writeString(key);
      }
      json.writeEndArray();
    }
    json.writeArrayFieldStart("entries");
    for (Leaderboard.Entry entry : board.entries()) {
      write(entry);
    }
    json.writeEndArray();
    if (board.nextCursor() != null) {
      json.writeStringField("nextCursor", board.nextCursor());
    }
    json.writeEndObject();
  }

  /** Writes a key and what it means. */
  static void key(JsonGenerator json, String key, @Nullable String unit, @Nullable Better better)
      throws IOException {
    MetricKey parts = MetricKey.parse(key);
    json.writeStringField("key", key);
    json.writeStringField("metric", parts.metric());
    json.writeStringField("dataset", parts.dataset());
    json.writeStringField("split", parts.split());
    if (unit != null) {
      json.writeStringField("unit", unit);
    }
    if (better != null) {
      json.writeStringField("better", better.word());
    }
  }

  private void write(Leaderboard.Entry entry) throws IOException {
    Measurement measurement = entry.measurement();
    Reading reading = measurement.reading();
    json.writeStartObject();
    json.writeNumberField("rank", entry.rank());
    if (reading != null && reading.value() != null) {
      json.writeStringField("key", reading.key());
      json.writeNumberField("value", reading.value());
    }
    json.writeStringField("raw", measurement.raw());
    json.writeStringField("trust", measurement.trust().word());
    if (measurement.config() != null) {
      json.writeStringField("config", measurement.config());
    }
    if (entry.moment() != null) {
      moment(json, entry.moment());
    }
    json.writeFieldName("hit");
    hits.write(
        new Found(new Hit(entry.record().id(), 0), entry.record(), List.of(measurement), Map.of()));
    json.writeEndObject();
  }

  /** Writes when something was and how that is known. */
  static void moment(JsonGenerator json, Moment moment) throws IOException {
    json.writeStringField("at", moment.at().toString());
    json.writeStringField("basis", moment.basis().word());
  }
}
