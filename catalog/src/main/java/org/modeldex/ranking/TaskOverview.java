package org.modeldex.ranking;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
 * @param metrics the metric keys most used by these models, without those that mix datasets
 * @param leaders the first places among these models for each primary metric, or for the most used
 *     ones where the task has no primary metric with values
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
   * The keys by which a task's models are ranked: each primary metric that has values; for one that
   * names no dataset the most used key that does.
   *
   * @param primary metric keys or bare metrics
   * @param ranked keys by which models can be ranked, most used first
   */
  static List<String> leaderKeys(List<String> primary, List<String> ranked) {
    Set<String> keys = new LinkedHashSet<>();
    for (String metric : primary) {
      mostUsed(MetricKey.parse(metric), ranked).ifPresent(keys::add);
    }
    List<String> chosen = new ArrayList<>(keys.isEmpty() ? ranked : keys);
    return chosen.subList(
        0, Math.min(chosen.size(), keys.isEmpty() ? FALLBACK_LEADERS : MOST_LEADERS));
  }

  private static Optional<String> mostUsed(MetricKey metric, List<String> ranked) {
    if (metric.dataset() != null) {
      return ranked.stream().filter(metric.toString()::equals).findFirst();
    }
    return ranked.stream()
        .filter(key -> MetricKey.parse(key).metric().equals(metric.metric()))
        .findFirst();
  }
}
