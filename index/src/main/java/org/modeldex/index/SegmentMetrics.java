package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PointValues.IntersectVisitor;
import org.apache.lucene.index.PointValues.Relation;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.SearchField;

/**
 * What one segment holds for each metric key and number field, deleted documents included.
 * Immutable. NaN does not count.
 */
final class SegmentMetrics {
  private final int[] ordinals;
  private final Key[] keys;
  private final Map<SearchField, Ladder> numbers;

  /**
   * One metric key.
   *
   * @param count documents that have a number
   * @param min smallest finite value, positive infinity when there is none
   * @param max largest finite value, negative infinity when there is none
   * @param isSingle whether none of them has several
   * @param ladder of sortable longs
   */
  record Key(int count, double min, double max, boolean isSingle, Ladder ladder) {}

  private SegmentMetrics(int[] ordinals, Key[] keys, Map<SearchField, Ladder> numbers) {
    this.ordinals = ordinals;
    this.keys = keys;
    this.numbers = numbers;
  }

  /** Reads a segment's points, which come in order of key and value. */
  static SegmentMetrics read(LeafReader reader) throws IOException {
    Map<SearchField, Ladder> numbers = new EnumMap<>(SearchField.class);
    for (SearchField field : SearchField.values()) {
      if (SegmentFacets.isBucketed(field)) {
        numbers.put(field, ladder(reader.getPointValues(field.word())));
      }
    }
    PointValues points = reader.getPointValues(IndexFields.METRIC_POINTS);
    KeyWalk walk = new KeyWalk(reader.maxDoc());
    if (points != null) {
      points.intersect(walk);
    }
    walk.finishKey();
    int[] ordinals = walk.ordinals.stream().mapToInt(Integer::intValue).toArray();
    return new SegmentMetrics(ordinals, walk.keys.toArray(Key[]::new), numbers);
  }

  private static Ladder ladder(@Nullable PointValues points) throws IOException {
    Ladder.Values values = new Ladder.Values();
    if (points != null) {
      points.intersect(
          new Walk() {
            @Override
            public void visit(int doc, byte[] packed) {
              values.add(NumericUtils.sortableBytesToLong(packed, 0));
            }
          });
    }
    return values.ladder();
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

  /** The values of a number or instant field. */
  Ladder numbers(SearchField field) {
    return Objects.requireNonNull(numbers.get(field));
  }

  /** Visits all points in order. */
  private abstract static class Walk implements IntersectVisitor {
    @Override
    public Relation compare(byte[] least, byte[] most) {
      return Relation.CELL_CROSSES_QUERY;
    }

    @Override
    public void visit(int doc) {
      throw new IllegalStateException("every point is to be visited with its value");
    }
  }

  /** Takes in the points of all keys. */
  private static final class KeyWalk extends Walk {
    private final List<Integer> ordinals = new ArrayList<>();
    private final List<Key> keys = new ArrayList<>();
    private final FixedBitSet seen;
    private final Ladder.Values values = new Ladder.Values();
    private int[] docs = new int[Ladder.FIRST_RUNG];
    private int current = -1;

    KeyWalk(int maxDoc) {
      seen = new FixedBitSet(maxDoc);
    }

    @Override
    public void visit(int doc, byte[] packed) {
      int ordinal = MetricPoints.ordinal(packed);
      if (ordinal != current) {
        finishKey();
        current = ordinal;
      }
      long sortable = MetricPoints.sortable(packed);
      if (!Double.isNaN(NumericUtils.sortableLongToDouble(sortable))) {
        docs = ArrayUtil.grow(docs, values.size() + 1);
        docs[values.size()] = doc;
        values.add(sortable);
      }
    }

    void finishKey() {
      if (values.size() > 0) {
        ordinals.add(current);
        int count = countDocs();
        keys.add(new Key(count, min(), max(), count == values.size(), values.ladder()));
        values.clear();
      }
    }

    private int countDocs() {
      int count = 0;
      for (int i = 0; i < values.size(); i++) {
        if (!seen.getAndSet(docs[i])) {
          count++;
        }
      }
      for (int i = 0; i < values.size(); i++) {
        seen.clear(docs[i]);
      }
      return count;
    }

    private double min() {
      int i = 0;
      while (i < values.size() && Double.isInfinite(value(i))) {
        i++;
      }
      return i < values.size() ? value(i) : Double.POSITIVE_INFINITY;
    }

    private double max() {
      int i = values.size() - 1;
      while (i >= 0 && Double.isInfinite(value(i))) {
        i--;
      }
      return i >= 0 ? value(i) : Double.NEGATIVE_INFINITY;
    }

    private double value(int i) {
      return NumericUtils.sortableLongToDouble(values.get(i));
    }
  }
}
