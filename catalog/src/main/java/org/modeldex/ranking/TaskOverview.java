package org.modeldex.ranking;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchResults.FacetCounts;
import org.modeldex.vocabulary.MetricKey;

/**
 * What is known of one task.
 *
 * @param task canonical word
 * @param models how many models it has
 * @param facets how the values of some fields are spread among these models; that of the kind
 *     counts all records of the task
 * @param metrics the metric keys most used by these models, without those that mix datasets and
 *     without a split that is the only one of its dataset
 * @param leaders the first places among these models, for the keys of {@link #leaderKeys}
 */
public record TaskOverview(
    String task,
    long models,
    List<FacetCounts> facets,
    List<MetricStatistics> metrics,
    List<Leaderboard> leaders) {
  private static final int MOST_LEADERS = 5;
  private static final int FALLBACK_LEADERS = 3;

  public TaskOverview {
    facets = List.copyOf(facets);
    metrics = List.copyOf(metrics);
    leaders = List.copyOf(leaders);
  }

  /**
   * The keys by which a task's models are ranked: the primary metrics that have values; else for
   * each the most used key of the same metric; else the most used keys of any.
   *
   * @param primary metric keys or bare metrics
   * @param ranked keys by which models can be ranked, most used first
   */
  static List<String> leaderKeys(List<String> primary, List<String> ranked) {
    List<String> exact = primary.stream().filter(ranked::contains).toList();
    if (!exact.isEmpty()) {
      return exact.subList(0, Math.min(exact.size(), MOST_LEADERS));
    }
    List<String> alike =
        primary.stream()
            .map(metric -> MetricKey.parse(metric).metric())
            .flatMap(metric -> ranked.stream().filter(key -> isOf(key, metric)).limit(1))
            .distinct()
            .limit(MOST_LEADERS)
            .toList();
    return alike.isEmpty() ? ranked.subList(0, Math.min(ranked.size(), FALLBACK_LEADERS)) : alike;
  }

  private static boolean isOf(String key, String metric) {
    return MetricKey.parse(key).metric().equals(metric);
  }

  /** The statistics without keys of a split that is the only one of its dataset. */
  static List<MetricStatistics> withoutLoneSplits(List<MetricStatistics> all) {
    Set<String> counted = new HashSet<>();
    for (MetricStatistics statistics : all) {
      counted.add(statistics.key() + ' ' + statistics.count());
    }
    return all.stream()
        .filter(statistics -> {
          MetricKey key = MetricKey.parse(statistics.key());
          String whole = new MetricKey(key.metric(), key.dataset(), null).toString();
          return key.split() == null || !counted.contains(whole + ' ' + statistics.count());
        })
        .toList();
  }
}
