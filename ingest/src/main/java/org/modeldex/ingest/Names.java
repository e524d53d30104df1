package org.modeldex.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
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
    return fromOtherFile(plain, path, holder);
  }

  /** The shortest stretch of the path, from the part that differs on, that is still free. */
  private RecordId fromOtherFile(RecordId plain, String path, String holder) {
    String[] parts = path.split("/", -1);
    int end = lastDifference(parts, holder.split("/", -1));
    int first = Math.min(end, 1); // the source's own name only where it makes the difference
    RecordId id = plain;
    for (int from = end; from >= first; from--) {
      id = withSuffix(plain, " (" + stretch(parts, from, end) + ")");
      String taker = holders.putIfAbsent(id, path);
      if (taker == null) {
        return id;
      }
      if (taker.equals(path)) {
        break;
      }
    }
    return numbered(id, path);
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

  /** The index of the last part that differs from the other path's, counted from their ends. */
  private static int lastDifference(String[] parts, String[] others) {
    int last = parts.length - 1;
    int other = others.length - 1;
    while (last > 0 && other > 0 && parts[last].equals(others[other])) {
      last--;
      other--;
    }
    return last;
  }

  /** Parts {@code from} to {@code end}; a file's name without its ending. */
  private static String stretch(String[] parts, int from, int end) {
    String stretch = String.join("/", Arrays.copyOfRange(parts, from, end + 1));
    int dot = stretch.lastIndexOf('.');
    boolean ending = end == parts.length - 1 && dot > stretch.lastIndexOf('/') + 1;
    return readable(ending ? stretch.substring(0, dot) : stretch);
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

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
