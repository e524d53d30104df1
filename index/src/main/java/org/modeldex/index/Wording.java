package org.modeldex.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.modeldex.analyzers.FieldAnalyzers;

/**
 * A text as it is compared while it is being typed: its letters and digits alone, folded, and where
 * words begin among them. So {@code Faster-RCNN}, {@code faster_rcnn} and {@code faster rcnn} are
 * the same. Words begin after everything that is neither letter nor digit, and where letters and
 * digits meet. Immutable.
 */
final class Wording {
  /** Longer texts are compared up to here. */
  private static final int LONGEST = 300;

  private final String letters;
  private final int[] starts;

  private Wording(String letters, int[] starts) {
    this.letters = letters;
    this.starts = starts;
  }

  /** One word of folded letters and digits. */
  static Wording ofLetters(String letters) {
    return new Wording(letters, new int[1]);
  }

  static Wording of(String text) {
    String folded =
        FieldAnalyzers.folded(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    StringBuilder letters = new StringBuilder(folded.length());
    int[] starts = new int[folded.length()];
    int words = 0;
    Shape before = Shape.OTHER;
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      i += Character.charCount(c);
      Shape shape = Shape.of(c);
      if (shape != Shape.OTHER) {
        if (shape != before) {
          starts[words++] = letters.length();
        }
        letters.appendCodePoint(c);
      }
      before = shape;
    }
    return new Wording(letters.toString(), Arrays.copyOf(starts, words));
  }

  private enum Shape {
    LETTER,
    DIGIT,
    OTHER;

    static Shape of(int c) {
      boolean mark =
          switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
          };
      return Character.isDigit(c) ? DIGIT : Character.isLetter(c) || mark ? LETTER : OTHER;
    }
  }

  String letters() {
    return letters;
  }

  /** Where words begin, in their order. Not to be changed. */
  int[] starts() {
    return starts;
  }

  boolean isEmpty() {
    return letters.isEmpty();
  }

  int length() {
    return letters.length();
  }

  List<String> words() {
    List<String> words = new ArrayList<>();
    for (int word = 0; word < starts.length; word++) {
      int end = word + 1 < starts.length ? starts[word + 1] : letters.length();
      words.add(letters.substring(starts[word], end));
    }
    return words;
  }

  /** Whether a word begins or the text ends here. */
  boolean isBoundary(int at) {
    return at == letters.length() || Arrays.binarySearch(starts, at) >= 0;
  }

  /** The first word that begins with these letters, the next ones included, or -1. */
  int find(String beginning) {
    for (int word = 0; word < starts.length; word++) {
      if (letters.startsWith(beginning, starts[word])) {
        return word;
      }
    }
    return -1;
  }

  /** As {@link #find}, where a word ends with the letters too. */
  int findWhole(String text) {
    for (int word = 0; word < starts.length; word++) {
      if (letters.startsWith(text, starts[word]) && isBoundary(starts[word] + text.length())) {
        return word;
      }
    }
    return -1;
  }
}
