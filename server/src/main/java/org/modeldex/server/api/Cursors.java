package org.modeldex.server.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.server.http.QueryParameters;

/** Where the last page of a list ended, opaque to clients. */
final class Cursors {
  static final String PARAMETER = "cursor";

  private Cursors() {}

  static String after(RecordId id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(id.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The record after which the page begins; null for the first page. */
  static @Nullable RecordId record(QueryParameters parameters) {
    Optional<String> cursor = parameters.find(PARAMETER);
    if (cursor.isEmpty()) {
      return null;
    }
    try {
      byte[] id = Base64.getUrlDecoder().decode(cursor.get());
      return RecordId.parse(new String(id, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | ModeldexException e) {
      throw malformed(e);
    }
  }

  /** The revision before which the page begins. */
  static long revision(QueryParameters parameters) {
    try {
      return parameters.find(PARAMETER).map(Long::parseLong).orElse(Long.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw malformed(e);
    }
  }

  /** The place at which the page begins. */
  static long place(QueryParameters parameters) {
    try {
      return parameters.find(PARAMETER).map(Cursors::place).orElse(0L);
    } catch (NumberFormatException e) {
      throw malformed(e);
    }
  }

  private static long place(String text) {
    long place = Long.parseLong(text);
    if (place < 0) {
      throw new NumberFormatException("a negative place");
    }
    return place;
  }

  private static ModeldexException malformed(Exception cause) {
    ModeldexException problem =
        ModeldexException.invalid(PARAMETER, "is not one that this call gave out");
    problem.addSuppressed(cause);
    return problem;
  }
}
