package org.modeldex.index;

import org.apache.lucene.util.ArrayUtil;

/**
 * Some of the values of one segment, ever further from either end: rung {@code n} is the value that
 * {@code 64 * 2^n} values are no worse than. It says how far one has to go from the best value to
 * meet that many. Immutable.
 */
final class Ladder {
  static final int FIRST_RUNG = 64;
  static final int RUNG_FACTOR = 2;

  private final long[] fromSmallest;
  private final long[] fromLargest;

  /**
   * Picks the rungs.
   *
   * @param sorted ascending
   * @param size how many of {@code sorted} are values
   */
  Ladder(long[] sorted, int size) {
    int rungs = 0;
    for (long rank = FIRST_RUNG; rank < size; rank *= RUNG_FACTOR) {
      rungs++;
    }
    fromSmallest = new long[rungs];
    fromLargest = new long[rungs];
    int rank = FIRST_RUNG;
    for (int rung = 0; rung < rungs; rung++) {
      fromSmallest[rung] = sorted[rank - 1];
      fromLargest[rung] = sorted[size - rank];
      rank *= RUNG_FACTOR;
    }
  }

  int size() {
    return fromSmallest.length;
  }

  long rung(boolean largest, int rung) {
    return largest ? fromLargest[rung] : fromSmallest[rung];
  }

  /** The number of the first rung with at least so many values. */
  static int firstRung(double values) {
    return rungs(values / FIRST_RUNG);
  }

  /** How many rungs it takes to have at least so many times as many values. */
  static int rungs(double times) {
    int rungs = 0;
    for (double reached = 1; reached < times; reached *= RUNG_FACTOR) {
      rungs++;
    }
    return rungs;
  }

  /** Values that come in ascending order. */
  static final class Values {
    private long[] values = new long[FIRST_RUNG];
    private int size;

    void add(long value) {
      values = ArrayUtil.grow(values, size + 1);
      values[size++] = value;
    }

    int size() {
      return size;
    }

    long get(int index) {
      return values[index];
    }

    void clear() {
      size = 0;
    }

    Ladder ladder() {
      return new Ladder(values, size);
    }
  }
}
