package org.modeldex.index;

import org.modeldex.vocabulary.Spelling;

/**
 * How many mistakes make one word of another: letters left out, added, or swapped with their
 * neighbour (optimal string alignment), a vowel for another, a letter for one beside it on a
 * keyboard. Any other letter in place of one counts twice: such words are rather two words than one
 * misspelled.
 */
final class TypingErrors {
  private static final String VOWELS = "aeiouy";
  private static final String[] KEYS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

  private TypingErrors() {}

  static int between(String a, String b) {
    return Spelling.distance(a, b, TypingErrors::inPlaceOf);
  }

  private static int inPlaceOf(char a, char b) {
    if (a == b) {
      return 0;
    }
    boolean vowels = VOWELS.indexOf(a) >= 0 && VOWELS.indexOf(b) >= 0;
    return vowels || areNeighbours(a, b) ? 1 : 2;
  }

  private static boolean areNeighbours(char a, char b) {
    for (String keys : KEYS) {
      int first = keys.indexOf(a);
      int second = keys.indexOf(b);
      if (first >= 0 && second >= 0) {
        return Math.abs(first - second) == 1;
      }
    }
    return false;
  }
}
