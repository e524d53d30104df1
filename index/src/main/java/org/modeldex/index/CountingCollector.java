package org.modeldex.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.DocIdStream;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/** Counts facets of documents as they are collected. */
final class CountingCollector implements Collector {
  private final FacetOrdinals ordinals;
  private final List<FacetTally> tallies;
  private long hits;

  CountingCollector(FacetOrdinals ordinals, List<FacetTally> tallies) {
    this.ordinals = ordinals;
    this.tallies = List.copyOf(tallies);
  }

  long hits() {
    return hits;
  }

  List<FacetTally> tallies() {
    return tallies;
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }

  @Override
  public LeafCollector getLeafCollector(LeafReaderContext context) {
    DocBatches batches = new DocBatches(ordinals.segment(context.ord), tallies);
    return new LeafCollector() {
      @Override
      public void setScorer(Scorable scorer) {}

      @Override
      public void collect(int doc) {
        batches.add(doc);
      }

      @Override
      public void collectRange(int min, int max) {
        batches.addRange(min, max);
      }

      @Override
      public void collect(DocIdStream stream) throws IOException {
        batches.addAll(stream);
      }

      @Override
      public void finish() {
        batches.flush();
        hits += batches.total();
      }
    };
  }
}
