package org.modeldex.index;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/** Shows every match of a query to a reader of its segment, without scores. One thread. */
final class EachMatch implements Collector {
  private final Segments segments;

  private EachMatch(Segments segments) {
    this.segments = segments;
  }

  /** Shows the matches of a query on a searcher without threads of its own. */
  static CollectorManager<EachMatch, Boolean> showing(Segments segments) {
    return new CollectorManager<>() {
      @Override
      public EachMatch newCollector() {
        return new EachMatch(segments);
      }

      @Override
      public Boolean reduce(Collection<EachMatch> collectors) {
        return true;
      }
    };
  }

  /** Gives each segment its reader of documents. */
  @FunctionalInterface
  interface Segments {
    Documents of(LeafReader segment) throws IOException;
  }

  /** Is shown the matching documents of a segment in ascending order. */
  @FunctionalInterface
  interface Documents {
    void show(int doc) throws IOException;
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }

  @Override
  public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
    Documents documents = segments.of(context.reader());
    return new LeafCollector() {
      @Override
      public void setScorer(Scorable scorer) {}

      @Override
      public void collect(int doc) throws IOException {
        documents.show(doc);
      }
    };
  }
}
