package org.modeldex.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;

/**
 * Searches for one request, which asks the same words several times: for the best hits, for how
 * many there may be, for counts. Where a word stands in each segment is looked up once. One thread.
 */
final class RequestSearcher extends IndexSearcher {
  private final Map<Term, TermStates> found = new HashMap<>();

  RequestSearcher(IndexReader reader) {
    super(reader);
  }

  @Override
  public Weight createWeight(Query query, ScoreMode scoreMode, float boost) throws IOException {
    return super.createWeight(
        query instanceof TermQuery word && word.getTermStates() == null ? known(word) : query,
        scoreMode,
        boost);
  }

  /** An upper bound of the number of matches that is cheap to find. */
  long cost(Query query) throws IOException {
    Weight weight = unscored(query);
    long cost = 0;
    for (LeafReaderContext leaf : getIndexReader().leaves()) {
      ScorerSupplier supplier = weight.scorerSupplier(leaf);
      cost += supplier == null ? 0 : supplier.cost();
    }
    return cost;
  }

  /** The number of matches, where it is known without looking at documents; else negative. */
  long readyCount(Query query) throws IOException {
    Weight weight = unscored(query);
    long sum = 0;
    for (LeafReaderContext leaf : getIndexReader().leaves()) {
      int count = weight.count(leaf);
      if (count < 0) {
        return -1;
      }
      sum += count;
    }
    return sum;
  }

  private Weight unscored(Query query) throws IOException {
    return createWeight(rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
  }

  private TermQuery known(TermQuery word) throws IOException {
    TermStates states = found.get(word.getTerm());
    if (states == null) {
      states = TermStates.build(this, word.getTerm(), true);
      found.put(word.getTerm(), states);
    }
    return new TermQuery(word.getTerm(), states);
  }
}
