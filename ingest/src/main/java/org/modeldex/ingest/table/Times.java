package org.modeldex.ingest.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Times as tables hold them: ISO 8601 with a space or a T, with or without a zone (UTC), or days
 * alone; seconds or, of thirteen digits, milliseconds since 1970.
 */
final class Times {
  private Times() {}

  static Optional<Instant> find(String text) {
    String iso = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) (?=\\d)", "$1T");
    try {
      if (iso.matches("\\d{9,10}(?:\\.\\d{1,9})?")) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(iso.replaceFirst("\\..*", ""))));
      }
      if (iso.matches("\\d{13}")) {
        return Optional.of(Instant.ofEpochMilli(Long.parseLong(iso)));
      }
      if (iso.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return Optional.of(LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      boolean zoned = iso.matches(".*(?:Z|[+-]\\d{2}:?\\d{2})");
      return Optional.of(
          zoned
              ? OffsetDateTime.parse(iso.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2")).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty(); // another way to write a time, or none
    }
  }
}
