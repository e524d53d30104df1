package org.modeldex.index;

import java.util.function.Predicate;
import org.modeldex.search.Query;

/** What a query demands of one metric. */
final class RequiredRange {
  private final Predicate<String> isKey;

  /**
   * Looks at one metric.
   *
   * @param isKey whether a key is one of it
   */
  RequiredRange(Predicate<String> isKey) {
    this.isKey = isKey;
  }

  /** A bound that some value of each match is not above; infinity when there is none. */
  double upper(Query query) {
    return switch (query) {
      case Query.MetricRange range when isKey.test(range.key()) -> range.interval().upper();
      case Query.And and ->
          and.clauses().stream()
              .mapToDouble(this::upper)
              .reduce(Double.POSITIVE_INFINITY, Math::min);
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /** A bound that some value of each match is not below; negative infinity when there is none. */
  double lower(Query query) {
    return switch (query) {
      case Query.MetricRange range when isKey.test(range.key()) -> range.interval().lower();
      case Query.And and ->
          and.clauses().stream()
              .mapToDouble(this::lower)
              .reduce(Double.NEGATIVE_INFINITY, Math::max);
      default -> Double.NEGATIVE_INFINITY;
    };
  }
}
