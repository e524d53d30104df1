package org.modeldex.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;

/** Gives records of one import distinct names by the rule of {@link Sink#identify}. */
final class Names {
  private static final int HASH_DIGITS = 8;

  /** Each id given out, with the file it was given to. */
  private final Map<RecordId, String> holders = new HashMap<>();

  /** The last number added to an id that was asked for again. */
  private final Map<RecordId, Integer> ordinals = new HashMap<>();

  /**
   * @param path the file's path, beginning with the source's own name
   */
  RecordId claim(Kind kind, String project, String nativeName, String path) {
    String name = readable(nativeName);
    RecordId plain = RecordId.of(kind, project, name);
    String holder = holders.putIfAbsent(plain, path);
    if (holder == null) {
      return plain;
    }
    if (holder.equals(path)) {
      return numbered(plain, path);
    }
    RecordId other = withSuffix(plain, " (" + difference(path, holder) + ")");
    return holders.putIfAbsent(other, path) == null ? other : numbered(other, path);
  }

  private RecordId numbered(RecordId taken, String path) {
    while (true) {
      int ordinal = ordinals.merge(taken, 2, (last, first) -> last + 1);
      RecordId id = withSuffix(taken, " (" + ordinal + ")");
      if (holders.putIfAbsent(id, path) == null) {
        return id;
      }
    }
  }

  /** The last part of {@code path} that differs from {@code other}'s, without an ending. */
  private static String difference(String path, String other) {
    String[] parts = path.split("/", -1);
    String[] others = other.split("/", -1);
    int back = 1;
    while (back < Math.min(parts.length, others.length)
        && parts[parts.length - back].equals(others[others.length - back])) {
      back++;
    }
    String part = parts[parts.length - back];
    int dot = back == 1 ? part.lastIndexOf('.') : -1;
    return readable(dot > 0 ? part.substring(0, dot) : part);
  }

  private static RecordId withSuffix(RecordId id, String suffix) {
    int room = RecordId.MAX_NAME_LENGTH - suffix.length();
    String end = room > 0 ? suffix : " (" + hash(suffix) + ")";
    String name = cut(id.name(), RecordId.MAX_NAME_LENGTH - end.length());
    return RecordId.of(id.kind(), id.project(), name + end);
  }

  private static String readable(String nativeName) {
    StringBuilder name = new StringBuilder(nativeName.length());
    nativeName.codePoints().forEach(c -> name.appendCodePoint(printable(c)));
    String stripped = name.toString().strip();
    if (stripped.isEmpty()) {
      throw ModeldexException.invalid("name", "must not be blank");
    }
    return stripped.length() <= RecordId.MAX_NAME_LENGTH
        ? stripped
        : cut(stripped, RecordId.MAX_NAME_LENGTH - HASH_DIGITS - 1) + '-' + hash(nativeName);
  }

  private static int printable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.SURROGATE, Character.UNASSIGNED -> 0xFFFD;
      default -> codePoint;
    };
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end).strip();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
