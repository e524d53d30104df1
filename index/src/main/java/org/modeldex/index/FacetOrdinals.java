package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.modeldex.search.SearchField;

/**
 * The facet values of all documents of one reader, in memory, ready to be counted. Immutable and
 * safe for all threads; {@link #refreshed} is called by one thread at a time, on the newest state.
 *
 * <p>A segment is read once and kept for as long as readers have it; a refresh pays for new
 * segments and newly deleted documents. The numbers of values hold across segments and refreshes,
 * so counts of segments simply add up. How often each value occurs in all live documents is always
 * at hand.
 */
final class FacetOrdinals {
  /** So few numbers of values that no longer occur are not worth a fresh start. */
  private static final int TOLERATED_IDLE = 10_000;

  private final List<Leaf> leaves;
  private final Map<SearchField, FacetValues> values;
  private final Map<SearchField, int[]> totals;

  /** A segment as one reader sees it. */
  private record Leaf(Object key, SegmentFacets facets, FixedBitSet live, int numDocs) {}

  private FacetOrdinals(
      List<Leaf> leaves, Map<SearchField, FacetValues> values, Map<SearchField, int[]> totals) {
    this.leaves = leaves;
    this.values = values;
    this.totals = totals;
  }

  /** Reads all segments of a reader. */
  static FacetOrdinals of(DirectoryReader reader) throws IOException {
    Map<SearchField, FacetValues> values = new EnumMap<>(SearchField.class);
    Map<SearchField, int[]> totals = new EnumMap<>(SearchField.class);
    for (SearchField field : SearchField.facets()) {
      if (!SegmentFacets.isBucketed(field)) {
        values.put(field, new FacetValues());
        totals.put(field, new int[1]);
      }
    }
    return new FacetOrdinals(List.of(), values, totals).refreshed(reader);
  }

  /** The state for a newer reader of the same index. */
  FacetOrdinals refreshed(DirectoryReader reader) throws IOException {
    Map<Object, Leaf> gone = new HashMap<>();
    leaves.forEach(leaf -> gone.put(leaf.key, leaf));
    List<Leaf> next = new ArrayList<>();
    List<Leaf> added = new ArrayList<>();
    List<Leaf> removed = new ArrayList<>();
    for (LeafReaderContext context : reader.leaves()) {
      LeafReader segment = context.reader();
      Object key = segment.getCoreCacheHelper().getKey();
      Leaf known = gone.remove(key);
      if (known == null) {
        next.add(newLeaf(key, SegmentFacets.read(segment, values), segment));
        added.add(next.getLast());
      } else if (known.numDocs == segment.numDocs()) {
        next.add(known);
      } else {
        next.add(newLeaf(key, known.facets, segment));
        removed.add(deleted(known, next.getLast()));
      }
    }
    removed.addAll(gone.values());
    FacetOrdinals refreshed = new FacetOrdinals(next, values, newTotals(added, removed));
    return refreshed.isWorn() ? of(reader) : refreshed;
  }

  private static Leaf newLeaf(Object key, SegmentFacets facets, LeafReader segment) {
    FixedBitSet live = new FixedBitSet(segment.maxDoc());
    live.set(0, segment.maxDoc());
    Bits liveDocs = segment.getLiveDocs();
    if (liveDocs != null) {
      liveDocs.applyMask(live, 0);
    }
    return new Leaf(key, facets, live, segment.numDocs());
  }

  /** The documents that were live and are not any more. */
  private static Leaf deleted(Leaf before, Leaf after) {
    FixedBitSet deleted = before.live.clone();
    deleted.andNot(after.live);
    return new Leaf(before.key, before.facets, deleted, before.numDocs - after.numDocs);
  }

  private Map<SearchField, int[]> newTotals(List<Leaf> added, List<Leaf> removed) {
    Map<SearchField, int[]> sums = new EnumMap<>(SearchField.class);
    Map<SearchField, int[]> losses = new EnumMap<>(SearchField.class);
    totals.forEach((field, before) -> {
      int size = valuesOf(field).last() + 1;
      sums.put(field, Arrays.copyOf(before, size));
      losses.put(field, new int[size]);
    });
    added.forEach(leaf -> count(leaf, sums));
    removed.forEach(leaf -> count(leaf, losses));
    sums.forEach((field, sum) -> {
      int[] loss = Objects.requireNonNull(losses.get(field));
      for (int number = 0; number < sum.length; number++) {
        sum[number] -= loss[number];
      }
    });
    return sums;
  }

  private void count(Leaf leaf, Map<SearchField, int[]> counts) {
    List<FacetTally> tallies = new ArrayList<>();
    counts.forEach(
        (field, sums) -> tallies.add(new FacetTally.Values(field, valuesOf(field), sums)));
    DocBatches batches = new DocBatches(leaf.facets, tallies);
    batches.addAll(leaf.live);
    batches.flush();
  }

  /** Whether most numbers stand for values that are in no segment any more. */
  private boolean isWorn() {
    long given = 0;
    for (FacetValues numbered : values.values()) {
      given += numbered.last();
    }
    long needed = 0;
    for (Leaf leaf : leaves) {
      needed += leaf.facets.termCount();
    }
    return given > 2 * needed + TOLERATED_IDLE;
  }

  /** The values of a field that is not counted in buckets. */
  FacetValues valuesOf(SearchField field) {
    return Objects.requireNonNull(values.get(field));
  }

  /** How many live documents have each value, by its number. Not to be changed. */
  int[] totals(SearchField field) {
    return Objects.requireNonNull(totals.get(field));
  }

  /** Whether all live documents have this value; false for a field that is counted in buckets. */
  boolean isEverywhere(SearchField field, String value) {
    FacetValues known = values.get(field);
    if (known == null) {
      return false;
    }
    int number = known.find(value);
    int[] counts = totals(field);
    return number != FacetValues.NONE && number < counts.length && counts[number] == liveCount();
  }

  int leafCount() {
    return leaves.size();
  }

  /** The values of the segment with this place in the reader. */
  SegmentFacets segment(int leaf) {
    return leaves.get(leaf).facets;
  }

  /** The documents of a segment that are not deleted. Not to be changed. */
  FixedBitSet live(int leaf) {
    return leaves.get(leaf).live;
  }

  /** The number of documents that are not deleted. */
  long liveCount() {
    long count = 0;
    for (Leaf leaf : leaves) {
      count += leaf.numDocs;
    }
    return count;
  }

  /** The heap that columns and numbers take, without the values themselves. */
  long ramBytes() {
    long bytes = 0;
    for (Leaf leaf : leaves) {
      bytes += leaf.facets.ramBytes() + leaf.live.ramBytesUsed();
    }
    return bytes;
  }
}
