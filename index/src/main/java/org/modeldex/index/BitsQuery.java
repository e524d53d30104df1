package org.modeldex.index;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/** Matches documents that are already known, none of them deleted. Good for one reader only. */
final class BitsQuery extends Query {
  private final MatchSet matches;

  BitsQuery(MatchSet matches) {
    this.matches = matches;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public ScorerSupplier scorerSupplier(LeafReaderContext context) {
        FixedBitSet bits = matches.leaf(context.ord);
        return new DefaultScorerSupplier(
            new ConstantScoreScorer(
                score(), scoreMode, new BitSetIterator(bits, matches.count(context.ord))));
      }

      @Override
      public int count(LeafReaderContext context) {
        return matches.count(context.ord);
      }

      @Override
      public boolean isCacheable(LeafReaderContext context) {
        return false;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "known matches";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BitsQuery that && matches == that.matches;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(matches);
  }
}
