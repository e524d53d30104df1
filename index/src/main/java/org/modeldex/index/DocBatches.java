package org.modeldex.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.DocIdStream;
import org.apache.lucene.util.FixedBitSet;

/**
 * Documents of one segment after the other, counted a few thousand at a time: a facet's counts stay
 * in the cache while a batch is counted.
 */
final class DocBatches {
  private static final int BATCH = 2048;

  private final List<FacetTally> tallies;
  private final int[] docs = new int[BATCH + Long.SIZE];
  private int size;
  private SegmentFacets segment;
  private long total;

  /**
   * Nothing yet.
   *
   * @param segment which documents are of until another is {@link #enter entered}
   */
  DocBatches(SegmentFacets segment, List<FacetTally> tallies) {
    this.segment = segment;
    this.tallies = tallies;
  }

  /** From here on documents are of another segment. */
  void enter(SegmentFacets next) {
    flush();
    segment = next;
  }

  void add(int doc) {
    docs[size++] = doc;
    if (size >= BATCH) {
      flush();
    }
  }

  /** Adds the documents from {@code from} (inclusive) to {@code to} (exclusive). */
  void addRange(int from, int to) {
    for (int doc = from; doc < to; doc++) {
      add(doc);
    }
  }

  void addAll(FixedBitSet set) {
    long[] words = set.getBits();
    int last = FixedBitSet.bits2words(set.length());
    for (int word = 0; word < last; word++) {
      addWord(words[word], word * Long.SIZE);
    }
  }

  private void addWord(long word, int base) {
    if (word == 0) {
      return;
    }
    int next = size;
    for (long rest = word; rest != 0; rest &= rest - 1) {
      docs[next++] = base + Long.numberOfTrailingZeros(rest);
    }
    size = next;
    if (size >= BATCH) {
      flush();
    }
  }

  void addAll(DocIdStream stream) throws IOException {
    int[] window = new int[512];
    for (int found = stream.intoArray(window); found > 0; found = stream.intoArray(window)) {
      for (int i = 0; i < found; i++) {
        add(window[i]);
      }
    }
  }

  /** Counts what is left. */
  void flush() {
    for (FacetTally tally : tallies) {
      tally.add(segment, docs, size);
    }
    total += size;
    size = 0;
  }

  /** How many documents were counted. */
  long total() {
    return total;
  }
}
