package org.modeldex.index;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.SearchRequest;

/**
 * Where a page ended, as text that fits into a URL. The next page begins after the value and id of
 * the last hit, so it does not matter what is indexed in between.
 *
 * <pre>
 *   version, 1 byte | request, 8 bytes | length of value, 2 bytes | value | id
 * </pre>
 *
 * <p>The request is the first bytes of a SHA-256 of query, filters, sort and mode: a cursor goes on
 * only with the request it came from.
 */
final class Cursor {
  private static final byte VERSION = 1;
  private static final int REQUEST_BYTES = 8;
  private static final int MAX_LENGTH = 8_000;

  private Cursor() {}

  /** The cursor behind a hit. */
  static String after(FieldDoc hit, HitOrder order, SearchRequest request) {
    byte[] value = order.bytes(hit);
    byte[] id = HitOrder.id(hit).getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(1 + REQUEST_BYTES + Short.BYTES + value.length + id.length);
    buffer.put(VERSION).put(digest(request)).putShort((short) value.length).put(value).put(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }

  /**
   * The hit behind which a cursor stands.
   *
   * @throws ModeldexException INVALID_ARGUMENT when it is none or belongs to another request
   */
  static FieldDoc hit(String cursor, HitOrder order, SearchRequest request) {
    if (cursor.length() > MAX_LENGTH) {
      throw malformed();
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      if (buffer.get() != VERSION) {
        throw malformed();
      }
      byte[] of = bytes(buffer, REQUEST_BYTES);
      byte[] value = bytes(buffer, buffer.getShort());
      byte[] id = bytes(buffer, buffer.remaining());
      if (!Arrays.equals(of, digest(request))) {
        throw ModeldexException.invalid("cursor", "belongs to another request");
      }
      return order.hit(value, id);
    } catch (IllegalArgumentException | BufferUnderflowException | NegativeArraySizeException e) {
      throw malformed();
    }
  }

  private static byte[] bytes(ByteBuffer buffer, int length) {
    if (length > buffer.remaining()) {
      throw malformed();
    }
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  private static byte[] digest(SearchRequest request) {
    String asked =
        List.of(request.query(), request.filters(), request.sort(), request.mode()).toString();
    try {
      byte[] full =
          MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(full, REQUEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ModeldexException malformed() {
    return ModeldexException.invalid("cursor", "is not one that a search returned");
  }
}
