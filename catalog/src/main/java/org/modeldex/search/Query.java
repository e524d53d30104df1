package org.modeldex.search;

import java.util.List;

/**
 * What to look for. Only {@link Words}, {@link Phrase} and {@link Fuzzy} rank; the rest filters.
 */
public sealed interface Query {
  Query ALL = new MatchAll();

  /** The query that matches what all clauses match: one of them alone, everything for none. */
  static Query together(List<Query> clauses) {
    return switch (clauses.size()) {
      case 0 -> ALL;
      case 1 -> clauses.getFirst();
      default -> new And(clauses);
    };
  }

  /** The clauses that a query has together, none of them an {@link And}; none for all. */
  static List<Query> conjuncts(Query query) {
    if (query instanceof And and) {
      return and.clauses().stream().flatMap(clause -> conjuncts(clause).stream()).toList();
    }
    return query instanceof MatchAll ? List.of() : List.of(query);
  }

  /** Whether a clause of the query compares this keyword field with a value. */
  static boolean compares(Query query, SearchField field) {
    return switch (query) {
      case FieldIs is -> is.field() == field;
      case And and -> and.clauses().stream().anyMatch(clause -> compares(clause, field));
      case Or or -> or.clauses().stream().anyMatch(clause -> compares(clause, field));
      case Not not -> compares(not.clause(), field);
      case MatchAll q -> false;
      case Words q -> false;
      case Phrase q -> false;
      case Fuzzy q -> false;
      case TextIs q -> false;
      case Wildcard q -> false;
      case FieldRange q -> false;
      case HasField q -> false;
      case MetricRange q -> false;
      case HasMetric q -> false;
      case AttributeIs q -> false;
      case ExactlyIs q -> false;
      case ExactlyLike q -> false;
      case HasExact q -> false;
    };
  }

  /** See {@link #ALL}. */
  record MatchAll() implements Query {}

  /**
   * Free text over all text fields, best match first. A record matches when it has any of the
   * words; a text without words matches nothing.
   */
  record Words(String text) implements Query {}

  /** The words next to each other and in this order in one text field. */
  record Phrase(String text) implements Query {}

  /** A word with up to {@code edits} (1 or 2) letters changed, added, left out or swapped. */
  record Fuzzy(String word, int edits) implements Query {}

  /** All of the words in this one text field. */
  record TextIs(SearchField field, String text) implements Query {}

  /** The keyword field has this value. The value is canonical where the vocabulary has one. */
  record FieldIs(SearchField field, String value) implements Query {}

  /**
   * A name or keyword with {@code *} for any characters and {@code ?} for one; never at the start.
   */
  record Wildcard(SearchField field, String pattern) implements Query {}

  /** A number or instant (milliseconds) between two bounds. */
  record FieldRange(SearchField field, Interval interval) implements Query {}

  /** The field has any value. */
  record HasField(SearchField field) implements Query {}

  /**
   * Any value of the metric lies in the interval.
   *
   * @param key canonical: {@code accuracy}, {@code accuracy@imagenet-1k}, {@code
   *     accuracy@imagenet-1k#val}; or {@code attr.NAME} for a numeric custom attribute; or one of
   *     the {@link ExactValues#numbers}
   */
  record MetricRange(String key, Interval interval) implements Query {}

  /**
   * There is a numeric value for the metric key, be it NaN; or, for a key {@code attr.NAME}, a
   * custom attribute of any type.
   */
  record HasMetric(String key) implements Query {}

  /** The custom attribute (or one element of its list) has this text. */
  record AttributeIs(String name, String value) implements Query {}

  /**
   * One of the record's {@link ExactValues#texts} of this name is one of these, letter by letter.
   */
  record ExactlyIs(String name, List<String> texts) implements Query {
    public ExactlyIs {
      texts = List.copyOf(texts);
    }

    public ExactlyIs(String name, String text) {
      this(name, List.of(text));
    }
  }

  /**
   * One of the record's {@link ExactValues#texts} of this name matches the pattern as a whole, in
   * which {@code %} stands for any characters and {@code _} for one.
   */
  record ExactlyLike(String name, String pattern, boolean ignoresCase) implements Query {}

  /** The record has one of the {@link ExactValues#texts} of this name. */
  record HasExact(String name) implements Query {}

  record And(List<Query> clauses) implements Query {
    public And {
      clauses = List.copyOf(clauses);
    }
  }

  record Or(List<Query> clauses) implements Query {
    public Or {
      clauses = List.copyOf(clauses);
    }
  }

  record Not(Query clause) implements Query {}

  /**
   * Numbers between two bounds; infinite bounds are open ends. NaN lies in no interval.
   *
   * @param lower may be negative infinity
   * @param upper may be positive infinity
   */
  record Interval(double lower, boolean includesLower, double upper, boolean includesUpper) {
    public static Interval atLeast(double lower) {
      return new Interval(lower, true, Double.POSITIVE_INFINITY, true);
    }

    public static Interval above(double lower) {
      return new Interval(lower, false, Double.POSITIVE_INFINITY, true);
    }

    public static Interval atMost(double upper) {
      return new Interval(Double.NEGATIVE_INFINITY, true, upper, true);
    }

    public static Interval below(double upper) {
      return new Interval(Double.NEGATIVE_INFINITY, true, upper, false);
    }

    public static Interval exactly(double value) {
      return new Interval(value, true, value, true);
    }

    public boolean contains(double value) {
      return (includesLower ? value >= lower : value > lower)
          && (includesUpper ? value <= upper : value < upper);
    }
  }
}
