package org.modeldex.analyzers;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.InstantText.Period;
import org.modeldex.analyzers.NumberText.B;
import org.modeldex.analyzers.NumberText.Decimal;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Buckets;
import org.modeldex.search.Query;
import org.modeldex.search.Query.AttributeIs;
import org.modeldex.search.Query.FieldRange;
import org.modeldex.search.Query.HasField;
import org.modeldex.search.Query.HasMetric;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.Query.MetricRange;
import org.modeldex.search.Query.TextIs;
import org.modeldex.search.Query.Wildcard;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.MetricKey;

/** Turns a name with a value into a query. */
final class ClauseReader {
  private final Subjects subjects;
  private final FieldValues values;
  private final Clock clock;

  ClauseReader(Subjects subjects, FieldValues values, Clock clock) {
    this.subjects = subjects;
    this.values = values;
    this.clock = clock;
  }

  /** One end of a range; a lone {@code *} is open. */
  record Bound(Value value, boolean inclusive) {
    boolean isOpen() {
      return value.isAnything();
    }
  }

  /** What {@code name:value} asks for. */
  Query is(Subject subject, Value value) {
    if (value.text().isBlank()) {
      throw error("a value is missing", value);
    }
    return switch (subject) {
      case Subject.Field field -> fieldIs(field.field(), value);
      case Subject.Metric metric ->
          value.isAnything()
              ? new HasMetric(metric.key())
              : new MetricRange(metric.key(), numbers(metric, exactly(value)));
      case Subject.Attribute attribute -> attributeIs(attribute, value);
      case Subject.Presence presence -> presence(presence, value);
    };
  }

  /** What a comparison or range asks for. */
  Query between(Subject subject, Bound lower, Bound upper) {
    Bounds bounds = new Bounds(lower, upper);
    return switch (subject) {
      case Subject.Field field -> new FieldRange(field.field(), interval(field.field(), bounds));
      case Subject.Metric metric -> new MetricRange(metric.key(), numbers(metric, bounds));
      case Subject.Attribute attribute ->
          new MetricRange(attribute.key(), interval(bounds, B.BILLION));
      case Subject.Presence presence ->
          throw error("'has' and 'missing' take a name after a colon", bounds.given());
    };
  }

  private record Bounds(Bound lower, Bound upper) {
    /** A value that was given, for messages. */
    Value given() {
      return lower.isOpen() ? upper.value() : lower.value();
    }
  }

  private static Bounds exactly(Value value) {
    return new Bounds(new Bound(value, true), new Bound(value, true));
  }

  private Query fieldIs(SearchField field, Value value) {
    if (value.isAnything()) {
      return new HasField(field);
    }
    return switch (field.type()) {
      case TEXT -> value.hasWildcard() ? wildcard(field, value) : new TextIs(field, value.text());
      case KEYWORD ->
          value.hasWildcard()
              ? wildcard(field, value)
              : keyword(values.clause(field, value.text(), value.position()));
      case NUMBER, INSTANT -> {
        Optional<Buckets.Bucket> bucket = Buckets.find(field, value.text(), clock);
        yield new FieldRange(
            field, bucket.isPresent() ? bucket.get().interval() : interval(field, exactly(value)));
      }
    };
  }

  /** A metric on a dataset or split is no value of the field, which has the metrics alone. */
  private static Query keyword(Query.FieldIs is) {
    return is.field() == SearchField.METRIC && MetricKey.isNarrow(is.value())
        ? new HasMetric(is.value())
        : is;
  }

  private static Query wildcard(SearchField field, Value value) {
    if (value.text().charAt(0) == '*' || value.text().charAt(0) == '?') {
      throw error("a value must not begin with a wildcard", value);
    }
    if (value.hasLiteral()) {
      throw error("a value with wildcards cannot hold an escaped * or ?", value);
    }
    return new Wildcard(field, value.text());
  }

  private static Query attributeIs(Subject.Attribute attribute, Value value) {
    if (value.isAnything()) {
      return new HasMetric(attribute.key());
    }
    if (value.hasWildcard()) {
      throw error("custom attributes take no wildcards; quote the value", value);
    }
    return new AttributeIs(attribute.name(), value.text());
  }

  private Query presence(Subject.Presence presence, Value value) {
    Query has =
        switch (subjects.find(value.text()).orElse(null)) {
          case Subject.Field field -> new HasField(field.field());
          case Subject.Metric metric -> new HasMetric(metric.key());
          case Subject.Attribute attribute -> new HasMetric(attribute.key());
          case Subject.Presence word -> throw unknown(value);
          case null -> throw unknown(value);
        };
    return presence.wanted() ? has : Junctions.negation(has);
  }

