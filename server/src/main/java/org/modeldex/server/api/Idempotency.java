package org.modeldex.server.api;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;
import org.modeldex.store.Commit.Once;

/** The header {@code Idempotency-Key}: a repeated write is answered as the first time. */
final class Idempotency {
  private static final String HEADER = "Idempotency-Key";
  private static final int MAX_LENGTH = 200;

  private Idempotency() {}

  /**
   * The token of a request; null when it has none. The key stands for method, path, conditions and
   * body, so the same key with anything else is refused.
   */
  static @Nullable Once of(Context request, byte[] body) {
    String key = key(request);
    if (key == null) {
      return null;
    }
    MessageDigest digest = sha256();
    digest.update(
        (request.method()
                + "\n"
                + request.path()
                + "\n"
                + request.header("If-Match")
                + "\n"
                + request.header("If-None-Match")
                + "\n")
            .getBytes(StandardCharsets.UTF_8));
    digest.update(body);
    return new Once(key, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * The token of one line of a request that is read line by line; null without a key. What was not
   * found stays so for a repeat: a later line of the same request may have made it.
   */
  static @Nullable Once ofLine(@Nullable String key, long number, byte[] line) {
    return key == null
        ? null
        : new Once(key + "#" + number, HexFormat.of().formatHex(sha256().digest(line)), true);
  }

  /** The key of a request; null when it has none. */
  static @Nullable String key(Context request) {
    String key = request.header(HEADER);
    if (key == null) {
      return null;
    }
    if (key.isBlank() || key.length() > MAX_LENGTH) {
      throw ModeldexException.invalid(
          HEADER, "must have 1 to " + MAX_LENGTH + " characters but has " + key.length());
    }
    return key;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
