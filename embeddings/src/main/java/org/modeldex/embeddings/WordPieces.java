package org.modeldex.embeddings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts text into the pieces of words that an uncased BERT model knows, as its reference
 * implementation does (Devlin et al., BERT, 2018; google-research/bert, tokenization.py): control
 * characters are dropped, accents removed, letters lowered; words end at white space and around
 * punctuation and Chinese characters; a word is cut greedily into its longest known beginnings.
 * Immutable.
 */
final class WordPieces {
  private static final int MAX_WORD = 100;
  private static final String WITHIN = "##";

  private final Map<String, Integer> numbers;
  private final int unknown;
  private final int begin;
  private final int end;

  private WordPieces(Map<String, Integer> numbers) {
    this.numbers = numbers;
    this.unknown = number("[UNK]");
    this.begin = number("[CLS]");
    this.end = number("[SEP]");
  }

  /** Reads the vocabulary of a Hugging Face {@code tokenizer.json}. */
  static WordPieces read(InputStream tokenizer) throws IOException {
    Map<String, Integer> numbers = new HashMap<>(1 << 16);
    try (JsonParser json = JsonMapper.builder().build().createParser(tokenizer)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("vocab")) {
          json.nextToken();
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            numbers.put(json.currentName(), json.nextIntValue(-1));
          }
        }
      }
    }
    return new WordPieces(numbers);
  }

  private int number(String piece) {
    Integer number = numbers.get(piece);
    if (number == null) {
      throw new IllegalArgumentException("the vocabulary has no " + piece);
    }
    return number;
  }

  /**
   * The numbers of a text's pieces between the marks for begin and end.
   *
   * @param limit how many numbers at most, at least 2; what does not fit is left out
   */
  long[] numbers(String text, int limit) {
    Numbers found = new Numbers(limit);
    found.add(begin);
    String plain = plain(text);
    int at = 0;
    while (at < plain.length() && !found.isFull()) {
      int character = plain.codePointAt(at);
      int next = at + Character.charCount(character);
      if (isSpace(character)) {
        at = next;
        continue;
      }
      if (!standsAlone(character)) {
        while (next < plain.length() && isWithinWord(plain.codePointAt(next))) {
          next += Character.charCount(plain.codePointAt(next));
        }
      }
      addPieces(plain.substring(at, next), found);
      at = next;
    }
    return found.ended(end);
  }

  private void addPieces(String word, Numbers found) {
    if (word.codePointCount(0, word.length()) > MAX_WORD) {
      found.add(unknown);
      return;
    }
    Numbers pieces = new Numbers(word.length() + 1);
    int at = 0;
    while (at < word.length()) {
      int to = word.length();
      Integer piece = null;
      while (to > at && piece == null) {
        String candidate = word.substring(at, to);
        piece = numbers.get(at == 0 ? candidate : WITHIN + candidate);
        to = piece == null ? word.offsetByCodePoints(to, -1) : to;
      }
      if (piece == null) {
        found.add(unknown);
        return;
      }
      pieces.add(piece);
      at = to;
    }
    found.addAll(pieces);
  }

  /** Without control characters, accents and capitals. */
  private static String plain(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().filter(c -> isSpace(c) || !isControl(c)).forEach(clean::appendCodePoint);
    String decomposed = Normalizer.normalize(clean, Normalizer.Form.NFD);
    StringBuilder plain = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(plain::appendCodePoint);
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isSpace(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || Character.isSpaceChar(character);
  }

  private static boolean isControl(int character) {
    return character == 0xFFFD
        || switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.PRIVATE_USE,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              true;
          default -> false;
        };
  }

  private static boolean isWithinWord(int character) {
    return !isSpace(character) && !standsAlone(character);
  }

  private static boolean standsAlone(int character) {
    return isPunctuation(character) || isChinese(character);
  }

  private static boolean isPunctuation(int character) {
    boolean symbol = character > ' ' && character < 0x7F && !Character.isLetterOrDigit(character);
    return symbol
        || switch (Character.getType(character)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  /** The blocks of CJK ideographs that the reference implementation names. */
  private static boolean isChinese(int character) {
    return within(character, 0x4E00, 0x9FFF)
        || within(character, 0x3400, 0x4DBF)
        || within(character, 0x20000, 0x2A6DF)
        || within(character, 0x2A700, 0x2B73F)
        || within(character, 0x2B740, 0x2B81F)
        || within(character, 0x2B820, 0x2CEAF)
        || within(character, 0xF900, 0xFAFF)
        || within(character, 0x2F800, 0x2FA1F);
  }

  private static boolean within(int character, int first, int last) {
    return character >= first && character <= last;
  }

  /** Numbers up to a limit, of which the last place is kept for the mark of the end. */
  private static final class Numbers {
    private final long[] values;
    private int size;

    Numbers(int limit) {
      values = new long[limit];
    }

    boolean isFull() {
      return size >= values.length - 1;
    }

    void add(int number) {
      if (!isFull()) {
        values[size++] = number;
      }
    }

    void addAll(Numbers others) {
      for (int i = 0; i < others.size; i++) {
        add((int) others.values[i]);
      }
    }

    long[] ended(int mark) {
      values[size++] = mark;
      return Arrays.copyOf(values, size);
    }
  }
}
