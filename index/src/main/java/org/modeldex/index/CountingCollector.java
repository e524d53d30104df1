package org.modeldex.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.DocIdStream;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.jspecify.annotations.Nullable;

/** Counts facets of documents as they are collected. */
final class CountingCollector implements Collector {
  private final FacetOrdinals ordinals;
  private final List<FacetTally> tallies;
  private @Nullable DocBatches batches;

  CountingCollector(FacetOrdinals ordinals, List<FacetTally> tallies) {
    this.ordinals = ordinals;
    this.tallies = List.copyOf(tallies);
  }

  long hits() {
    return batches == null ? 0 : batches.total();
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
    DocBatches batches = in(ordinals.segment(context.ord));
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
      }
    };
  }

  private DocBatches in(SegmentFacets segment) {
    DocBatches all = batches;
    if (all == null) {
      all = new DocBatches(segment, tallies);
      batches = all;
    } else {
      all.enter(segment);
    }
    return all;
  }
}
