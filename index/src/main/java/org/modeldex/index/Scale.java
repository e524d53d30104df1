package org.modeldex.index;

import java.util.OptionalLong;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.modeldex.search.SearchField;

/** The values that hits are ordered by, as longs of which slices can be searched. */
sealed interface Scale {
  /**
   * A value that at least {@code 64 * 2^rung} values are no worse than (deleted documents
   * included); empty when no segment has that many.
   */
  OptionalLong rung(boolean fromLargest, int rung);

  /** How many values there are at most. */
  long count();

  /** The records with a value between these, both inclusive. */
  Query between(long least, long most);

  /** All records that are in the order. */
  Query all();

  /** The value of a hit. */
  long value(FieldDoc hit);

  /** A number or instant field; records without a value come last. */
  record OfField(MetricState state, SearchField field) implements Scale {
    @Override
    public OptionalLong rung(boolean fromLargest, int rung) {
      return state.rung(field, fromLargest, rung);
    }

    @Override
    public long count() {
      return Long.MAX_VALUE;
    }

    @Override
    public Query between(long least, long most) {
      return new IndexOrDocValuesQuery(
          LongPoint.newRangeQuery(field.word(), least, most),
          NumericDocValuesField.newSlowRangeQuery(field.word(), least, most));
    }

    @Override
    public Query all() {
      return MatchAllDocsQuery.INSTANCE;
    }

    @Override
    public long value(FieldDoc hit) {
      return (Long) hit.fields[0];
    }
  }

  /** A metric; records without a number are left out. */
  record OfMetric(MetricState state, int ordinal) implements Scale {
    /** Beyond it there is only NaN. */
    private static final long LARGEST_NUMBER = MetricPoints.sortable(Double.POSITIVE_INFINITY);

    @Override
    public OptionalLong rung(boolean fromLargest, int rung) {
      return state.rung(ordinal, fromLargest, rung);
    }

    @Override
    public long count() {
      return state.count(ordinal);
    }

    @Override
    public Query between(long least, long most) {
      return MetricPoints.run(ordinal, least, Math.min(most, LARGEST_NUMBER));
    }

    @Override
    public Query all() {
      return MetricPoints.anyNumber(ordinal);
    }

    @Override
    public long value(FieldDoc hit) {
      return MetricPoints.sortable((Double) hit.fields[0]);
    }
  }

  /** The ranks of a metric; records without a number come last. */
  record OfRank(MetricState state, int ordinal) implements Scale {
    @Override
    public OptionalLong rung(boolean fromLargest, int rung) {
      return state.rung(ordinal, fromLargest, rung);
    }

    @Override
    public long count() {
      return Long.MAX_VALUE;
    }

    @Override
    public Query between(long least, long most) {
      return MetricPoints.run(
          ordinal,
          Math.max(least, MetricPoints.sortable(Double.NEGATIVE_INFINITY)),
          Math.min(most, OfMetric.LARGEST_NUMBER));
    }

    @Override
    public Query all() {
      return MatchAllDocsQuery.INSTANCE;
    }

    @Override
    public long value(FieldDoc hit) {
      return (Long) hit.fields[0];
    }
  }
}
