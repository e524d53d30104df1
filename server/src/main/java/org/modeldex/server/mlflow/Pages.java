package org.modeldex.server.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Page tokens: where the next page begins, in a form that nobody is tempted to make up. */
final class Pages {
  private Pages() {}

  static String token(long place) {
    return encoded(Long.toString(place));
  }

  /** The place of a token; 0 when there is none. */
  static long place(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      return 0;
    }
    try {
      long place = Long.parseLong(decoded(token));
      if (place >= 0) {
        return place;
      }
    } catch (NumberFormatException e) {
      throw malformed();
    }
    throw malformed();
  }

  static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  static RuntimeException malformed() {
    return MlflowErrors.invalid("Invalid page token");
  }
}
