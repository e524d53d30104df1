package org.modeldex.search;

/**
 * The words of a markdown text, without its marks: front matter, code blocks, comments, tags,
 * images and addresses are left out, of links the text stays, white space is one blank. Rough and
 * quick: it reads no further than it must.
 */
public final class PlainProse {
  private static final int MAX_TAG = 500;
  private static final String MARKS = "|#*_>~=\\";

  /** Marks that stand right beside words and punctuation: code, links. */
  private static final String CLOSE_MARKS = "`[]";

  /** What is skipped begins with one of these. */
  private static final String STARTS = "`<!]h-";

  private final String source;
  private final int limit;
  private final StringBuilder plain;
  private int at;

  private PlainProse(String source, int limit) {
    this.source = source;
    this.limit = limit;
    this.plain = new StringBuilder(limit);
  }

  /**
   * The beginning of the plain text.
   *
   * @param limit how many characters at most
   */
  public static String of(String markdown, int limit) {
    PlainProse prose = new PlainProse(markdown, limit);
    prose.read();
    return prose.plain.toString().strip();
  }

  private void read() {
    if (source.startsWith("---\n")) {
      skipPast("\n---", 4);
    }
    while (at < source.length() && plain.length() < limit) {
      char next = source.charAt(at);
      if (STARTS.indexOf(next) < 0 || (!skipBlock() && !skipInline())) {
        at++;
        take(next);
      }
    }
    if (!plain.isEmpty() && Character.isHighSurrogate(plain.charAt(plain.length() - 1))) {
      plain.setLength(plain.length() - 1);
    }
  }

  /** Skips what has no words in it and is marked at both ends. */
  private boolean skipBlock() {
    if (source.startsWith("```", at)) {
      return skipPast("```", 3);
    }
    if (source.startsWith("<!--", at)) {
      return skipPast("-->", 4);
    }
    if (source.startsWith("![", at)) {
      return skipPast(")", 2);
    }
    return source.startsWith("](", at) && skipPast(")", 2);
  }

  private boolean skipInline() {
    char next = source.charAt(at);
    if (next == '<') {
      return skipTag();
    }
    if (next == 'h' && (source.startsWith("http://", at) || source.startsWith("https://", at))) {
      while (at < source.length() && " \n\t)>]\"".indexOf(source.charAt(at)) < 0) {
        at++;
      }
      return true;
    }
    if (next == '-' && (source.startsWith("---", at) || source.startsWith("--:", at))) {
      while (at < source.length() && "-:".indexOf(source.charAt(at)) >= 0) {
        at++;
      }
      return true;
    }
    return false;
  }

  private boolean skipTag() {
    int end = source.indexOf('>', at, Math.min(source.length(), at + MAX_TAG));
    boolean isTag =
        end > at + 1 && (Character.isLetter(source.charAt(at + 1)) || source.charAt(at + 1) == '/');
    if (isTag) {
      at = end + 1;
      blank();
    }
    return isTag;
  }

  /** Goes on behind the next {@code end}, or at the end of the text when there is none. */
  private boolean skipPast(String end, int offset) {
    int found = source.indexOf(end, at + offset);
    at = found < 0 ? source.length() : found + end.length();
    blank();
    return true;
  }

  private void take(char next) {
    if (CLOSE_MARKS.indexOf(next) >= 0) {
      return;
    }
    if (Character.isWhitespace(next) || MARKS.indexOf(next) >= 0) {
      blank();
    } else {
      plain.append(next);
    }
  }

  private void blank() {
    if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
      plain.append(' ');
    }
  }
}
