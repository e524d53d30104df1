package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  private static final int MOST_DATASETS = 12;

  /** A dataset with this share of the records of the most common one is as common. */
  private static final double NEARLY = 0.9;

  /** A primary metric that fewer have, of those who have the most common one, judges nobody. */
  private static final double LEAST_COMMON = 0.25;

  private final Vocabulary vocabulary;
  private final ComparableKeys keys;

  /** What an objective is and where its values are read. */
  record Resolved(Objective objective, Column column, boolean isMetric) {}

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
   * weighing 1, the next a half, the third a third; without those the most common metric, on a
   * dataset where there is one. A primary metric that candidates have on several datasets equally
   * often is as many objectives, which share its weight. One that hardly any candidate has is left
   * out; one that names no dataset is left out as well, unless none names any, because its values
   * may be of different ones.
   *
   * @param measured all metric keys that any record has; asked for only when a candidate has none
   */
  List<Resolved> resolve(
      List<Wanted> wanted, Optional<Task> task, Supplier<List<String>> measured) {
    List<Resolved> resolved = new ArrayList<>();
    for (Wanted objective : wanted) {
      resolved.add(asked(objective, measured));
    }
    if (wanted.isEmpty()) {
      List<List<ComparableKey>> primary = primary(task.map(Task::primaryMetrics).orElse(List.of()));
      for (int i = 0; i < primary.size(); i++) {
        for (ComparableKey key : primary.get(i)) {
          metric(key, 1.0 / (i + 1) / primary.get(i).size()).ifPresent(resolved::add);
        }
      }
      if (resolved.isEmpty()) {
        // Metrics on no dataset are mostly of speed and memory.
        Stream.concat(
                keys.all().stream().filter(key -> isOfDataset(List.of(key))), keys.all().stream())
            .flatMap(key -> metric(key, 1).stream())
            .findFirst()
            .ifPresent(resolved::add);
      }
    }
    return resolved;
  }

  /** The keys of each primary metric by which candidates can be judged, none twice. */
  private List<List<ComparableKey>> primary(List<String> metrics) {
    Set<ComparableKey> seen = new HashSet<>();
    List<List<ComparableKey>> groups = new ArrayList<>();
    for (String metric : metrics) {
      groups.add(common(metric).stream().filter(seen::add).toList());
    }
    groups.removeIf(List::isEmpty);
    boolean anyDataset = groups.stream().anyMatch(Objectives::isOfDataset);
    groups.removeIf(group -> anyDataset && !isOfDataset(group));
    long most = groups.stream().mapToLong(group -> group.getFirst().count()).max().orElse(0);
    groups.removeIf(group -> group.getFirst().count() < LEAST_COMMON * most);
    return groups.stream().limit(MOST_PRIMARY).toList();
  }

  private static boolean isOfDataset(List<ComparableKey> group) {
    return MetricKey.parse(group.getFirst().key()).dataset() != null;
  }

  /** The most common key under a metric, and those nearly as common. */
  private List<ComparableKey> common(String metric) {
    return keys.find(metric)
        .map(most ->
            keys.under(metric).stream()
                .filter(key -> key.count() >= NEARLY * most.count())
                .toList())
        .map(Objectives::spread)
        .orElse(List.of());
  }

  /** Not more than can be weighed; evenly from all, as neighbours in name test much the same. */
  private static List<ComparableKey> spread(List<ComparableKey> keys) {
    return keys.size() <= MOST_DATASETS
        ? keys
        : IntStream.range(0, MOST_DATASETS)
            .mapToObj(i -> keys.get(i * (keys.size() - 1) / (MOST_DATASETS - 1)))
            .toList();
  }

  private Resolved asked(Wanted wanted, Supplier<List<String>> measured) {
    Optional<SearchField> field = SearchField.find(wanted.by());
    if (field.isPresent()) {
      if (field.get().type() != SearchField.Type.NUMBER) {
        throw ModeldexException.invalid(
            "optimize", "names a field that is no number: " + wanted.by());
      }
      Column column = new Column.OfField(field.get());
      return new Resolved(
          new Objective(field.get().word(), Better.LOWER, wanted.weight()), column, false);
    }
    ComparableKey key = keys.find(wanted.by()).orElse(new ComparableKey(wanted.by(), 0));
    if (key.count() == 0 && !measured.get().contains(key.key())) {
      ModeldexException unknown =
          ModeldexException.invalid("optimize", "names no value of any model: " + wanted.by());
      String nearest = Spelling.nearest(wanted.by(), measured.get());
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
                new Column.OfMetric(key.key(), better == Better.HIGHER, true),
                true));
  }
}
