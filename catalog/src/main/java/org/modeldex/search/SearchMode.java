package org.modeldex.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How free text finds records. */
public enum SearchMode {
  /** By its words. */
  LEXICAL,
  /** By its meaning alone. */
  SEMANTIC,
  /** By both. */
  HYBRID;

  /** The mode called {@code word}. */
  public static Optional<SearchMode> find(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }

  /** The mode's name in requests and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
