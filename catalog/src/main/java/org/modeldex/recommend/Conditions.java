package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.Structural;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The conditions that candidates must meet besides the task.
 *
 * @param base models for the task
 * @param clauses each is a condition of its own
 */
record Conditions(Query base, List<Query> clauses) {
  static Conditions of(RecommendationRequest request) {
    return new Conditions(
        base(request.task()), Query.conjuncts(Query.together(request.conditions())));
  }

  /** Models for a task; all models without one. */
  static Query base(@Nullable String task) {
    Query models = new Query.FieldIs(SearchField.KIND, Kind.MODEL.word());
    return task == null
        ? models
        : new Query.And(List.of(models, new Query.FieldIs(SearchField.TASK, task)));
  }

  Query all() {
    return with(clauses);
  }

  /** The base with some clauses. */
  Query with(List<Query> some) {
    List<Query> parts = new ArrayList<>(List.of(base));
    parts.addAll(some);
    return new Query.And(parts);
  }

  /** All but one clause. */
  List<Query> without(int clause) {
    List<Query> others = new ArrayList<>(clauses);
    others.remove(clause);
    return others;
  }

  /** Two clauses on the same number that nothing can meet together. */
  Optional<List<Query>> contradiction() {
    for (int i = 0; i < clauses.size(); i++) {
      for (int j = i + 1; j < clauses.size(); j++) {
        if (excludeEachOther(clauses.get(i), clauses.get(j))) {
          return Optional.of(List.of(clauses.get(i), clauses.get(j)));
        }
      }
    }
    return Optional.empty();
  }

  /** Of a metric a record may have several values, so only fields can contradict. */
  private static boolean excludeEachOther(Query a, Query b) {
    if (!(a instanceof Query.FieldRange one && b instanceof Query.FieldRange other)
        || one.field() != other.field()) {
      return false;
    }
    double lower = Math.max(one.interval().lower(), other.interval().lower());
    double upper = Math.min(one.interval().upper(), other.interval().upper());
    return lower > upper
        || (lower == upper
            && !(one.interval().contains(lower) && other.interval().contains(lower)));
  }

  /** Whether a record breaks a clause narrowly: a number by a factor of two at most. */
  static boolean isNear(SearchDocument document, Query clause) {
    Interval interval = interval(clause);
    if (interval == null) {
      return true;
    }
    Double value = number(document, clause);
    return value != null && value <= 2 * interval.upper() && value >= interval.lower() / 2;
  }

  /** By how much a record breaks a clause, in words; null when there is nothing to say. */
  static @Nullable String excess(SearchDocument document, Query clause) {
    Interval interval = interval(clause);
    if (interval != null) {
      return excess(number(document, clause), interval);
    }
    if (!isOfLicense(clause)) {
      return null;
    }
    String license = document.record().contextual().license();
    return license == null ? "licence not stated" : license;
  }

  /** Whether a clause is about what may be done with a model, not about what it is for. */
  static boolean isOfLicense(Query clause) {
    return Query.compares(clause, SearchField.LICENSE)
        || Query.compares(clause, SearchField.LICENSING);
  }

  /** Whether a clause is about the languages a model is for. */
  static boolean isOfLanguage(Query clause) {
    return Query.compares(clause, SearchField.LANGUAGE)
        || Query.compares(clause, SearchField.TRANSLATES);
  }

  /** The pair of languages that must be translated; null when the conditions name none or more. */
  @Nullable String translation() {
    List<String> pairs =
        clauses.stream()
            .filter(Query.FieldIs.class::isInstance)
            .map(Query.FieldIs.class::cast)
            .filter(clause -> clause.field() == SearchField.TRANSLATES)
            .map(Query.FieldIs::value)
            .toList();
    return pairs.size() == 1 ? pairs.getFirst() : null;
  }

  /** The canonical names of the datasets that models must be of. */
  Set<String> datasets(Vocabulary vocabulary) {
    return clauses.stream()
        .filter(Query.FieldIs.class::isInstance)
        .map(Query.FieldIs.class::cast)
        .filter(clause -> clause.field() == SearchField.DATASET)
        .map(clause ->
            vocabulary
                .find(Term.Category.DATASET, clause.value())
                .map(Term::slug)
                .orElse(clause.value()))
        .collect(Collectors.toSet());
  }

  /** Whether a clause is a bound of a number. */
  static boolean isNumeric(Query clause) {
    return interval(clause) != null;
  }

  private static @Nullable Interval interval(Query clause) {
    if (clause instanceof Query.FieldRange range) {
      return range.interval();
    }
    return clause instanceof Query.MetricRange range ? range.interval() : null;
  }

  private static @Nullable Double number(SearchDocument document, Query clause) {
    if (clause instanceof Query.FieldRange range) {
      return value(document, range.field());
    }
    return clause instanceof Query.MetricRange range
        ? document.best(range.key()).map(Measurement::reading).map(Reading::value).orElse(null)
        : null;
  }

  private static @Nullable Double value(SearchDocument document, SearchField field) {
    Structural structural = document.record().structural();
    Long value =
        switch (field) {
          case PARAMETERS -> structural.parameterCount();
          case SIZE -> structural.sizeBytes();
          case FLOPS -> structural.flops();
          default -> null;
        };
    return value == null ? null : (double) value;
  }

  private static @Nullable String excess(@Nullable Double value, Interval interval) {
    if (value == null) {
      return "not known";
    }
    boolean isAbove = value >= interval.upper();
    double bound = isAbove ? interval.upper() : interval.lower();
    String side = isAbove ? "above" : "below";
    String written = Words.number(value);
    return bound == 0 || Double.isInfinite(bound)
        ? written
        : String.format(
            Locale.ROOT,
            "%s, %.3g%% %s",
            written,
            100 * Math.abs(value - bound) / Math.abs(bound),
            side);
  }
}
