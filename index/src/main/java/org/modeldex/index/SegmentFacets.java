package org.modeldex.index;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.ArrayUtil;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.SearchField;

/**
 * The facet values of one segment's documents, deleted ones included. Immutable. Fields of which
 * the segment has no value are absent.
 *
 * @param columns fields whose values are counted as they are
 * @param numbers fields counted in buckets: a value per document, or {@link #NO_NUMBER}
 * @param termCount how many different values there are in all columns together
 */
record SegmentFacets(
    Map<SearchField, FacetColumn> columns, Map<SearchField, long[]> numbers, int termCount) {
  /** The largest number that is told apart: differences of two numbers never overflow. */
  static final long MAX_NUMBER = Long.MAX_VALUE / 2;

  /** The smallest number that is told apart. */
  static final long MIN_NUMBER = -MAX_NUMBER;

  /** Stands for a document without a value. */
  static final long NO_NUMBER = MIN_NUMBER - 1;

  /** The doc-values field that holds the values of all facets. */
  static final String FIELD = "facets";

  /** Stands between the facet's name and the value in a term of {@link #FIELD}. */
  static final char SEPARATOR = '\u001F';

  /** The term under which a document's value is written to {@link #FIELD}. */
  static String term(SearchField field, String value) {
    return field.word() + SEPARATOR + value;
  }

  /** Whether a facet is counted in ranges of a number instead of value by value. */
  static boolean isBucketed(SearchField field) {
    return field.type() == SearchField.Type.NUMBER || field.type() == SearchField.Type.INSTANT;
  }

  /**
   * Reads a segment.
   *
   * @param values where the values of each field in {@code columns} are numbered; new ones are
   *     added
   */
  static SegmentFacets read(LeafReader reader, Map<SearchField, FacetValues> values)
      throws IOException {
    Map<SearchField, long[]> numbers = new EnumMap<>(SearchField.class);
    for (SearchField field : SearchField.facets()) {
      NumericDocValues stored = isBucketed(field) ? reader.getNumericDocValues(field.word()) : null;
      if (stored != null) {
        numbers.put(field, numbers(stored, reader.maxDoc()));
      }
    }
    int termCount = Math.toIntExact(DocValues.getSortedSet(reader, FIELD).getValueCount());
    return new SegmentFacets(new Reading(reader, values, termCount).columns(), numbers, termCount);
  }

  private static long[] numbers(NumericDocValues stored, int maxDoc) throws IOException {
    long[] numbers = new long[maxDoc];
    Arrays.fill(numbers, NO_NUMBER);
    for (int doc = stored.nextDoc(); doc != NO_MORE_DOCS; doc = stored.nextDoc()) {
      numbers[doc] = Math.clamp(stored.longValue(), MIN_NUMBER, MAX_NUMBER);
    }
    return numbers;
  }

  long ramBytes() {
    long bytes = 0;
    for (FacetColumn column : columns.values()) {
      bytes += column.ramBytes();
    }
    for (long[] array : numbers.values()) {
      bytes += (long) Long.BYTES * array.length;
    }
    return bytes;
  }

  /**
   * Turns terms into columns. The terms of a field follow each other, so a field is a run of
   * ordinals. The documents are read once, which measures the columns, and the ordinals kept until
   * these are filled:
   *
   * <pre>
   *   ends 2 2 5 ...     document 0 has ordinals[0..2), document 1 nothing, document 2 ordinals[2..5)
   * </pre>
   */
  private static final class Reading {
    private final LeafReader reader;
    private final Map<SearchField, FacetValues> values;
    private final List<SearchField> fields = new ArrayList<>();
    private final int[] fieldOf;
    private final int[] numberOf;
    private final int[] ends;
    private int[] ordinals = new int[1_024];

    Reading(LeafReader reader, Map<SearchField, FacetValues> values, int termCount) {
      this.reader = reader;
      this.values = values;
      fieldOf = new int[termCount];
      numberOf = new int[termCount];
      ends = new int[reader.maxDoc()];
    }

    Map<SearchField, FacetColumn> columns() throws IOException {
      numberTerms();
      readOrdinals();
      FacetColumn[] columns = emptyColumns();
      int at = 0;
      for (int doc = 0; doc < ends.length; doc++) {
        for (; at < ends[doc]; at++) {
          columns[fieldOf[ordinals[at]]].add(doc, numberOf[ordinals[at]]);
        }
      }
      Map<SearchField, FacetColumn> named = new EnumMap<>(SearchField.class);
      for (int field = 0; field < columns.length; field++) {
        columns[field].finish();
        named.put(fields.get(field), columns[field]);
      }
      return named;
    }

    private void numberTerms() throws IOException {
      TermsEnum terms = DocValues.getSortedSet(reader, FIELD).termsEnum();
      String prefix = "";
      for (int ord = 0; ord < numberOf.length; ord++) {
        String term = terms.next().utf8ToString();
        if (prefix.isEmpty() || !term.startsWith(prefix)) {
          prefix = term.substring(0, term.indexOf(SEPARATOR) + 1);
          fields.add(fieldOf(prefix));
        }
        int field = fields.size() - 1;
        fieldOf[ord] = field;
        numberOf[ord] = valuesOf(field).number(term.substring(prefix.length()));
      }
    }

    private SearchField fieldOf(String prefix) {
      String word = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
      return SearchField.find(word)
          .filter(values::containsKey)
          .orElseThrow(() ->
              new ModeldexException(
                  ErrorCode.CORRUPTED, "The index has values of an unknown facet: " + word));
    }

    private FacetValues valuesOf(int field) {
      return Objects.requireNonNull(values.get(fields.get(field)));
    }

    private void readOrdinals() throws IOException {
      SortedSetDocValues terms = DocValues.getSortedSet(reader, FIELD);
      int size = 0;
      int next = terms.nextDoc();
      for (int doc = 0; doc < ends.length; doc++) {
        if (doc == next) {
          int count = terms.docValueCount();
          ordinals = ArrayUtil.grow(ordinals, size + count);
          for (int i = 0; i < count; i++) {
            ordinals[size++] = (int) terms.nextOrd();
          }
          next = terms.nextDoc();
        }
        ends[doc] = size;
      }
    }

    private FacetColumn[] emptyColumns() {
      int[] valueCount = new int[fields.size()];
      boolean[] several = new boolean[fields.size()];
      int at = 0;
      for (int end : ends) {
        int last = -1;
        for (; at < end; at++) {
          int field = fieldOf[ordinals[at]];
          valueCount[field]++;
          several[field] |= field == last;
          last = field;
        }
      }
      FacetColumn[] columns = new FacetColumn[fields.size()];
      for (int field = 0; field < columns.length; field++) {
        int lastNumber = valuesOf(field).last();
        columns[field] =
            FacetColumn.of(reader.maxDoc(), valueCount[field], !several[field], lastNumber);
      }
      return columns;
    }
  }
}
