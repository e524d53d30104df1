package org.modeldex.analyzers;

import java.util.Arrays;

/** Text for Lucene's parser that remembers where each of its characters came from. */
final class EscapedText {
  private static final String PARSER_SPECIALS = "+-!():^@<>=[]{}\"~\\/";

  private final StringBuilder text = new StringBuilder();
  private int[] origins = new int[64];

  /** Adds a character that means to the parser what it means. */
  EscapedText operator(char c, int origin) {
    if (text.length() == origins.length) {
      origins = Arrays.copyOf(origins, origins.length * 2);
    }
    origins[text.length()] = origin;
    text.append(c);
    return this;
  }

  EscapedText operators(String characters, int origin) {
    characters.chars().forEach(c -> operator((char) c, origin));
    return this;
  }

  /** Adds a character that means nothing but itself. */
  EscapedText text(char c, int origin) {
    if (PARSER_SPECIALS.indexOf(c) >= 0) {
      operator('\\', origin);
    }
    return operator(c, origin);
  }

  /**
   * Adds a character that was escaped already. The parser reads {@code \}{@code u} as the start of
   * a code point; to us it is just a u.
   */
  EscapedText escape(char c, int origin) {
    if (c != 'u') {
      operator('\\', origin);
    }
    return operator(c, origin);
  }

  /** The place in the original of a place in this text; {@code end} for any beyond it. */
  int origin(int position, int end) {
    return position < 0 || position >= text.length() ? end : Math.min(origins[position], end);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
