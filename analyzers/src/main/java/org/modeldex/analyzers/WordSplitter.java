package org.modeldex.analyzers;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into words: at everything that is neither letter nor digit, between letters and digits,
 * and before a {@code v} that stands between a letter and a digit, so that {@code YOLOv8n}, {@code
 * yolo-v8-n} and {@code yolo v8 n} have the same words {@code yolo v 8 n}. Each Chinese or Japanese
 * character is a word.
 */
final class WordSplitter {

  /** Longer runs of letters or digits are cut. */
  static final int MAX_WORD_LENGTH = 200;

  private WordSplitter() {}

  /**
   * A word of the text.
   *
   * @param chunk number of the white-space-separated piece that it is part of
   */
  record Word(String text, int start, int end, int chunk) {}

  private enum Shape {
    SPACE,
    SEPARATOR,
    LETTER,
    DIGIT,
    IDEOGRAPH
  }

  /** The words in their order. */
  static List<Word> split(CharSequence text) {
    List<Word> words = new ArrayList<>();
    int chunk = 0;
    int start = 0;
    Shape current = Shape.SPACE;
    for (int i = 0; i < text.length(); ) {
      int codePoint = Character.codePointAt(text, i);
      Shape shape = shape(codePoint);
      if (shape != current
          || shape == Shape.IDEOGRAPH
          || i - start >= MAX_WORD_LENGTH
          || isVersionMark(text, i)) {
        add(words, current, text, start, i, chunk);
        start = i;
        current = shape;
        chunk += shape == Shape.SPACE ? 1 : 0;
      }
      i += Character.charCount(codePoint);
    }
    add(words, current, text, start, text.length(), chunk);
    return words;
  }

  /**
   * Where the case of a word's letters changes: {@code ResNet} into {@code Res} and {@code Net},
   * {@code BERTModel} into {@code BERT} and {@code Model}. A word without such a place is its own
   * only part.
   */
  static List<Word> splitCase(Word word) {
    List<Word> parts = new ArrayList<>();
    String text = word.text();
    int start = 0;
    for (int i = 1; i < text.length(); i++) {
      boolean rises =
          Character.isUpperCase(text.charAt(i)) && Character.isLowerCase(text.charAt(i - 1));
      boolean beginsWord =
          i + 1 < text.length()
              && Character.isUpperCase(text.charAt(i - 1))
              && Character.isUpperCase(text.charAt(i))
              && Character.isLowerCase(text.charAt(i + 1));
      if (rises || beginsWord) {
        parts.add(part(word, start, i));
        start = i;
      }
    }
    parts.add(part(word, start, text.length()));
    return parts;
  }

  private static Word part(Word word, int start, int end) {
    return new Word(
        word.text().substring(start, end), word.start() + start, word.start() + end, word.chunk());
  }

  private static void add(
      List<Word> words, Shape shape, CharSequence text, int start, int end, int chunk) {
    if (shape != Shape.SPACE && shape != Shape.SEPARATOR) {
      words.add(new Word(text.subSequence(start, end).toString(), start, end, chunk));
    }
  }

  private static boolean isVersionMark(CharSequence text, int i) {
    char c = text.charAt(i);
    return (c == 'v' || c == 'V')
        && i > 0
        && Character.isLetter(text.charAt(i - 1))
        && i + 1 < text.length()
        && Character.isDigit(text.charAt(i + 1));
  }

  private static Shape shape(int codePoint) {
    if (codePoint < 0x80) {
      return asciiShape(codePoint);
    }
    return switch (Character.getType(codePoint)) {
      case Character.DECIMAL_DIGIT_NUMBER -> Shape.DIGIT;
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          isIdeograph(codePoint) ? Shape.IDEOGRAPH : Shape.LETTER;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          Shape.SPACE;
      default -> Shape.SEPARATOR;
    };
  }

  private static Shape asciiShape(int c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      return Shape.LETTER;
    }
    if (c >= '0' && c <= '9') {
      return Shape.DIGIT;
    }
    return Character.isWhitespace(c) ? Shape.SPACE : Shape.SEPARATOR;
  }

  private static boolean isIdeograph(int codePoint) {
    UnicodeScript script = UnicodeScript.of(codePoint);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA;
  }
}
