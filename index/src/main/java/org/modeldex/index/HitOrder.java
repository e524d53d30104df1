package org.modeldex.index;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.SortKey;

/**
 * The order of hits: by one or several values, then by id. Records without a value come last.
 *
 * @param parts the values, most significant first; at least one
 */
record HitOrder(List<Part> parts) {
  private static final int NO_ORDINAL = -1;

  private static final SortField BY_ID =
      new SortField(IndexFields.ID, SortField.Type.STRING_VAL, false);

  HitOrder {
    parts = List.copyOf(parts);
  }

  /**
   * A value that hits are ordered by.
   *
   * @param ordinal of the metric key; without meaning for other kinds
   */
  record Part(SortField by, Kind kind, int ordinal) {}

  /** The types of values that hits are ordered by. */
  enum Kind {
    SCORE,
    INTEGER,
    /** A metric's number; records without one are no hits. */
    METRIC,
    /** A metric's {@link RankSort rank}. */
    RANK,
    TEXT
  }

  /** The order a request asks for. */
  static HitOrder of(SearchRequest request, MetricDictionary dictionary) {
    return switch (request.sort()) {
      case SearchRequest.Sort.ByRelevance relevance ->
          new HitOrder(
              List.of(
                  LuceneQueries.ranks(request.query())
                      ? new Part(SortField.FIELD_SCORE, Kind.SCORE, NO_ORDINAL)
                      : byInteger(SearchField.UPDATED, true)));
      case SearchRequest.Sort.ByField field ->
          new HitOrder(List.of(byField(field.field(), field.descending())));
      case SearchRequest.Sort.ByMetric metric -> {
        int ordinal = dictionary.find(metric.key()).orElse(NO_ORDINAL);
        SortField by = MetricSort.of(ordinal, metric.descending());
        yield new HitOrder(List.of(new Part(by, Kind.METRIC, ordinal)));
      }
      case SearchRequest.Sort.ByKeys keys -> {
        if (keys.keys().isEmpty()) {
          throw ModeldexException.invalid("sort", "must name a key");
        }
        yield new HitOrder(keys.keys().stream().map(key -> part(key, dictionary)).toList());
      }
    };
  }

  private static Part part(SortKey key, MetricDictionary dictionary) {
    return switch (key) {
      case SortKey.OfField of -> byField(of.field(), of.descending());
      case SortKey.OfMetric of -> {
        int ordinal = dictionary.find(of.key()).orElse(NO_ORDINAL);
        yield new Part(RankSort.of(ordinal, of.descending()), Kind.RANK, ordinal);
      }
      case SortKey.OfText of ->
          new Part(ExactSort.of(of.name(), of.descending()), Kind.TEXT, NO_ORDINAL);
    };
  }

  private static Part byField(SearchField field, boolean descending) {
    if (!field.isSortable()) {
      throw ModeldexException.invalid("sort", "cannot be by " + field.word());
    }
    return field == SearchField.NAME
        ? new Part(
            new SortField(IndexFields.NAME_ORDER, SortField.Type.STRING, descending),
            Kind.TEXT,
            NO_ORDINAL)
        : byInteger(field, descending);
  }

  private static Part byInteger(SearchField field, boolean descending) {
    Long last = descending ? Long.MIN_VALUE : Long.MAX_VALUE;
    return new Part(
        new SortField(field.word(), SortField.Type.LONG, descending, last),
        Kind.INTEGER,
        NO_ORDINAL);
  }

  /** The most significant value. */
  Part first() {
    return parts.getFirst();
  }

  Sort sort() {
    List<SortField> fields = new ArrayList<>(parts.stream().map(Part::by).toList());
    fields.add(BY_ID);
    return new Sort(fields.toArray(SortField[]::new));
  }

  /** The id of a hit. */
  static String id(FieldDoc hit) {
    return ((BytesRef) hit.fields[hit.fields.length - 1]).utf8ToString();
  }

  /** The score of a hit, 0 when hits are ordered by something else. */
  float score(FieldDoc hit) {
    return first().kind() == Kind.SCORE ? (Float) hit.fields[0] : 0;
  }

  /** The values of a hit as bytes; null for a text that it does not have. */
  List<byte @Nullable []> bytes(FieldDoc hit) {
    List<byte @Nullable []> values = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      values.add(bytes(parts.get(i).kind(), hit.fields[i]));
    }
    return values;
  }

  private static byte @Nullable [] bytes(Kind kind, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (kind) {
      case SCORE -> ByteBuffer.allocate(Float.BYTES).putFloat((Float) value).array();
      case INTEGER, RANK -> ByteBuffer.allocate(Long.BYTES).putLong((Long) value).array();
      case METRIC -> ByteBuffer.allocate(Double.BYTES).putDouble((Double) value).array();
      case TEXT -> BytesRef.deepCopyOf((BytesRef) value).bytes;
    };
  }

  /** The hit with these values and id, to go on after. */
  FieldDoc hit(List<byte @Nullable []> values, byte[] id) {
    Object[] fields = new Object[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      byte[] value = values.get(i);
      if (value != null) {
        fields[i] = value(parts.get(i).kind(), value);
      }
    }
    fields[parts.size()] = new BytesRef(id);
    // The largest document number: the hit itself is left out, whatever number it has now.
    return new FieldDoc(Integer.MAX_VALUE, 0, fields);
  }

  private static Object value(Kind kind, byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value);
    return switch (kind) {
      case SCORE -> (Object) buffer.getFloat();
      case INTEGER, RANK -> buffer.getLong();
      case METRIC -> buffer.getDouble();
      case TEXT -> new BytesRef(value);
    };
  }
}
