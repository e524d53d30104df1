package org.modeldex.index;

import java.util.Arrays;

/** How many letters of a beginning are wrong. */
final class PrefixDistance {
  private PrefixDistance() {}

  /**
   * The least number of letters that must be changed, added, left out or swapped with their
   * neighbour (optimal string alignment) to make {@code typed} the beginning of {@code text} from
   * {@code start} on; more than {@code most} for any that is larger.
   */
  static int of(String typed, String text, int start, int most) {
    int length = Math.min(text.length() - start, typed.length() + most);
    int[] beforeLast = new int[length + 1];
    int[] last = new int[length + 1];
    int[] row = new int[length + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= typed.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = i;
      int least = i;
      char a = typed.charAt(i - 1);
      for (int j = 1; j <= length; j++) {
        char b = text.charAt(start + j - 1);
        int edits = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (a == b ? 0 : 1));
        if (i > 1 && j > 1 && a == text.charAt(start + j - 2) && b == typed.charAt(i - 2)) {
          edits = Math.min(edits, beforeLast[j - 2] + 1);
        }
        row[j] = edits;
        least = Math.min(least, edits);
      }
      if (least > most) {
        return most + 1;
      }
    }
    return Arrays.stream(row).min().orElseThrow();
  }
}
