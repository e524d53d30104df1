package org.modeldex.index;

import org.modeldex.search.Query;
import org.modeldex.search.Query.Interval;

/** What a query demands of one metric. */
final class RequiredRange {
  private static final Interval ANYTHING = Interval.atLeast(Double.NEGATIVE_INFINITY);

  private RequiredRange() {}

  /** An interval that some value of each match is in; bounds may be said to belong to it. */
  static Interval of(Query query, String key) {
    return switch (query) {
      case Query.MetricRange range when range.key().equals(key) -> range.interval();
      case Query.And and ->
          and.clauses().stream()
              .map(clause -> of(clause, key))
              .reduce(ANYTHING, RequiredRange::narrowed);
      default -> ANYTHING;
    };
  }

  private static Interval narrowed(Interval one, Interval other) {
    return new Interval(
        Math.max(one.lower(), other.lower()), true, Math.min(one.upper(), other.upper()), true);
  }
}
