package org.modeldex.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.FieldComparator;
import org.apache.lucene.search.FieldComparatorSource;
import org.apache.lucene.search.LeafFieldComparator;
import org.apache.lucene.search.Pruning;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.comparators.LongComparator;

/**
 * Sorts by a metric's best number, then come documents that have NaN alone, then those that have
 * nothing, in either direction.
 *
 * <p>The values compared are {@link MetricPoints#sortable sortable longs}. The largest and smallest
 * longs, which no number is, stand for nothing and their neighbours for NaN.
 */
final class RankSort extends FieldComparatorSource {
  private final int ordinal;
  private final boolean descending;

  private RankSort(int ordinal, boolean descending) {
    this.ordinal = ordinal;
    this.descending = descending;
  }

  static SortField of(int ordinal, boolean descending) {
    return new SortField(IndexFields.METRIC_VALUES, new RankSort(ordinal, descending), descending);
  }

  @Override
  public FieldComparator<?> newComparator(
      String field, int numHits, Pruning pruning, boolean reversed) {
    Long missing = descending ? Long.MIN_VALUE : Long.MAX_VALUE;
    return new LongComparator(numHits, field, missing, reversed, Pruning.NONE) {
      @Override
      public LeafFieldComparator getLeafComparator(LeafReaderContext context) throws IOException {
        return new LongLeafComparator(context) {
          @Override
          protected NumericDocValues getNumericDocValues(LeafReaderContext leaf, String name)
              throws IOException {
            return new MetricColumn(new PackedMetrics(leaf.reader()), ordinal) {
              @Override
              public long longValue() {
                return rank(best(descending));
              }
            };
          }
        };
      }
    };
  }

  private long rank(double best) {
    if (Double.isNaN(best)) {
      return descending ? Long.MIN_VALUE + 1 : Long.MAX_VALUE - 1;
    }
    return MetricPoints.sortable(best);
  }
}
