package org.modeldex.index;

import java.io.IOException;
import org.apache.lucene.index.NumericDocValues;

/**
 * One metric of each document as if it had a field of its own, for Lucene's comparators: they ask
 * for one document after another and never walk.
 */
abstract class MetricColumn extends NumericDocValues {
  private final PackedMetrics metrics;
  private final int ordinal;
  private int doc = -1;

  MetricColumn(PackedMetrics metrics, int ordinal) {
    this.metrics = metrics;
    this.ordinal = ordinal;
  }

  /** The largest or smallest number of the current document; NaN when it has none. */
  double best(boolean largest) {
    return metrics.best(largest);
  }

  @Override
  public boolean advanceExact(int target) throws IOException {
    doc = target;
    return metrics.advance(target, ordinal);
  }

  @Override
  public int docID() {
    return doc;
  }

  @Override
  public int nextDoc() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int advance(int target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long cost() {
    throw new UnsupportedOperationException();
  }
}
