package org.modeldex.index;

import java.nio.ByteBuffer;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;

/**
 * The order of hits: by one value, then by id. Records without the value come last.
 *
 * @param by the value
 * @param kind its type
 * @param ordinal of the metric key; without meaning for other kinds
 */
record HitOrder(SortField by, Kind kind, int ordinal) {
  private static final int NO_ORDINAL = -1;

  private static final SortField BY_ID =
      new SortField(IndexFields.ID, SortField.Type.STRING_VAL, false);

  /** The types of values that hits are ordered by. */
  enum Kind {
    SCORE,
    INTEGER,
    METRIC,
    TEXT
  }

  /** The order a request asks for. */
  static HitOrder of(SearchRequest request, MetricDictionary dictionary) {
    return switch (request.sort()) {
      case SearchRequest.Sort.ByRelevance relevance ->
          LuceneQueries.ranks(request.query())
              ? new HitOrder(SortField.FIELD_SCORE, Kind.SCORE, NO_ORDINAL)
              : byInteger(SearchField.UPDATED, true);
      case SearchRequest.Sort.ByField field -> byField(field.field(), field.descending());
      case SearchRequest.Sort.ByMetric metric -> {
        int ordinal = dictionary.find(metric.key()).orElse(NO_ORDINAL);
        yield new HitOrder(MetricSort.of(ordinal, metric.descending()), Kind.METRIC, ordinal);
      }
    };
  }

  private static HitOrder byField(SearchField field, boolean descending) {
    if (!field.isSortable()) {
      throw ModeldexException.invalid("sort", "cannot be by " + field.word());
    }
    return field == SearchField.NAME
        ? new HitOrder(
            new SortField(IndexFields.NAME_ORDER, SortField.Type.STRING, descending),
            Kind.TEXT,
            NO_ORDINAL)
        : byInteger(field, descending);
  }

  private static HitOrder byInteger(SearchField field, boolean descending) {
    Long last = descending ? Long.MIN_VALUE : Long.MAX_VALUE;
    return new HitOrder(
        new SortField(field.word(), SortField.Type.LONG, descending, last),
        Kind.INTEGER,
        NO_ORDINAL);
  }

  /** The Lucene field of the value. */
  String field() {
    return by.getField();
  }

  Sort sort() {
    return new Sort(by, BY_ID);
  }

  /** The id of a hit. */
  static String id(FieldDoc hit) {
    return ((BytesRef) hit.fields[1]).utf8ToString();
  }

  /** The score of a hit, 0 when hits are ordered by something else. */
  float score(FieldDoc hit) {
    return kind == Kind.SCORE ? (Float) hit.fields[0] : 0;
  }

  /** The value of a hit as bytes. */
  byte[] bytes(FieldDoc hit) {
    Object value = hit.fields[0];
    return switch (kind) {
      case SCORE -> ByteBuffer.allocate(Float.BYTES).putFloat((Float) value).array();
      case INTEGER -> ByteBuffer.allocate(Long.BYTES).putLong((Long) value).array();
      case METRIC -> ByteBuffer.allocate(Double.BYTES).putDouble((Double) value).array();
      case TEXT -> BytesRef.deepCopyOf((BytesRef) value).bytes;
    };
  }

  /** The hit with this value and id, to go on after. */
  FieldDoc hit(byte[] value, byte[] id) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    Object first =
        switch (kind) {
          case SCORE -> (Object) buffer.getFloat();
          case INTEGER -> buffer.getLong();
          case METRIC -> buffer.getDouble();
          case TEXT -> new BytesRef(value);
        };
    // The largest document number: the hit itself is left out, whatever number it has now.
    return new FieldDoc(Integer.MAX_VALUE, 0, new Object[] {first, new BytesRef(id)});
  }
}
