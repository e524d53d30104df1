package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.vocabulary.MetricKey;

/**
 * The metric keys under which values may be compared: one dataset and one split each. Of a metric
 * on a dataset that is measured on several splits, the split that most records have stands for it;
 * the dataset's own key does so where most values name no split.
 */
final class ComparableKeys {
  private final List<ComparableKey> keys = new ArrayList<>();

  /**
   * One key.
   *
   * @param key with dataset, or of a metric that has none
   * @param count records that have a number for it
   */
  record ComparableKey(String key, long count) {}

  ComparableKeys(List<MetricStatistics> all) {
    Map<String, List<MetricStatistics>> groups = new LinkedHashMap<>();
    Map<String, Boolean> hasDataset = new LinkedHashMap<>();
    for (MetricStatistics statistics : all) {
      MetricKey key = MetricKey.parse(statistics.key());
      if (!statistics.key().startsWith(SearchField.ATTRIBUTE_PREFIX)) {
        String group = new MetricKey(key.metric(), key.dataset(), null).toString();
        groups.computeIfAbsent(group, k -> new ArrayList<>()).add(statistics);
        hasDataset.merge(key.metric(), isOfDataset(key), Boolean::logicalOr);
      }
    }
    groups.forEach((group, members) -> {
      MetricKey key = MetricKey.parse(group);
      boolean isOfMetric = key.dataset() == null && !hasDataset.getOrDefault(key.metric(), false);
      if (isOfDataset(key) || isOfMetric) {
        keys.add(ofGroup(group, members));
      }
    });
    keys.sort(
        Comparator.comparingLong(ComparableKey::count)
            .reversed()
            .thenComparing(ComparableKey::key));
  }

  /** Not so for a slice of values that name no dataset, as {@code f1@/person}. */
  private static boolean isOfDataset(MetricKey key) {
    return key.dataset() != null && !key.dataset().startsWith("/");
  }

  private static ComparableKey ofGroup(String group, List<MetricStatistics> members) {
    long all = 0;
    long inSplits = 0;
    MetricStatistics most = members.getFirst();
    List<String> splits = new ArrayList<>();
    for (MetricStatistics member : members) {
      if (member.key().equals(group)) {
        all = member.count();
      } else {
        splits.add(member.key());
        inSplits += member.count();
        most = splits.size() == 1 || member.count() > most.count() ? member : most;
      }
    }
    return splits.isEmpty() || all - inSplits >= most.count()
        ? new ComparableKey(group, Math.max(all - inSplits, 0))
        : new ComparableKey(most.key(), most.count());
  }

  /** The most common first. */
  List<ComparableKey> all() {
    return keys;
  }

  /** The comparable keys found under a key without split, the most common first. */
  List<ComparableKey> under(String key) {
    return keys.stream()
        .filter(comparable -> MetricKey.parse(comparable.key()).levels().contains(key))
        .toList();
  }

  /**
   * The most common comparable key that is found under a key: {@code accuracy} becomes {@code
   * accuracy@imagenet-1k#val} where most records have that. A key with a split stands for itself.
   */
  Optional<ComparableKey> find(String key) {
    if (MetricKey.parse(key).split() != null) {
      return Optional.of(new ComparableKey(key, 0));
    }
    return under(key).stream().findFirst();
  }
}
