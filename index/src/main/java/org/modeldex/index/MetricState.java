package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.MetricDictionary;
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
    Sums sums = new Sums(dictionary.size());
    for (int leaf = 0; leaf < leaves.size(); leaf++) {
      sums.add(leaves.get(leaf), reader.leaves().get(leaf).reader());
    }
    List<MetricStatistics> all = new ArrayList<>();
    for (int ordinal = 0; ordinal < sums.counts.length; ordinal++) {
      sums.statistics(ordinal, dictionary).ifPresent(all::add);
    }
    all.sort(
        Comparator.comparingLong(MetricStatistics::count)
            .reversed()
            .thenComparing(MetricStatistics::key));
    return List.copyOf(all);
  }

  /** The segments' figures added up, by ordinal. */
  private static final class Sums {
    private final long[] counts;
    private final double[] min;
    private final double[] max;

    Sums(int size) {
      counts = new long[size];
      min = new double[size];
      max = new double[size];
      Arrays.fill(min, Double.POSITIVE_INFINITY);
      Arrays.fill(max, Double.NEGATIVE_INFINITY);
    }

    void add(LeafMetrics leaf, LeafReader reader) throws IOException {
      for (int place = 0; place < leaf.segment().size(); place++) {
        if (leaf.count(place) > 0) {
          int ordinal = leaf.segment().ordinal(place);
          double[] extremes = leaf.extremes(place, reader);
          counts[ordinal] += leaf.count(place);
          min[ordinal] = Math.min(min[ordinal], extremes[0]);
          max[ordinal] = Math.max(max[ordinal], extremes[1]);
        }
      }
    }

    Optional<MetricStatistics> statistics(int ordinal, MetricDictionary dictionary) {
      if (counts[ordinal] == 0) {
        return Optional.empty();
      }
      boolean finite = min[ordinal] <= max[ordinal];
      return Optional.of(
          new MetricStatistics(
              dictionary.key(ordinal),
              counts[ordinal],
              finite ? min[ordinal] : Double.NaN,
              finite ? max[ordinal] : Double.NaN));
    }
  }
}
