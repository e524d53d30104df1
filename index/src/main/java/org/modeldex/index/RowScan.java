package org.modeldex.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.Column;
import org.modeldex.search.SearchIndex.RowReader;
import org.modeldex.vocabulary.MetricKey;

/** Reads columns of documents, segment by segment. One scan. */
final class RowScan implements EachMatch.Segments {
  private static final int NO_ORDINAL = -1;
  private static final int[] NONE = {};

  private final List<Column> columns;
  private final MetricDictionary dictionary;
  private final RowReader reader;
  private final Map<String, int[]> narrower = new HashMap<>();

  RowScan(List<Column> columns, MetricDictionary dictionary, RowReader reader) {
    this.columns = columns;
    this.dictionary = dictionary;
    this.reader = reader;
  }

  /** The values of one column in one segment; asked for in ascending order of documents. */
  private interface Values {
    double of(int doc) throws IOException;
  }

  @Override
  public EachMatch.Documents of(LeafReader segment) throws IOException {
    BinaryDocValues ids = DocValues.getBinary(segment, IndexFields.ID);
    Values[] values = new Values[columns.size()];
    for (int column = 0; column < values.length; column++) {
      values[column] = values(columns.get(column), segment);
    }
    return doc -> {
      double[] row = new double[values.length];
      for (int column = 0; column < row.length; column++) {
        row[column] = values[column].of(doc);
      }
      ids.advanceExact(doc);
      reader.row(ids.binaryValue().utf8ToString(), row);
    };
  }

  private Values values(Column column, LeafReader segment) throws IOException {
    return switch (column) {
      case Column.OfField of -> numbers(of.field(), segment);
      case Column.OfMetric of -> best(of, segment);
    };
  }

  private static Values numbers(SearchField field, LeafReader segment) throws IOException {
    if (field.type() != SearchField.Type.NUMBER && field.type() != SearchField.Type.INSTANT) {
      throw ModeldexException.invalid(field.word(), "is no number");
    }
    NumericDocValues numbers = DocValues.getNumeric(segment, field.word());
    return doc -> numbers.advanceExact(doc) ? numbers.longValue() : Double.NaN;
  }

  private Values best(Column.OfMetric of, LeafReader segment) throws IOException {
    int ordinal = dictionary.find(of.key()).orElse(NO_ORDINAL);
    int[] others = of.own() ? narrower.computeIfAbsent(of.key(), this::narrower) : NONE;
    PackedMetrics metrics = new PackedMetrics(segment);
    return doc -> metrics.advance(doc, ordinal) ? metrics.best(of.largest(), others) : Double.NaN;
  }

  /** The ordinals of the keys whose values are found under a key too, ascending. */
  private int[] narrower(String key) {
    return IntStream.range(0, dictionary.size())
        .filter(ordinal -> isNarrower(dictionary.key(ordinal), key))
        .toArray();
  }

  private static boolean isNarrower(String other, String key) {
    return other.length() > key.length()
        && other.startsWith(key)
        && MetricKey.parse(other).levels().contains(key);
  }
}
