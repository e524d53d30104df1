package org.modeldex.index;

import java.io.IOException;
import java.util.BitSet;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PointValues.IntersectVisitor;
import org.apache.lucene.index.PointValues.Relation;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * A segment's metrics as one reader sees them: documents deleted since are taken off the counts, so
 * a refresh pays for new deletions only. Immutable.
 */
final class LeafMetrics {
  private final SegmentMetrics segment;
  private final int numDocs;
  private final @Nullable FixedBitSet live;
  private final int[] counts;

  /** Keys whose smallest or largest value may be that of a deleted document. */
  private final BitSet doubtful;

  private LeafMetrics(
      SegmentMetrics segment,
      int numDocs,
      @Nullable FixedBitSet live,
      int[] counts,
      BitSet doubtful) {
    this.segment = segment;
    this.numDocs = numDocs;
    this.live = live;
    this.counts = counts;
    this.doubtful = doubtful;
  }

  static LeafMetrics of(SegmentMetrics segment, LeafReader reader) throws IOException {
    int[] counts = new int[segment.size()];
    for (int place = 0; place < counts.length; place++) {
      counts[place] = segment.key(place).count();
    }
    return new LeafMetrics(segment, reader.maxDoc(), null, counts, new BitSet()).refreshed(reader);
  }

  /** The state for a newer reader of the same segment. */
  LeafMetrics refreshed(LeafReader reader) throws IOException {
    Bits bits = reader.getLiveDocs();
    if (bits == null || reader.numDocs() == numDocs) {
      return this;
    }
    FixedBitSet nowLive = new FixedBitSet(reader.maxDoc());
    nowLive.set(0, reader.maxDoc());
    bits.applyMask(nowLive, 0);
    int[] newCounts = counts.clone();
    BitSet newDoubtful = (BitSet) doubtful.clone();
    PackedMetrics metrics = new PackedMetrics(reader);
    for (int doc = nextDeleted(0, nowLive); doc >= 0; doc = nextDeleted(doc + 1, nowLive)) {
      if ((live == null || live.get(doc)) && metrics.advance(doc)) {
        takeOff(metrics, newCounts, newDoubtful);
      }
    }
    return new LeafMetrics(segment, reader.numDocs(), nowLive, newCounts, newDoubtful);
  }

  private static int nextDeleted(int from, FixedBitSet live) {
    int doc = from < live.length() ? live.nextClearBit(from) : DocIdSetIterator.NO_MORE_DOCS;
    return doc < live.length() ? doc : -1;
  }

  private void takeOff(PackedMetrics metrics, int[] newCounts, BitSet newDoubtful) {
    int lastCounted = -1;
    for (int pair = 0; pair < metrics.size(); pair++) {
      double value = metrics.value(pair);
      if (Double.isNaN(value)) {
        continue;
      }
      int ordinal = metrics.ordinal(pair);
      int place = segment.find(ordinal);
      if (ordinal != lastCounted) {
        newCounts[place]--;
        lastCounted = ordinal;
      }
      SegmentMetrics.Key key = segment.key(place);
      if (value == key.min() || value == key.max()) {
        newDoubtful.set(place);
      }
    }
  }

  SegmentMetrics segment() {
    return segment;
  }

  /** How many live documents have a number for the key at this place. */
  int count(int place) {
    return counts[place];
  }

  /** The smallest and the largest finite value of live documents; infinite when there is none. */
  double[] extremes(int place, LeafReader reader) throws IOException {
    SegmentMetrics.Key key = segment.key(place);
    PointValues points = reader.getPointValues(IndexFields.METRIC_POINTS);
    if (!doubtful.get(place) || live == null || points == null) {
      return new double[] {key.min(), key.max()};
    }
    Extremes extremes = new Extremes(segment.ordinal(place), live);
    points.intersect(extremes);
    return new double[] {extremes.min, extremes.max};
  }

  /** Looks at all values of one key. */
  private static final class Extremes implements IntersectVisitor {
    private final byte[] first;
    private final byte[] last;
    private final FixedBitSet live;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    Extremes(int ordinal, FixedBitSet live) {
      this.first = MetricPoints.pack(ordinal, Long.MIN_VALUE);
      this.last = MetricPoints.pack(ordinal, Long.MAX_VALUE);
      this.live = live;
    }

    @Override
    public Relation compare(byte[] least, byte[] most) {
      boolean outside =
          MetricPoints.compare(most, first) < 0 || MetricPoints.compare(least, last) > 0;
      return outside ? Relation.CELL_OUTSIDE_QUERY : Relation.CELL_CROSSES_QUERY;
    }

    @Override
    public void visit(int doc) {
      throw new IllegalStateException("every point is to be visited with its value");
    }

    @Override
    public void visit(int doc, byte[] packed) {
      double value = MetricPoints.value(packed);
      if (MetricPoints.compare(packed, first) >= 0
          && MetricPoints.compare(packed, last) <= 0
          && Double.isFinite(value)
          && live.get(doc)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
  }
}
