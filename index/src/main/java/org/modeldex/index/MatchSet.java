package org.modeldex.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.DocIdStream;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.FixedBitSet;

/** The documents of one reader that match a query, as a bit set per segment. Immutable. */
final class MatchSet {
  private static final FixedBitSet NOTHING = new FixedBitSet(0);

  private final FixedBitSet[] leaves;
  private final int[] counts;

  private MatchSet(FixedBitSet[] leaves) {
    this.leaves = leaves;
    this.counts = Arrays.stream(leaves).mapToInt(FixedBitSet::cardinality).toArray();
  }

  /** Collects the matches of a query that is run on a searcher of {@code reader}. */
  static CollectorManager<?, MatchSet> collecting(IndexReader reader) {
    return new Collecting(reader.leaves().size());
  }

  /** The set of these documents of {@code reader}. */
  static MatchSet of(IndexReader reader, int[] docs) {
    List<LeafReaderContext> leaves = reader.leaves();
    FixedBitSet[] sets = new FixedBitSet[leaves.size()];
    Arrays.fill(sets, NOTHING);
    for (int doc : docs) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
      if (sets[leaf.ord].length() == 0) {
        sets[leaf.ord] = new FixedBitSet(leaf.reader().maxDoc());
      }
      sets[leaf.ord].set(doc - leaf.docBase);
    }
    return new MatchSet(sets);
  }

  /** The matching documents of a segment. Not to be changed. */
  FixedBitSet leaf(int leaf) {
    return leaves[leaf];
  }

  /** The number of documents of a segment. */
  int count(int leaf) {
    return counts[leaf];
  }

  /** The number of documents. */
  long count() {
    return Arrays.stream(counts).asLongStream().sum();
  }

  /** The documents that are in this set and in all others. */
  MatchSet andAll(Collection<MatchSet> others) {
    FixedBitSet[] all = new FixedBitSet[leaves.length];
    for (int leaf = 0; leaf < all.length; leaf++) {
      all[leaf] = leaves[leaf].clone();
      for (MatchSet other : others) {
        all[leaf].and(other.leaves[leaf]);
      }
    }
    return new MatchSet(all);
  }

  /** One bit set per segment, whichever collector meets it. */
  private static final class Collecting implements CollectorManager<Collector, MatchSet> {
    private final FixedBitSet[] leaves;

    Collecting(int leafCount) {
      leaves = new FixedBitSet[leafCount];
      Arrays.fill(leaves, NOTHING);
    }

    @Override
    public Collector newCollector() {
      return new Collector() {
        @Override
        public LeafCollector getLeafCollector(LeafReaderContext context) {
          FixedBitSet matches = new FixedBitSet(context.reader().maxDoc());
          leaves[context.ord] = matches;
          return new Bits(matches);
        }

        @Override
        public ScoreMode scoreMode() {
          return ScoreMode.COMPLETE_NO_SCORES;
        }
      };
    }

    @Override
    public MatchSet reduce(Collection<Collector> collectors) {
      return new MatchSet(leaves);
    }
  }

  private static final class Bits implements LeafCollector {
    private final FixedBitSet matches;
    private final int[] window = new int[512];

    Bits(FixedBitSet matches) {
      this.matches = matches;
    }

    @Override
    public void setScorer(Scorable scorer) {}

    @Override
    public void collect(int doc) {
      matches.set(doc);
    }

    @Override
    public void collectRange(int min, int max) {
      matches.set(min, max);
    }

    @Override
    public void collect(DocIdStream stream) throws IOException {
      for (int size = stream.intoArray(window); size > 0; size = stream.intoArray(window)) {
        for (int i = 0; i < size; i++) {
          matches.set(window[i]);
        }
      }
    }
  }
}
