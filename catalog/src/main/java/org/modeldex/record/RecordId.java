package org.modeldex.record;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a record. Its text form is {@code kind:project/name[@version]}, for instance
 * {@code version:vision/resnet50@3}.
 *
 * <p>A name (or version) is any printable Unicode text; where it stands in the text form or in a
 * URL, {@code ~}, {@code /} and {@code @} are written {@code ~0}, {@code ~1} and {@code ~2}, the
 * habit of JSON Pointer (RFC 6901). {@code parse(id.toString())} gives the same id back.
 *
 * @param project one to 100 of {@code A-Z a-z 0-9 . _ -}, not {@code .} or {@code ..}
 * @param name 1 to 250 characters, without control characters, unpaired surrogates and white space
 *     at its ends, not {@code .} or {@code ..}
 * @param version as a name, of at most 100 characters; null where there is none; a record of kind
 *     version always has one
 */
public record RecordId(Kind kind, String project, String name, @Nullable String version)
    implements Comparable<RecordId> {

  public static final int MAX_NAME_LENGTH = 250;
  public static final int MAX_VERSION_LENGTH = 100;

  private static final int MAX_PROJECT_LENGTH = 100;
  private static final Comparator<RecordId> KEY_ORDER =
      Comparator.comparing((RecordId id) -> id.kind.word())
          .thenComparing(RecordId::project)
          .thenComparing(RecordId::name)
          .thenComparing(id -> id.version == null ? "" : id.version);

  public RecordId {
    if (!isProject(project)) {
      throw ModeldexException.invalid(
          "project", "must be 1 to 100 of A-Z a-z 0-9 . _ - but is " + quoted(project));
    }
    checkName("name", name, MAX_NAME_LENGTH);
    if (name.equals(".") || name.equals("..")) {
      throw ModeldexException.invalid("name", "must not be " + name + ": no address can hold it");
    }
    if (version != null) {
      checkName("version", version, MAX_VERSION_LENGTH);
    } else if (kind == Kind.VERSION) {
      throw ModeldexException.invalid("version", "is missing in the id of a version");
    }
  }

  public static RecordId of(Kind kind, String project, String name) {
    return new RecordId(kind, project, name, null);
  }

  public static RecordId model(String project, String name) {
    return of(Kind.MODEL, project, name);
  }

  public static RecordId version(String project, String name, String version) {
    return new RecordId(Kind.VERSION, project, name, version);
  }

  /**
   * Reads the text form.
   *
   * @throws ModeldexException INVALID_ARGUMENT for anything that is not exactly a text form
   */
  public static RecordId parse(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    if (colon < 0 || slash < colon) {
      throw malformed(text, "must look like kind:project/name[@version]");
    }
    return parse(
        text.substring(0, colon), text.substring(colon + 1, slash), text.substring(slash + 1));
  }

  /**
   * Reads the three segments of the URL form.
   *
   * @param escapedName {@code name[@version]} with escapes
   */
  public static RecordId parse(String kind, String project, String escapedName) {
    Kind known =
        Kind.find(kind)
            .orElseThrow(() -> malformed(kind, "has no known kind (model, version, run, ...)"));
    int at = escapedName.indexOf('@');
    String name = unescape(at < 0 ? escapedName : escapedName.substring(0, at));
    String version = at < 0 ? null : unescape(escapedName.substring(at + 1));
    return new RecordId(known, project, name, version);
  }

  /** The last segment of the text form: the escaped name and, if there is one, the version. */
  public String escapedName() {
    return version == null ? escape(name) : escape(name) + '@' + escape(version);
  }

  @Override
  public String toString() {
    return kind.word() + ':' + project + '/' + escapedName();
  }

  /** The order in which a store lists records: by kind's word, project, name, version. */
  @Override
  public int compareTo(RecordId other) {
    return KEY_ORDER.compare(this, other);
  }

  private static boolean isProject(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return !text.isEmpty()
        && text.length() <= MAX_PROJECT_LENGTH
        && !text.equals(".")
        && !text.equals("..");
  }

  private static String escape(String text) {
    return text.replace("~", "~0").replace("/", "~1").replace("@", "~2");
  }

  private static String unescape(String text) {
    if (text.indexOf('~') < 0 && text.indexOf('/') < 0 && text.indexOf('@') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '/' || c == '@') {
        throw malformed(text, "must write / and @ inside a name as ~1 and ~2");
      }
      if (c == '~') {
        char escaped = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        switch (escaped) {
          case '0' -> plain.append('~');
          case '1' -> plain.append('/');
          case '2' -> plain.append('@');
          default -> throw malformed(text, "has a ~ that is not ~0, ~1 or ~2");
        }
        i += 2;
      } else {
        plain.append(c);
        i++;
      }
    }
    return plain.toString();
  }

  private static void checkName(String field, String text, int max) {
    if (text.isEmpty() || text.length() > max) {
      throw ModeldexException.invalid(
          field, "must have 1 to " + max + " characters but has " + text.length());
    }
    if (Character.isWhitespace(text.charAt(0))
        || Character.isWhitespace(text.charAt(text.length() - 1))) {
      throw ModeldexException.invalid(field, "must not begin or end with white space");
    }
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (isUnprintable(c)) {
        throw ModeldexException.invalid(
            field, String.format(Locale.ROOT, "must be printable but contains U+%04X", c));
      }
      i += Character.charCount(c);
    }
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static ModeldexException malformed(String text, String problem) {
    return ModeldexException.invalid("id", quoted(text) + " " + problem);
  }

  private static String quoted(String text) {
    return '"' + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + '"';
  }
}
