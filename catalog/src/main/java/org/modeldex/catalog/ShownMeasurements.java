package org.modeldex.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.search.Query;
import org.modeldex.search.SearchRequest;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

/** Chooses the few measurements of a hit that matter for a search. */
final class ShownMeasurements {
  private static final int MAX_SHOWN = 5;

  private final Vocabulary vocabulary;
  private final Set<String> named = new LinkedHashSet<>();

  ShownMeasurements(Vocabulary vocabulary, SearchRequest request) {
    this.vocabulary = vocabulary;
    if (request.sort() instanceof SearchRequest.Sort.ByMetric byMetric) {
      named.add(byMetric.key());
    }
    collectKeys(request.query());
  }

  /**
   * At most five of {@code all}: the best value for each metric key that the search names, then for
   * each primary metric of the record's tasks; when there are none of these, the first one.
   */
  List<Measurement> of(MetadataRecord record, List<Measurement> all) {
    Set<String> keys = new LinkedHashSet<>(named);
    for (String task : record.contextual().tasks()) {
      vocabulary.findTask(task).map(Task::primaryMetrics).ifPresent(keys::addAll);
    }
    Set<Measurement> shown = new LinkedHashSet<>();
    for (String key : keys) {
      Measurement best = best(all, key);
      if (best != null) {
        shown.add(best);
      }
    }
    if (shown.isEmpty() && !all.isEmpty()) {
      shown.add(all.getFirst());
    }
    return shown.stream().limit(MAX_SHOWN).toList();
  }

  private static @Nullable Measurement best(List<Measurement> all, String key) {
    Measurement best = null;
    for (Measurement measurement : all) {
      Reading reading = measurement.reading();
      if (reading != null
          && reading.value() != null
          && MetricKey.parse(reading.key()).levels().contains(key)
          && (best == null || isBetter(reading, best.reading()))) {
        best = measurement;
      }
    }
    return best;
  }

  private static boolean isBetter(Reading reading, @Nullable Reading best) {
    if (best == null || best.value() == null || reading.value() == null) {
      return true;
    }
    return reading.better() == Better.LOWER
        ? reading.value() < best.value()
        : reading.value() > best.value();
  }

  private void collectKeys(Query query) {
    List<Query> open = new ArrayList<>(List.of(query));
    while (!open.isEmpty()) {
      switch (open.removeLast()) {
        case Query.MetricRange range -> named.add(range.key());
        case Query.HasMetric has -> named.add(has.key());
        case Query.And and -> open.addAll(and.clauses().reversed());
        case Query.Or or -> open.addAll(or.clauses().reversed());
        case Query.MatchAll q -> {}
        case Query.Words q -> {}
        case Query.Phrase q -> {}
        case Query.Fuzzy q -> {}
        case Query.TextIs q -> {}
        case Query.FieldIs q -> {}
        case Query.Wildcard q -> {}
        case Query.FieldRange q -> {}
        case Query.HasField q -> {}
        case Query.AttributeIs q -> {}
        case Query.Not q -> {}
      }
    }
  }
}
