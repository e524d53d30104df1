package org.modeldex.server.cli;

/** Makes text from records safe to print. */
final class Terminal {
  private Terminal() {}

  /** The text on one line, with everything that could steer a terminal replaced. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> plain.appendCodePoint(isSafe(c) ? c : ' '));
    return plain.toString();
  }

  private static boolean isSafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
