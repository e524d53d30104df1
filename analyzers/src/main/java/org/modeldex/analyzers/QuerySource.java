package org.modeldex.analyzers;

/** The characters of a query text, and what stands where in them. */
final class QuerySource {
  private static final String COMPARATORS = "<>=\u2264\u2265";

  private final String text;
  private final String written;

  private QuerySource(String text, String written) {
    this.text = text;
    this.written = written;
  }

  /** The same characters, with white space of any kind as spaces and unpaired surrogates gone. */
  static QuerySource of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (paired) {
        printable.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        printable.append('\uFFFD');
      } else {
        boolean space =
            Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
        printable.append(space ? ' ' : c);
      }
    }
    return new QuerySource(printable.toString(), text);
  }

  int length() {
    return text.length();
  }

  boolean isBlank() {
    return text.isBlank();
  }

  /** The character at {@code i}; a space beyond the end. */
  char at(int i) {
    return i < text.length() ? text.charAt(i) : ' ';
  }

  /** The character at {@code i} of a quoted text, where a no-break space is one as written. */
  char quotedAt(int i) {
    char c = written.charAt(i);
    return Character.isSpaceChar(c) && !Character.isWhitespace(c) ? c : text.charAt(i);
  }

  boolean isAny(String characters, int i) {
    return i < text.length() && characters.indexOf(text.charAt(i)) >= 0;
  }

  boolean isDigit(int i) {
    return at(i) >= '0' && at(i) <= '9';
  }

  boolean startsWith(String prefix, int i) {
    return text.startsWith(prefix, i);
  }

  String substring(int start, int end) {
    return text.substring(start, end);
  }

  /** Whether no space stands between words. */
  boolean isOneWord() {
    return text.strip().indexOf(' ') < 0;
  }

  /** All words, separated by single spaces. */
  String words() {
    return String.join(" ", text.strip().split(" +"));
  }

  /** The text between two places without the backslashes of its escapes. */
  String unescaped(int start, int end) {
    StringBuilder plain = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      boolean escape = text.charAt(i) == '\\' && i + 1 < end;
      plain.append(text.charAt(escape ? ++i : i));
    }
    return plain.toString();
  }

  int skipSpaces(int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  /** The first unescaped one of {@code characters} from here, or the end. */
  int find(String characters, int from) {
    int i = from;
    while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, text.length());
  }

  /** The end of a name that begins here, if it is one: an operator, space, bracket or quote. */
  int nameEnd(int start) {
    return find(" ():\"" + COMPARATORS, start);
  }

  /** The end of a bare value: a space, or the bracket that closes the group it stands in. */
  int valueEnd(int start) {
    int depth = 0;
    int i = start;
    while (i < text.length() && text.charAt(i) != ' ') {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) {
        break;
      }
      i += c == '\\' ? 2 : 1;
    }
    return Math.min(i, text.length());
  }

  /** The comparator that stands here, as the parser wants it; empty when there is none. */
  String comparator(int i) {
    boolean orEqual = isAny("=", i + 1);
    return switch (at(i)) {
      case '<' -> orEqual ? "<=" : "<";
      case '>' -> orEqual ? ">=" : ">";
      case '=' -> "=";
      case '\u2264' -> "<=";
      case '\u2265' -> ">=";
      default -> "";
    };
  }

  /** The first place after the comparator that stands here. */
  int comparatorEnd(int i) {
    return i + (isAny("<>=", i) && isAny("=", i + 1) ? 2 : 1);
  }

  /** Whether the value that stands here is a number or a time, and nothing else. */
  boolean isNumber(int i) {
    String value = text.substring(i, valueEnd(i));
    return NumberText.parse(value, NumberText.B.BILLION).isPresent() || InstantText.isTime(value);
  }

  boolean startsNumber(int i) {
    return NumberText.startsAt(text, i);
  }
}
