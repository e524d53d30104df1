package org.modeldex.index;

import java.util.Arrays;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PointRangeQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.NumericUtils;
import org.modeldex.search.Query.Interval;

/**
 * Metric values as one-dimensional points of twelve bytes:
 *
 * <pre>
 *   ordinal of the key, big-endian int | value as sortable long, big-endian
 * </pre>
 *
 * <p>All values of one key are thus one contiguous run of the point tree, in ascending order, and
 * any number of keys share one field. Within a key the order is: negative infinity, numbers,
 * infinity, NaN. Zero has no sign.
 */
final class MetricPoints {
  static final int BYTES = Integer.BYTES + Long.BYTES;

  private MetricPoints() {}

  static IndexableField field(PackedMetrics.Pair pair) {
    return new BinaryPoint(IndexFields.METRIC_POINTS, pack(pair.ordinal(), pair.sortable()));
  }

  /** The records with any value of the key, be it NaN. */
  static Query anyValue(int ordinal) {
    return run(ordinal, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** The records with a value of the key that is a number. */
  static Query anyNumber(int ordinal) {
    return between(ordinal, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** The records with a value of the key in the interval. */
  static Query within(int ordinal, Interval interval) {
    return between(ordinal, least(interval), most(interval));
  }

  /** The least number of an interval; NaN if there is none. */
  static double least(Interval interval) {
    return interval.includesLower() ? interval.lower() : above(interval.lower());
  }

  /** The largest number of an interval; NaN if there is none. */
  static double most(Interval interval) {
    return interval.includesUpper() ? interval.upper() : below(interval.upper());
  }

  /** The records with a value from {@code lower} to {@code upper}, both inclusive. */
  static Query between(int ordinal, double lower, double upper) {
    // Written so that NaN bounds match nothing.
    return lower <= upper
        ? run(ordinal, sortable(lower), sortable(upper))
        : new MatchNoDocsQuery("empty interval");
  }

  /** The records with a value from {@code lower} to {@code upper}, sortable longs, inclusive. */
  static Query run(int ordinal, long lower, long upper) {
    return new IndexOrDocValuesQuery(
        new Run(pack(ordinal, lower), pack(ordinal, upper)),
        new PackedMetricQuery(ordinal, lower, upper));
  }

  /** A value as a long that sorts like it. */
  static long sortable(double value) {
    return NumericUtils.doubleToSortableLong(value + 0.0);
  }

  static int ordinal(byte[] packed) {
    return (int) BigEndian.INT.get(packed, 0);
  }

  static long sortable(byte[] packed) {
    return NumericUtils.sortableBytesToLong(packed, Integer.BYTES);
  }

  static double value(byte[] packed) {
    return NumericUtils.sortableLongToDouble(sortable(packed));
  }

  /** Compares packed points: by key, then by value. */
  static int compare(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, 0, BYTES, other, 0, BYTES);
  }

  static byte[] pack(int ordinal, long sortable) {
    byte[] packed = new byte[BYTES];
    BigEndian.INT.set(packed, 0, ordinal);
    NumericUtils.longToSortableBytes(sortable, packed, Integer.BYTES);
    return packed;
  }

  private static double above(double bound) {
    return bound == Double.POSITIVE_INFINITY ? Double.NaN : Math.nextUp(bound);
  }

  private static double below(double bound) {
    return bound == Double.NEGATIVE_INFINITY ? Double.NaN : Math.nextDown(bound);
  }

  /** A run of points. */
  private static final class Run extends PointRangeQuery {
    Run(byte[] lower, byte[] upper) {
      super(IndexFields.METRIC_POINTS, lower, upper, 1);
    }

    @Override
    protected String toString(int dimension, byte[] packed) {
      return ordinal(packed) + ":" + value(packed);
    }
  }
}
