package org.modeldex.index;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;

/**
 * Where a page ended, as text that fits into a URL. The next page begins after the values and id of
 * the last hit, so it does not matter what is indexed in between; of scores, which move with it,
 * {@link SearchRun} looks up how high that of the hit is by then.
 *
 * <pre>
 *   version, 1 byte | request, 8 bytes | for each value its length, 2 bytes, and the value | id
 * </pre>
 *
 * <p>The length of a value that the hit does not have is minus 1. The request is the first bytes of
 * a SHA-256 of query, filters, sort and mode: a cursor goes on only with the request it came from.
 * Bounds of times do not count: those of "the last 30 days" have moved when the next page is asked
 * for.
 */
final class Cursor {
  private static final byte VERSION = 2;
  private static final short ABSENT = -1;
  private static final int REQUEST_BYTES = 8;
  private static final int MAX_LENGTH = 20_000;

  private Cursor() {}

  /** The cursor behind a hit. */
  static String after(FieldDoc hit, HitOrder order, SearchRequest request) {
    List<byte @Nullable []> values = order.bytes(hit);
    byte[] id = HitOrder.id(hit).getBytes(StandardCharsets.UTF_8);
    int size = 1 + REQUEST_BYTES + id.length;
    for (byte[] value : values) {
      size += Short.BYTES + (value == null ? 0 : value.length);
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    buffer.put(VERSION).put(digest(request));
    for (byte[] value : values) {
      buffer.putShort((short) (value == null ? ABSENT : value.length));
      if (value != null) {
        buffer.put(value);
      }
    }
    buffer.put(id);
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
      List<byte @Nullable []> values = new ArrayList<>();
      for (HitOrder.Part part : order.parts()) {
        values.add(value(buffer, part.kind()));
      }
      byte[] id = bytes(buffer, buffer.remaining());
      if (!Arrays.equals(of, digest(request))) {
        throw ModeldexException.invalid("cursor", "belongs to another request");
      }
      return order.hit(values, id);
    } catch (IllegalArgumentException | BufferUnderflowException | NegativeArraySizeException e) {
      throw malformed();
    }
  }

  private static byte @Nullable [] value(ByteBuffer buffer, HitOrder.Kind kind) {
    short length = buffer.getShort();
    return length == ABSENT && kind == HitOrder.Kind.TEXT ? null : bytes(buffer, length);
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
        List.of(timeless(request.query()), request.filters(), request.sort(), request.mode())
            .toString();
    try {
      byte[] full =
          MessageDigest.getInstance("SHA-256").digest(asked.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(full, REQUEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Query timeless(Query query) {
    return switch (query) {
      case Query.FieldRange range when range.field().type() == SearchField.Type.INSTANT ->
          new Query.HasField(range.field());
      case Query.And and -> new Query.And(and.clauses().stream().map(Cursor::timeless).toList());
      case Query.Or or -> new Query.Or(or.clauses().stream().map(Cursor::timeless).toList());
      case Query.Not not -> new Query.Not(timeless(not.clause()));
      default -> query;
    };
  }

  private static ModeldexException malformed() {
    return ModeldexException.invalid("cursor", "is not one that a search returned");
  }
}
