package org.modeldex.server.mlflow;

import java.util.HexFormat;

/** Percent escapes, as a program sees them that decodes an address more often than it should. */
final class Escapes {
  private Escapes() {}

  /**
   * The text with its escapes resolved until none is left; a percent sign that begins none stays.
   * Right for ASCII characters, which are all that leads anywhere in a path.
   */
  static String resolved(String text) {
    StringBuilder resolved = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      resolved.append(text.charAt(i));
      // What an escape stands for may complete the one before it: %%32e is %2e is a dot.
      while (endsWithEscape(resolved)) {
        int start = resolved.length() - 3;
        char meant = (char) HexFormat.fromHexDigits(resolved, start + 1, start + 3);
        resolved.setLength(start);
        resolved.append(meant);
      }
    }
    return resolved.toString();
  }

  private static boolean endsWithEscape(StringBuilder text) {
    int start = text.length() - 3;
    return start >= 0
        && text.charAt(start) == '%'
        && HexFormat.isHexDigit(text.charAt(start + 1))
        && HexFormat.isHexDigit(text.charAt(start + 2));
  }
}
