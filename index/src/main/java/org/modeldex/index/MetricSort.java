package org.modeldex.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.FieldComparator;
import org.apache.lucene.search.FieldComparatorSource;
import org.apache.lucene.search.LeafFieldComparator;
import org.apache.lucene.search.Pruning;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.comparators.DoubleComparator;

/** Sorts by a metric: of several values the largest counts when descending, else the smallest. */
final class MetricSort extends FieldComparatorSource {
  private final int ordinal;
  private final boolean descending;

  private MetricSort(int ordinal, boolean descending) {
    this.ordinal = ordinal;
    this.descending = descending;
  }

  static SortField of(int ordinal, boolean descending) {
    return new SortField(
        IndexFields.METRIC_VALUES, new MetricSort(ordinal, descending), descending);
  }

  @Override
  public FieldComparator<?> newComparator(
      String field, int numHits, Pruning pruning, boolean reversed) {
    return new BestValue(field, numHits, reversed);
  }

  private final class BestValue extends DoubleComparator {
    BestValue(String field, int numHits, boolean reversed) {
      super(numHits, field, null, reversed, Pruning.NONE);
    }

    @Override
    public LeafFieldComparator getLeafComparator(LeafReaderContext context) throws IOException {
      return new DoubleLeafComparator(context) {
        @Override
        protected NumericDocValues getNumericDocValues(LeafReaderContext leaf, String field)
            throws IOException {
          return new MetricColumn(new PackedMetrics(leaf.reader()), ordinal) {
            @Override
            public long longValue() {
              return Double.doubleToRawLongBits(best(descending));
            }
          };
        }
      };
    }
  }
}
