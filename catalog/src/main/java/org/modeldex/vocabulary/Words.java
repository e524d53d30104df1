package org.modeldex.vocabulary;

import java.text.Normalizer;
import java.util.Locale;

/** How words are compared, and how words that nobody knows become slugs. */
final class Words {
  private Words() {}

  /**
   * The form in which words are compared: lower case, and every run of characters other than
   * letters, digits, {@code +} and {@code #} is one hyphen. {@code Top-1 Accuracy (%)} and {@code
   * top_1_accuracy} are the same.
   */
  static String fold(String words) {
    return hyphenated(words, "+#");
  }

  /**
   * A slug made of the words themselves: as {@link #fold}, but a dot inside stays ({@code v1.5})
   * and {@code #} goes, because it separates a split in metric keys. Never empty.
   */
  static String slug(String words) {
    String slug = hyphenated(words, "+.");
    return slug.isEmpty() ? "unnamed" : slug;
  }

  private static String hyphenated(String words, String kept) {
    // Composed twice: some accented letters have a composed form in lower case only.
    String text = composed(composed(words).toLowerCase(Locale.ROOT));
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean inside =
          !gap && !out.isEmpty() && i < text.length() && isWordCharacter(text.codePointAt(i));
      if (isWordCharacter(c) || (kept.indexOf(c) >= 0 && (c != '.' || inside))) {
        if (gap && !out.isEmpty()) {
          out.append('-');
        }
        gap = false;
        out.appendCodePoint(c);
      } else {
        gap = true;
      }
    }
    return out.toString();
  }

  /** Letters, digits, and the vowel signs and accents that belong to letters. */
  private static boolean isWordCharacter(int c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  /** Composed characters, so that the two ways to write an accented letter are one. */
  private static String composed(String words) {
    for (int i = 0; i < words.length(); i++) {
      if (words.charAt(i) >= 128) {
        return Normalizer.normalize(words, Normalizer.Form.NFKC);
      }
    }
    return words;
  }
}
