package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetadataRecord;

/** Times as MLflow writes them: milliseconds since 1970. */
final class Times {
  private Times() {}

  static void write(JsonGenerator json, String field, @Nullable Instant time) throws IOException {
    if (time != null) {
      json.writeNumberField(field, time.toEpochMilli());
    }
  }

  /** When something was made: as it says itself, else when it was first stored. */
  static void writeCreated(JsonGenerator json, String field, MetadataRecord record)
      throws IOException {
    Instant own = record.contextual().startedAt();
    Instant stored = record.created() == null ? null : record.created().at();
    write(json, field, own == null ? stored : own);
  }

  static void writeUpdated(JsonGenerator json, String field, MetadataRecord record)
      throws IOException {
    write(json, field, record.updated() == null ? null : record.updated().at());
  }
}
