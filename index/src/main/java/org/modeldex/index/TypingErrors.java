package org.modeldex.index;

import java.util.Arrays;

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
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int other = last[j - 1] + inPlaceOf(a.charAt(i - 1), b.charAt(j - 1));
        row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, other);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
    }
    return row[b.length()];
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
