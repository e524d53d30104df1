package org.modeldex.analyzers;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Buckets;
import org.modeldex.search.Buckets.Bucket;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Spelling;

/** Reads the parts of a search request that stand beside its query. */
final class RequestSyntax {
  private static final String FILTER = "filter";
  private static final String SORT = "sort";
  private static final String RELEVANCE = "relevance";

  private final Subjects subjects;
  private final FieldValues values;
  private final Clock clock;

  RequestSyntax(Subjects subjects, FieldValues values, Clock clock) {
    this.subjects = subjects;
    this.values = values;
    this.clock = clock;
  }

  List<FieldFilter> filters(List<String> texts) {
    Map<SearchField, List<String>> selected = new LinkedHashMap<>();
    for (String text : texts) {
      FieldFilter filter = filter(text);
      List<String> ofField = selected.computeIfAbsent(filter.field(), f -> new ArrayList<>());
      filter.values().stream().filter(value -> !ofField.contains(value)).forEach(ofField::add);
    }
    return selected.entrySet().stream()
        .map(entry -> new FieldFilter(entry.getKey(), entry.getValue()))
        .toList();
  }

  FieldFilter filter(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || text.substring(colon + 1).isBlank()) {
      throw ModeldexException.invalid(FILTER, "must look like field:value but is '" + text + "'");
    }
    String name = text.substring(0, colon).strip();
    String value = text.substring(colon + 1).strip();
    SearchField field =
        SearchField.find(name)
            .orElseThrow(() ->
                unknown(
                    FILTER, "has no field '" + name + "'", Spelling.nearest(name, fieldWords())));
    return filter(field, value);
  }

  private FieldFilter filter(SearchField field, String value) {
    if (field.type() == SearchField.Type.KEYWORD) {
      Query.FieldIs clause;
      try {
        clause = values.clause(field, value, 0);
      } catch (ModeldexException e) {
        throw unknown(FILTER, "cannot be this: " + e.getMessage(), e.suggestion());
      }
      if (clause.field() == SearchField.METRIC && MetricKey.isNarrow(clause.value())) {
        throw ModeldexException.invalid(
            FILTER,
            "selects a metric whatever it was measured on; ask for has:"
                + clause.value()
                + " in the query");
      }
      return new FieldFilter(clause.field(), List.of(clause.value()));
    }
    List<String> labels = Buckets.of(field, clock).stream().map(Bucket::label).toList();
    if (labels.isEmpty()) {
      throw ModeldexException.invalid(
          FILTER, "cannot select values of " + field.word() + "; ask for them in the query");
    }
    if (!labels.contains(value)) {
      throw ModeldexException.invalid(
          FILTER,
          "of "
              + field.word()
              + " must be one of "
              + String.join(", ", labels)
              + " but is '"
              + value
              + "'");
    }
    return new FieldFilter(field, List.of(value));
  }

  Sort sort(String text) {
    boolean descending = text.startsWith("-");
    boolean ascending = text.startsWith("+") || text.startsWith(" ");
    String name = text.substring(descending || ascending ? 1 : 0).strip();
    if (name.isEmpty() || name.equalsIgnoreCase(RELEVANCE)) {
      return Sort.RELEVANCE;
    }
    Subject subject = subjects.find(name).orElse(null);
    return switch (subject) {
      case Subject.Field field when field.field().isSortable() ->
          new Sort.ByField(
              field.field(),
              descending || (!ascending && field.field().type() == SearchField.Type.INSTANT));
      case Subject.Metric metric ->
          new Sort.ByMetric(
              metric.key(), descending || (!ascending && isHigherBetter(metric.key())));
      case Subject.Attribute attribute -> new Sort.ByMetric(attribute.key(), descending);
      case Subject.Field field -> throw unsortable(name, null);
      case Subject.Presence presence -> throw unsortable(name, null);
      case null -> throw unsortable(name, Spelling.nearest(name, sortWords()));
    };
  }

  private boolean isHigherBetter(String key) {
    return subjects.metric(key).map(Metric::better).orElse(Better.HIGHER) != Better.LOWER;
  }

  private List<String> sortWords() {
    List<String> words = new ArrayList<>();
    words.add(RELEVANCE);
    for (SearchField field : SearchField.values()) {
      if (field.isSortable()) {
        words.add(field.word());
      }
    }
    subjects.metricSlugs().forEach(words::add);
    return words;
  }

  private static List<String> fieldWords() {
    List<String> words = new ArrayList<>();
    for (SearchField field : SearchField.values()) {
      words.add(field.word());
    }
    return words;
  }

  private static ModeldexException unsortable(String name, @Nullable String suggestion) {
    return unknown(SORT, "cannot be by '" + name + "'", suggestion);
  }

  private static ModeldexException unknown(
      String field, String problem, @Nullable String suggestion) {
    ModeldexException error = ModeldexException.invalid(field, problem);
    return suggestion == null ? error : error.withSuggestion(suggestion);
  }
}