  private ModeldexException unknown(Value value) {
    return ModeldexException.querySyntax(
        "there is no field or metric '" + value.text() + "'",
        value.position(),
        subjects.nearest(value.text()));
  }

  private Interval interval(SearchField field, Bounds bounds) {
    return switch (field.type()) {
      case NUMBER -> interval(bounds, field == SearchField.SIZE ? B.BYTE : B.BILLION);
      case INSTANT -> times(bounds);
      case TEXT, KEYWORD ->
          throw error("values of " + field.word() + " are words and have no order", bounds.given());
    };
  }

  private static Interval interval(Bounds bounds, B b) {
    Decimal lower = number(bounds.lower(), b);
    Decimal upper = number(bounds.upper(), b);
    if ((lower != null && lower.percent()) || (upper != null && upper.percent())) {
      throw error("this number cannot be in percent", bounds.given());
    }
    return interval(
        bounds,
        lower == null ? Double.NEGATIVE_INFINITY : lower.asWritten(),
        upper == null ? Double.POSITIVE_INFINITY : upper.asWritten());
  }

  /** Numbers of a metric in its canonical unit, by the rules for reading measurements. */
  private Interval numbers(Subject.Metric metric, Bounds bounds) {
    Decimal lower = number(bounds.lower(), B.BILLION);
    Decimal upper = number(bounds.upper(), B.BILLION);
    MetricScale scale = MetricScale.of(subjects.metric(metric.key()).orElse(null));
    double largest = Math.max(magnitude(lower), magnitude(upper));
    return interval(
        bounds,
        lower == null ? Double.NEGATIVE_INFINITY : scale.canonical(lower, largest),
        upper == null ? Double.POSITIVE_INFINITY : scale.canonical(upper, largest));
  }

  /** How large a number without percent sign is; 0 for none. */
  private static double magnitude(@Nullable Decimal number) {
    return number == null || number.percent() ? 0 : Math.abs(number.asWritten());
  }

  /** Open ends count as included, so that equal intervals are equal. */
  private static Interval interval(Bounds bounds, double lower, double upper) {
    return notEmpty(
        bounds,
        new Interval(
            lower,
            bounds.lower().isOpen() || bounds.lower().inclusive(),
            upper,
            bounds.upper().isOpen() || bounds.upper().inclusive()));
  }

  private static Interval notEmpty(Bounds bounds, Interval interval) {
    boolean isPoint = interval.includesLower() && interval.includesUpper();
    if (isPoint ? interval.lower() > interval.upper() : interval.lower() >= interval.upper()) {
      throw error("the range ends before it begins", bounds.given());
    }
    return interval;
  }

  private Interval times(Bounds bounds) {
    double lower = Double.NEGATIVE_INFINITY;
    boolean includesLower = true;
    if (!bounds.lower().isOpen()) {
      Period from = time(bounds.lower());
      boolean whole = bounds.lower().inclusive();
      lower = whole ? from.start() : from.end();
      includesLower = whole || !from.isPoint();
    }
    double upper = Double.POSITIVE_INFINITY;
    boolean includesUpper = true;
    if (!bounds.upper().isOpen()) {
      Period to = time(bounds.upper());
      boolean whole = bounds.upper().inclusive();
      upper = whole ? to.end() : to.start();
      includesUpper = whole && to.isPoint();
    }
    return notEmpty(bounds, new Interval(lower, includesLower, upper, includesUpper));
  }

  private Period time(Bound bound) {
    Value value = bound.value();
    return InstantText.parse(value.text(), clock)
        .orElseThrow(() ->
            error(
                "'"
                    + value.text()
                    + "' is no date such as 2026-03-31, instant such as"
                    + " 2026-03-31T10:00Z or age such as -30d",
                value));
  }

  private static @Nullable Decimal number(Bound bound, B b) {
    if (bound.isOpen()) {
      return null;
    }
    Value value = bound.value();
    return NumberText.parse(value.text(), b)
        .orElseThrow(
            () -> error("'" + value.text() + "' is no number such as 0.8, 50M or 1e-3", value));
  }

  private static ModeldexException error(String message, Value value) {
    return ModeldexException.querySyntax(message, value.position(), null);
  }
}
