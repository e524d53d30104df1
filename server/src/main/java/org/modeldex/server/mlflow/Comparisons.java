package org.modeldex.server.mlflow;

import java.util.List;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchField;
import org.modeldex.server.mlflow.Comparison.Value;

/**
 * Comparisons as queries. What lacks a value never matches but for IS NULL, also not {@code !=}: so
 * MLflow has it.
 */
final class Comparisons {
  private Comparisons() {}

  /** Compares the exact texts of a name. */
  static Query texts(String name, Comparison comparison) {
    return texts(name, comparison, new Query.HasExact(name));
  }

  /**
   * As {@link #texts(String, Comparison)}.
   *
   * @param present matches whatever has a text of the name
   */
  static Query texts(String name, Comparison comparison, Query present) {
    return switch (comparison.operator()) {
      case EQUAL -> new Query.ExactlyIs(name, text(comparison));
      case UNEQUAL -> but(present, new Query.ExactlyIs(name, text(comparison)));
      case LIKE -> new Query.ExactlyLike(name, text(comparison), false);
      case ILIKE -> new Query.ExactlyLike(name, text(comparison), true);
      case IN -> new Query.ExactlyIs(name, list(comparison));
      case NOT_IN -> but(present, new Query.ExactlyIs(name, list(comparison)));
      case IS_NULL -> new Query.Not(present);
      case IS_NOT_NULL -> present;
      case LESS, AT_MOST, GREATER, AT_LEAST -> throw refused(comparison);
    };
  }

  /** Compares the numbers of a key: see {@link Query.MetricRange}. */
  static Query numbers(String key, Comparison comparison) {
    Query present = new Query.HasMetric(key);
    return switch (comparison.operator()) {
      case UNEQUAL -> but(present, new Query.MetricRange(key, interval(comparison)));
      case IS_NULL -> new Query.Not(present);
      case IS_NOT_NULL -> present;
      default -> new Query.MetricRange(key, interval(comparison));
    };
  }

  /** Compares a number or instant field. */
  static Query field(SearchField field, Comparison comparison) {
    Query present = new Query.HasField(field);
    return switch (comparison.operator()) {
      case UNEQUAL -> but(present, new Query.FieldRange(field, interval(comparison)));
      case IS_NULL -> new Query.Not(present);
      case IS_NOT_NULL -> present;
      default -> new Query.FieldRange(field, interval(comparison));
    };
  }

  private static Query but(Query present, Query excluded) {
    return new Query.And(List.of(present, new Query.Not(excluded)));
  }

  private static Interval interval(Comparison comparison) {
    if (!(comparison.value() instanceof Value.Numeric value)) {
      throw MlflowErrors.invalid(
          "Expected numeric value type for "
              + comparison.entity()
              + ": "
              + comparison.key()
              + ". Found "
              + written(comparison.value()));
    }
    double number = value.number();
    return switch (comparison.operator()) {
      case EQUAL, UNEQUAL -> Interval.exactly(number);
      case LESS -> Interval.below(number);
      case AT_MOST -> Interval.atMost(number);
      case GREATER -> Interval.above(number);
      case AT_LEAST -> Interval.atLeast(number);
      case LIKE, ILIKE, IN, NOT_IN, IS_NULL, IS_NOT_NULL -> throw refused(comparison);
    };
  }

  private static String text(Comparison comparison) {
    if (comparison.value() instanceof Value.Text value) {
      return value.text();
    }
    throw MlflowErrors.invalid(
        "Expected a quoted string value for "
            + comparison.entity()
            + " (e.g. 'my-value'). Got value "
            + written(comparison.value()));
  }

  private static List<String> list(Comparison comparison) {
    if (comparison.value() instanceof Value.Texts value) {
      return value.texts();
    }
    throw MlflowErrors.invalid(
        "Expected a list of quoted strings after "
            + comparison.operator().word()
            + ". Got value "
            + written(comparison.value()));
  }

  private static String written(Value value) {
    return switch (value) {
      case Value.Text text -> "'" + text.text() + "'";
      case Value.Numeric number -> number.written();
      case Value.Texts texts -> texts.texts().toString();
      case Value.None none -> "nothing";
    };
  }

  static RuntimeException refused(Comparison comparison) {
    return MlflowErrors.invalid(
        "Invalid comparator '"
            + comparison.operator().word()
            + "' for "
            + comparison.entity()
            + " '"
            + comparison.key()
            + "'");
  }

  static RuntimeException unknownKey(String entity, String key, List<String> valid) {
    return MlflowErrors.invalid(
        "Invalid " + entity + " key '" + key + "' specified. Valid keys are '" + valid + "'");
  }
}
