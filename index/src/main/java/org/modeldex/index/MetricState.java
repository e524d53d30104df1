package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.MetricStatistics;

/**
 * What one reader holds for each metric key and number field. Safe for all threads; a refresh reads
 * new segments and newly deleted documents only.
 */
final class MetricState {
  private final DirectoryReader reader;
  private final List<LeafMetrics> leaves;
  private final Map<Object, LeafMetrics> byCore;
  private volatile @Nullable List<MetricStatistics> statistics;

  private MetricState(
      DirectoryReader reader, List<LeafMetrics> leaves, Map<Object, LeafMetrics> byCore) {
    this.reader = reader;
    this.leaves = leaves;
    this.byCore = byCore;
  }

  /**
   * The state of a reader.
   *
   * @param before that of an earlier reader of the same index, if there is one
   * @param warmed segments that were read ahead
   */
  static MetricState of(DirectoryReader reader, @Nullable MetricState before, WarmSegments warmed)
      throws IOException {
    List<LeafMetrics> leaves = new ArrayList<>();
    Map<Object, LeafMetrics> byCore = new HashMap<>();
    for (LeafReaderContext context : reader.leaves()) {
      LeafReader leaf = context.reader();
      Object core = leaf.getCoreCacheHelper().getKey();
      LeafMetrics known = before == null ? null : before.byCore.get(core);
      LeafMetrics metrics =
          known == null ? LeafMetrics.of(warmed.metrics(leaf), leaf) : known.refreshed(leaf);
      leaves.add(metrics);
      byCore.put(core, metrics);
    }
    return new MetricState(reader, leaves, byCore);
  }

  /** How many live records have a number for a key. */
  long count(int ordinal) {
    long count = 0;
    for (LeafMetrics leaf : leaves) {
      int place = leaf.segment().find(ordinal);
      if (place >= 0) {
        count += leaf.count(place);
      }
    }
    return count;
  }

  /**
   * How many live records have a number in an interval; empty if that takes looking at them,
   * because some have several numbers for the key or were deleted.
   */
  OptionalLong count(int ordinal, Interval interval) throws IOException {
    double least = MetricPoints.least(interval);
    double most = MetricPoints.most(interval);
    // Written so that NaN bounds match nothing.
    if (!(least <= most)) {
      return OptionalLong.of(0);
    }
    if (reader.hasDeletions() || !isSingle(ordinal)) {
      return OptionalLong.empty();
    }
    byte[] first = MetricPoints.pack(ordinal, MetricPoints.sortable(least));
    byte[] last = MetricPoints.pack(ordinal, MetricPoints.sortable(most));
    long count = 0;
    for (LeafReaderContext context : reader.leaves()) {
      PointValues points = context.reader().getPointValues(IndexFields.METRIC_POINTS);
      count += points == null ? 0 : RunCount.of(points, first, last);
    }
    return OptionalLong.of(count);
  }

  /** Whether no record has several numbers for a key. */
  boolean isSingle(int ordinal) {
    for (LeafMetrics leaf : leaves) {
      int place = leaf.segment().find(ordinal);
      if (place >= 0 && !leaf.segment().key(place).isSingle()) {
        return false;
      }
    }
    return true;
  }

  /** See {@link Scale#rung}. */
  OptionalLong rung(int ordinal, boolean fromLargest, int rung) {
    Furthest furthest = new Furthest(fromLargest, rung);
    for (LeafMetrics leaf : leaves) {
      int place = leaf.segment().find(ordinal);
      if (place >= 0) {
        furthest.add(leaf.segment().key(place).ladder());
      }
    }
    return furthest.value;
  }

  /** See {@link Scale#rung}. */
  OptionalLong rung(SearchField field, boolean fromLargest, int rung) {
    Furthest furthest = new Furthest(fromLargest, rung);
    leaves.forEach(leaf -> furthest.add(leaf.segment().numbers(field)));
    return furthest.value;
  }

  /** The best value of one rung among several ladders. */
  private static final class Furthest {
    private final boolean fromLargest;
    private final int rung;
    private OptionalLong value = OptionalLong.empty();

    Furthest(boolean fromLargest, int rung) {
      this.fromLargest = fromLargest;
      this.rung = rung;
    }

    void add(Ladder ladder) {
      if (rung < ladder.size()) {
        long other = ladder.rung(fromLargest, rung);
        long known = value.orElse(other);
        value = OptionalLong.of(fromLargest ? Math.max(known, other) : Math.min(known, other));
      }
    }
  }

  /** Statistics of all keys, most frequent first. */
  List<MetricStatistics> statistics(MetricDictionary dictionary) throws IOException {
    List<MetricStatistics> known = statistics;
    if (known == null) {
      known = computeStatistics(dictionary);
      statistics = known;
    }
    return known;
  }

  private List<MetricStatistics> computeStatistics(MetricDictionary dictionary) throws IOException {
    MetricTally tally = new MetricTally(dictionary.size());
    for (int leaf = 0; leaf < leaves.size(); leaf++) {
      add(leaves.get(leaf), reader.leaves().get(leaf).reader(), tally);
    }
    return tally.statistics(dictionary);
  }

  private static void add(LeafMetrics leaf, LeafReader reader, MetricTally tally)
      throws IOException {
    for (int place = 0; place < leaf.segment().size(); place++) {
      if (leaf.count(place) > 0) {
        double[] extremes = leaf.extremes(place, reader);
        tally.add(leaf.segment().ordinal(place), leaf.count(place), extremes[0], extremes[1]);
      }
    }
  }
}
