package org.modeldex.ingest.table;

import java.util.regex.Pattern;

/** Cells that stand for no value: {@code -}, {@code n/a}, {@code null} and the like. */
final class NoValue {
  private static final Pattern WORDS = Pattern.compile("(?i)[-–—?.\\s]*|#?n/?a|none|null|tbd|<na>");

  private NoValue() {}

  static boolean isSaid(String text) {
    return text.length() <= 10 && WORDS.matcher(text).matches();
  }
}
