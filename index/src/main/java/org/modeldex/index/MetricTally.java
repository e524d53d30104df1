package org.modeldex.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.modeldex.search.ExactValues;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchIndex.MetricStatistics;

/** Adds up how common metric keys are and what their values are, by ordinal. One thread. */
final class MetricTally {
  private final long[] counts;
  private final double[] min;
  private final double[] max;

  /**
   * A tally of nothing.
   *
   * @param size how many ordinals there are
   */
  MetricTally(int size) {
    counts = new long[size];
    min = new double[size];
    max = new double[size];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  /**
   * Adds the values of some records.
   *
   * @param records how many there are
   * @param smallest finite value, positive infinity when there is none
   * @param largest finite value, negative infinity when there is none
   */
  void add(int ordinal, long records, double smallest, double largest) {
    counts[ordinal] += records;
    min[ordinal] = Math.min(min[ordinal], smallest);
    max[ordinal] = Math.max(max[ordinal], largest);
  }

  /** Adds a record's values, of which NaN does not count. */
  void add(PackedMetrics record) {
    int counted = -1;
    for (int pair = 0; pair < record.size(); pair++) {
      int ordinal = record.ordinal(pair);
      double value = record.value(pair);
      if (!Double.isNaN(value)) {
        boolean finite = Double.isFinite(value);
        add(
            ordinal,
            ordinal == counted ? 0 : 1,
            finite ? value : Double.POSITIVE_INFINITY,
            finite ? value : Double.NEGATIVE_INFINITY);
        counted = ordinal;
      }
    }
  }

  /** Of the keys that any record has a number for, most frequent first. */
  List<MetricStatistics> statistics(MetricDictionary dictionary) {
    List<MetricStatistics> all = new ArrayList<>();
    for (int ordinal = 0; ordinal < counts.length; ordinal++) {
      if (counts[ordinal] > 0 && !ExactValues.isNumber(dictionary.key(ordinal))) {
        boolean finite = min[ordinal] <= max[ordinal];
        all.add(
            new MetricStatistics(
                dictionary.key(ordinal),
                counts[ordinal],
                finite ? min[ordinal] : Double.NaN,
                finite ? max[ordinal] : Double.NaN));
      }
    }
    all.sort(
        Comparator.comparingLong(MetricStatistics::count)
            .reversed()
            .thenComparing(MetricStatistics::key));
    return List.copyOf(all);
  }
}
