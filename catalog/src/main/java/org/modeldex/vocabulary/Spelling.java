package org.modeldex.vocabulary;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far words are apart in letters. */
public final class Spelling {
  private static final int LETTERS_PER_MISTAKE = 3;

  private Spelling() {}

  /**
   * The candidate nearest to {@code word}, the first of equals, ignoring case; null when it would
   * take more than one mistake in every three letters.
   */
  public static @Nullable String nearest(String word, Iterable<String> candidates) {
    String wanted = word.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = wanted.length() / LETTERS_PER_MISTAKE + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - wanted.length()) < least) {
        int distance = distance(wanted, candidate);
        if (distance < least) {
          least = distance;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  /**
   * Letters changed, added, left out or swapped with their neighbour (optimal string alignment).
   */
  public static int distance(String a, String b) {
    return distance(a, b, (x, y) -> x == y ? 0 : 1);
  }

  /** What it costs to write one letter in place of another; 0 for the same. */
  @FunctionalInterface
  public interface Substitution {
    int cost(char a, char b);
  }

  /** As {@link #distance(String, String)}, with changed letters at a cost of their own. */
  public static int distance(String a, String b, Substitution substitution) {
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
        int changed = last[j - 1] + substitution.cost(a.charAt(i - 1), b.charAt(j - 1));
        int least = Math.min(Math.min(last[j], row[j - 1]) + 1, changed);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, beforeLast[j - 2] + 1);
        }
        row[j] = least;
      }
    }
    return row[b.length()];
  }
}
