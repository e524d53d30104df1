package org.modeldex.analyzers;

import java.text.Normalizer;
import java.util.Locale;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/** Makes spellings of the same letters equal: case, accents, width, ligatures. */
final class Folding {
  private static final char FIRST_ACCENT = '\u0300';
  private static final char LAST_ACCENT = '\u036F';

  private Folding() {}

  /**
   * The text in lower case, with compatibility forms resolved (Unicode NFKD), accents taken away
   * and Latin letters reduced to ASCII; accents without a letter stay. Never empty unless the text
   * is. Folding twice gives the same as folding once.
   */
  static String fold(CharSequence text) {
    return isAscii(text) ? text.toString().toLowerCase(Locale.ROOT) : foldUnicode(text);
  }

  private static String foldUnicode(CharSequence text) {
    String decomposed =
        Normalizer.normalize(
            Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT),
            Normalizer.Form.NFKD);
    StringBuilder plain = new StringBuilder(decomposed.length());
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      if (c < FIRST_ACCENT || c > LAST_ACCENT) {
        plain.append(c);
      }
    }
    if (plain.isEmpty()) {
      return decomposed;
    }
    char[] composed = Normalizer.normalize(plain, Normalizer.Form.NFC).toCharArray();
    char[] ascii = new char[composed.length * 4];
    int length = ASCIIFoldingFilter.foldToASCII(composed, 0, ascii, 0, composed.length);
    return new String(ascii, 0, length).toLowerCase(Locale.ROOT);
  }

  private static boolean isAscii(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
