package org.modeldex.index;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/**
 * The documents with a value of a metric key in a range, found by looking at the packed values of
 * one document after the other: the cheaper way when another clause leaves few documents.
 */
final class PackedMetricQuery extends Query {
  /** About how many comparisons it takes to look a key up. */
  private static final float MATCH_COST = 20;

  private final int ordinal;
  private final long lower;
  private final long upper;

  /**
   * @param lower sortable long, inclusive
   * @param upper sortable long, inclusive
   */
  PackedMetricQuery(int ordinal, long lower, long upper) {
    this.ordinal = ordinal;
    this.lower = lower;
    this.upper = upper;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
        DocIdSetIterator candidates =
            DocValues.getBinary(context.reader(), IndexFields.METRIC_VALUES);
        return new DefaultScorerSupplier(
            new ConstantScoreScorer(
                score(), scoreMode, matching(candidates, new PackedMetrics(context.reader()))));
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return true;
      }
    };
  }

  private TwoPhaseIterator matching(DocIdSetIterator candidates, PackedMetrics metrics) {
    return new TwoPhaseIterator(candidates) {
      @Override
      public boolean matches() throws IOException {
        if (!metrics.advance(approximation.docID(), ordinal)) {
          return false;
        }
        for (int pair = metrics.from(); pair < metrics.to(); pair++) {
          long value = metrics.sortable(pair);
          if (value >= lower && value <= upper) {
            return true;
          }
        }
        return false;
      }

      @Override
      public float matchCost() {
        return MATCH_COST;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(IndexFields.METRIC_VALUES)) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String field) {
    return IndexFields.METRIC_VALUES + ':' + ordinal + "[" + lower + " TO " + upper + "]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedMetricQuery that
        && ordinal == that.ordinal
        && lower == that.lower
        && upper == that.upper;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * ordinal + Long.hashCode(lower)) + Long.hashCode(upper);
  }
}
