package org.modeldex.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/**
 * The metric values of one segment's documents, read document by document in ascending order. One
 * binary doc value holds all of a document's pairs of key and value:
 *
 * <pre>
 *   n ordinals, big-endian ints, ascending, repeated for several values of one key
 *   n values as sortable longs, big-endian, ascending within a key
 * </pre>
 *
 * <p>One thread.
 */
final class PackedMetrics {
  private final BinaryDocValues packed;
  private BytesRef pairs = new BytesRef();
  private int size;
  private int from;
  private int to;

  PackedMetrics(LeafReader reader) throws IOException {
    packed = DocValues.getBinary(reader, IndexFields.METRIC_VALUES);
  }

  /** A value of a key, by ordinal; ordered as it is stored. */
  record Pair(int ordinal, long sortable) implements Comparable<Pair> {
    static Pair of(int ordinal, double value) {
      return new Pair(ordinal, MetricPoints.sortable(value));
    }

    @Override
    public int compareTo(Pair other) {
      return ordinal == other.ordinal
          ? Long.compare(sortable, other.sortable)
          : Integer.compare(ordinal, other.ordinal);
    }
  }

  /** Packs pairs that are sorted. */
  static BytesRef pack(List<Pair> sorted) {
    byte[] bytes = new byte[sorted.size() * (Integer.BYTES + Long.BYTES)];
    int values = sorted.size() * Integer.BYTES;
    for (int i = 0; i < sorted.size(); i++) {
      BigEndian.INT.set(bytes, i * Integer.BYTES, sorted.get(i).ordinal());
      BigEndian.LONG.set(bytes, values + i * Long.BYTES, sorted.get(i).sortable());
    }
    return new BytesRef(bytes);
  }

  /** Goes to a document; false when it has no values. */
  boolean advance(int doc) throws IOException {
    if (!packed.advanceExact(doc)) {
      size = 0;
      return false;
    }
    pairs = packed.binaryValue();
    size = pairs.length / (Integer.BYTES + Long.BYTES);
    return true;
  }

  /**
   * Goes to the values of a key in a document, which are then those from {@link #from} to {@link
   * #to}; false when it has none.
   */
  boolean advance(int doc, int ordinal) throws IOException {
    if (!advance(doc)) {
      return false;
    }
    from = firstAtLeast(ordinal);
    to = from;
    while (to < size && ordinal(to) == ordinal) {
      to++;
    }
    return from < to;
  }

  private int firstAtLeast(int ordinal) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ordinal(middle) < ordinal) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The number of pairs of the current document. */
  int size() {
    return size;
  }

  /** The first pair of the current key, inclusive. */
  int from() {
    return from;
  }

  /** The last pair of the current key, exclusive. */
  int to() {
    return to;
  }

  int ordinal(int pair) {
    return (int) BigEndian.INT.get(pairs.bytes, pairs.offset + pair * Integer.BYTES);
  }

  long sortable(int pair) {
    return (long)
        BigEndian.LONG.get(pairs.bytes, pairs.offset + size * Integer.BYTES + pair * Long.BYTES);
  }

  double value(int pair) {
    return NumericUtils.sortableLongToDouble(sortable(pair));
  }

  /** The largest or smallest number of the current key; NaN when it has none. */
  double best(boolean largest) {
    int pair = largest ? to - 1 : from;
    while (largest && pair > from && Double.isNaN(value(pair))) {
      pair--;
    }
    return value(pair);
  }

  /**
   * The largest or smallest number of the current key that is not one of other keys too; NaN when
   * it has none.
   *
   * @param others ordinals, ascending
   */
  double best(boolean largest, int[] others) {
    if (others.length == 0) {
      return best(largest);
    }
    double best = Double.NaN;
    for (int pair = from; pair < to && (largest || Double.isNaN(best)); pair++) {
      if (!Double.isNaN(value(pair)) && !isOf(others, sortable(pair))) {
        best = value(pair);
      }
    }
    return best;
  }

  private boolean isOf(int[] others, long sortable) {
    for (int pair = 0; pair < size; pair++) {
      if (sortable(pair) == sortable && Arrays.binarySearch(others, ordinal(pair)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
