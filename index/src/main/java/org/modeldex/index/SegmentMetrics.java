package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PointValues.IntersectVisitor;
import org.apache.lucene.index.PointValues.Relation;
import org.apache.lucene.util.FixedBitSet;

/**
 * What one segment holds for each metric key, deleted documents included. Immutable. NaN does not
 * count.
 *
 * <p>Besides count and extremes of a key there is a ladder of values from either end: rung {@code
 * n} is the value that {@code 64 * 8^n} values are no worse than. It says how far to go down from
 * the best value to meet that many.
 */
final class SegmentMetrics {
  static final int FIRST_RUNG = 64;
  static final int RUNG_FACTOR = 8;

  private final int[] ordinals;
  private final Key[] keys;

  /**
   * One metric key.
   *
   * @param count documents that have a number
   * @param min smallest finite value, positive infinity when there is none
   * @param max largest finite value, negative infinity when there is none
   * @param low rungs from the smallest value
   * @param high rungs from the largest value
   */
  record Key(int count, double min, double max, Ladder low, Ladder high) {}

  /** Values ever further from the best one. */
  static final class Ladder {
    private final double[] rungs;

    private Ladder(double[] rungs) {
      this.rungs = rungs;
    }

    /** How many rungs there are. */
    int size() {
      return rungs.length;
    }

    double rung(int number) {
      return rungs[number];
    }
  }

  private SegmentMetrics(int[] ordinals, Key[] keys) {
    this.ordinals = ordinals;
    this.keys = keys;
  }

  /** Reads a segment's points, which come in order of key and value. */
  static SegmentMetrics read(LeafReader reader) throws IOException {
    PointValues points = reader.getPointValues(IndexFields.METRIC_POINTS);
    Walk walk = new Walk(reader.maxDoc());
    if (points != null) {
      points.intersect(walk);
    }
    return walk.finish();
  }

  /** How many keys there are. */
  int size() {
    return keys.length;
  }

  /** Where the key with this ordinal is, or a negative number. */
  int find(int ordinal) {
    return Arrays.binarySearch(ordinals, ordinal);
  }

  int ordinal(int place) {
    return ordinals[place];
  }

  Key key(int place) {
    return keys[place];
  }

  /** Takes in all points of a segment in order. */
  private static final class Walk implements IntersectVisitor {
    private final List<Integer> ordinals = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();
    private final FixedBitSet seen;
    private int current = -1;
    private int[] docs = new int[FIRST_RUNG];
    private double[] values = new double[FIRST_RUNG];
    private int size;

    Walk(int maxDoc) {
      seen = new FixedBitSet(maxDoc);
    }

    @Override
    public Relation compare(byte[] least, byte[] most) {
      return Relation.CELL_CROSSES_QUERY;
    }

    @Override
    public void visit(int doc) {
      throw new IllegalStateException("every point is to be visited with its value");
    }

    @Override
    public void visit(int doc, byte[] packed) {
      int ordinal = MetricPoints.ordinal(packed);
      if (ordinal != current) {
        finishKey();
        current = ordinal;
      }
      double value = MetricPoints.value(packed);
      if (!Double.isNaN(value)) {
        if (size == docs.length) {
          docs = Arrays.copyOf(docs, 2 * size);
          values = Arrays.copyOf(values, 2 * size);
        }
        docs[size] = doc;
        values[size] = value;
        size++;
      }
    }

    SegmentMetrics finish() {
      finishKey();
      int[] sorted = ordinals.stream().mapToInt(Integer::intValue).toArray();
      return new SegmentMetrics(sorted, keys.toArray(Key[]::new));
    }

    private void finishKey() {
      if (size > 0) {
        ordinals.add(current);
        keys.add(new Key(countDocs(), min(), max(), ladder(false), ladder(true)));
        size = 0;
      }
    }

    private int countDocs() {
      int count = 0;
      for (int i = 0; i < size; i++) {
        if (!seen.getAndSet(docs[i])) {
          count++;
        }
      }
      for (int i = 0; i < size; i++) {
        seen.clear(docs[i]);
      }
      return count;
    }

    private double min() {
      int i = 0;
      while (i < size && Double.isInfinite(values[i])) {
        i++;
      }
      return i < size ? values[i] : Double.POSITIVE_INFINITY;
    }

    private double max() {
      int i = size - 1;
      while (i >= 0 && Double.isInfinite(values[i])) {
        i--;
      }
      return i >= 0 ? values[i] : Double.NEGATIVE_INFINITY;
    }

    private Ladder ladder(boolean high) {
      double[] rungs = new double[8];
      int n = 0;
      for (long rank = FIRST_RUNG; rank < size; rank *= RUNG_FACTOR) {
        int place = (int) rank;
        rungs[n++] = high ? values[size - place] : values[place - 1];
      }
      return new Ladder(Arrays.copyOf(rungs, n));
    }
  }
}
