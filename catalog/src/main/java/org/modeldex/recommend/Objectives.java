package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modeldex.recommend.ComparableKeys.ComparableKey;
import org.modeldex.recommend.Recommendation.Objective;
import org.modeldex.recommend.RecommendationRequest.Wanted;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.Column;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Spelling;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

/** Decides what candidates are judged by, so that no objective mixes datasets or splits. */
final class Objectives {
  private static final int MOST_PRIMARY = 3;

  private final Vocabulary vocabulary;
  private final ComparableKeys keys;

  /** What an objective is and where its values are read. */
  record Resolved(Objective objective, ValueReader.Wanted wanted, boolean isMetric) {}

  /**
   * Objectives for candidates.
   *
   * @param statistics of the candidates
   */
  Objectives(Vocabulary vocabulary, List<MetricStatistics> statistics) {
    this.vocabulary = vocabulary;
    this.keys = new ComparableKeys(statistics);
  }

  /**
   * The objectives asked for; without any, up to three primary metrics of the task, the first
   * weighing 1, the next a half, the third a third; without those the most common metric.
   */
  List<Resolved> resolve(List<Wanted> wanted, Optional<Task> task, List<String> used) {
    List<Resolved> resolved = new ArrayList<>();
    for (Wanted objective : wanted) {
      resolved.add(asked(objective, used));
    }
    if (wanted.isEmpty()) {
      for (String primary : task.map(Task::primaryMetrics).orElse(List.of())) {
        keys.find(primary)
            .filter(key -> resolved.stream().noneMatch(r -> r.objective().by().equals(key.key())))
            .filter(key -> resolved.size() < MOST_PRIMARY)
            .flatMap(key -> metric(key, 1.0 / (resolved.size() + 1)))
            .ifPresent(resolved::add);
      }
      if (resolved.isEmpty()) {
        keys.all().stream()
            .flatMap(key -> metric(key, 1).stream())
            .findFirst()
            .ifPresent(resolved::add);
      }
    }
    return resolved;
  }

  private Resolved asked(Wanted wanted, List<String> used) {
    Optional<SearchField> field = SearchField.find(wanted.by());
    if (field.isPresent()) {
      if (field.get().type() != SearchField.Type.NUMBER) {
        throw ModeldexException.invalid(
            "optimize", "names a field that is no number: " + wanted.by());
      }
      Column column = new Column.OfField(field.get());
      return new Resolved(
          new Objective(field.get().word(), Better.LOWER, wanted.weight()),
          new ValueReader.Wanted(column, List.of()),
          false);
    }
    ComparableKey key = keys.find(wanted.by()).orElse(new ComparableKey(wanted.by(), 0, List.of()));
    if (!used.contains(key.key())) {
      ModeldexException unknown =
          ModeldexException.invalid("optimize", "names no value of any model: " + wanted.by());
      String nearest = Spelling.nearest(wanted.by(), used);
      throw nearest == null ? unknown : unknown.withSuggestion(nearest);
    }
    return metric(key, wanted.weight())
        .orElseThrow(() ->
            ModeldexException.invalid(
                "optimize",
                "names a metric of which it is not known which is better: " + wanted.by()));
  }

  private Optional<Resolved> metric(ComparableKey key, double weight) {
    return vocabulary
        .findMetric(MetricKey.parse(key.key()).metric())
        .map(Metric::better)
        .map(better ->
            new Resolved(
                new Objective(key.key(), better, weight),
                ValueReader.Wanted.of(key, better == Better.HIGHER),
                true));
  }
}
