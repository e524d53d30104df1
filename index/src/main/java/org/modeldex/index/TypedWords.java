package org.modeldex.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.Typed;

/**
 * The words at the end of what is being typed, and how well texts go on from them. Immutable.
 *
 * <p>A text goes on from the last few words when it has them side by side at the beginning of one
 * of its words ({@code faster rc} and {@code Faster-RCNN}), or each at the beginning of some word
 * ({@code det object} and {@code object-detection}). With a mistake or two in the letters it goes
 * on from the last word alone.
 */
final class TypedWords {
  /** Shorter words are never taken for misspelled. */
  private static final int LENGTH_FOR_ONE_EDIT = 4;

  private static final int LENGTH_FOR_TWO_EDITS = 8;

  /** Longer words are never taken for misspelled. */
  private static final int LONGEST_MISSPELLED = 40;

  private static final double EDIT = -3;
  private static final double WORD = 6;

  private final List<Wording> words;
  private final boolean isLastWhole;

  private TypedWords(List<Wording> words, boolean isLastWhole) {
    this.words = words;
    this.isLastWhole = isLastWhole;
  }

  static TypedWords of(Typed typed) {
    List<Wording> words = new ArrayList<>();
    for (String word : typed.words()) {
      words.add(Wording.of(word));
    }
    boolean isLastWhole = typed.beginning().isBlank();
    if (!isLastWhole) {
      words.add(Wording.of(typed.beginning()));
    }
    // A word without letters stands between what was typed before it and after it.
    int first = words.size();
    while (first > 0 && !words.get(first - 1).isEmpty()) {
      first--;
    }
    return new TypedWords(List.copyOf(words.subList(first, words.size())), isLastWhole);
  }

  /**
   * How a text goes on from what is typed.
   *
   * @param words how many words of it, the last ones
   * @param worth more is better; no unit
   * @param place where in the text
   */
  record Match(int words, double worth, Place place) {}

  /** Where in a text the words are found. */
  enum Place {
    WHOLE(3),
    BEGINNING(2),
    WITHIN(0),
    SCATTERED(-0.5);

    private final double worth;

    Place(double worth) {
      this.worth = worth;
    }
  }

  /** How many words there are. */
  int size() {
    return words.size();
  }

  /** The last words side by side. */
  String joined(int count) {
    StringBuilder joined = new StringBuilder();
    words.subList(size() - count, size()).forEach(word -> joined.append(word.letters()));
    return joined.toString();
  }

  /** The last words, cut where letters and digits meet too. */
  List<String> parts(int count) {
    List<String> parts = new ArrayList<>();
    words.subList(size() - count, size()).forEach(word -> parts.addAll(word.words()));
    return parts;
  }

  Wording last() {
    return words.getLast();
  }

  /** How many letters of the last word may be wrong. */
  int edits() {
    int length = last().length();
    if (isLastWhole || length > LONGEST_MISSPELLED) {
      return 0;
    }
    return length < LENGTH_FOR_ONE_EDIT ? 0 : length < LENGTH_FOR_TWO_EDITS ? 1 : 2;
  }

  /** The match with the most words, all letters right; null when there is none. */
  @Nullable Match match(Wording text) {
    for (int count = size(); count > 0; count--) {
      Place place = place(text, count);
      if (place != null) {
        return new Match(count, place.worth + WORD * (count - 1), place);
      }
    }
    return null;
  }

  /**
   * The match of the last word with letters wrong; null when there are more of them than may be.
   */
  @Nullable Match nearMatch(Wording text) {
    String typed = last().letters();
    int least = edits() + 1;
    boolean atBeginning = false;
    for (int start : text.starts()) {
      if (text.letters().charAt(start) == typed.charAt(0)) {
        int edits = PrefixDistance.of(typed, text.letters(), start, least - 1);
        atBeginning = edits < least ? start == 0 : atBeginning;
        least = Math.min(least, edits);
      }
    }
    Place place = atBeginning ? Place.BEGINNING : Place.WITHIN;
    return least > edits() ? null : new Match(1, EDIT * least + place.worth, place);
  }

  private @Nullable Place place(Wording text, int count) {
    String joined = joined(count);
    int word = isLastWhole ? text.findWhole(joined) : text.find(joined);
    if (word >= 0) {
      boolean whole = text.length() == joined.length();
      return whole ? Place.WHOLE : word == 0 ? Place.BEGINNING : Place.WITHIN;
    }
    for (int i = size() - count; i < size(); i++) {
      String letters = words.get(i).letters();
      boolean mayGoOn = i == size() - 1 && !isLastWhole;
      if ((mayGoOn ? text.find(letters) : text.findWhole(letters)) < 0) {
        return null;
      }
    }
    return Place.SCATTERED;
  }
}
