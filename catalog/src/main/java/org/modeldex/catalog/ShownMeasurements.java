package org.modeldex.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.modeldex.record.Measurement;
import org.modeldex.search.Query;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchRequest;
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
   * At most five of a record's measurements: the best value for each metric key that the search
   * names, then for each primary metric of the record's tasks; when there are none of these, the
   * first one.
   */
  List<Measurement> of(SearchDocument document) {
    Set<String> keys = new LinkedHashSet<>(named);
    for (String task : document.record().contextual().tasks()) {
      vocabulary.findTask(task).map(Task::primaryMetrics).ifPresent(keys::addAll);
    }
    Set<Measurement> shown = new LinkedHashSet<>();
    for (String key : keys) {
      document.best(key).ifPresent(shown::add);
    }
    if (shown.isEmpty()) {
      document.measurements().findFirst().ifPresent(shown::add);
    }
    return shown.stream().limit(MAX_SHOWN).toList();
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
        case Query.ExactlyIs q -> {}
        case Query.ExactlyLike q -> {}
        case Query.HasExact q -> {}
        case Query.Not q -> {}
      }
    }
  }
}
