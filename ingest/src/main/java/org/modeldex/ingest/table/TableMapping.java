package org.modeldex.ingest.table;

import java.nio.charset.Charset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;

/**
 * What the columns of a table hold.
 *
 * @param written how the table is written, as far as it is stated
 * @param kind of the records
 * @param gather whether rows of one name are one record; else each row is one
 * @param fields what columns say of a record, in the order of the fields
 * @param score what holds for all numbers; with a value of its own, the table is long
 * @param metrics columns of numbers; none in a long table
 * @param hyperparameters columns, and what they are called in the record
 * @param attributes columns, and what they are called in the record
 * @param ignored columns that are not taken
 * @param unmapped what becomes of columns that are named nowhere
 */
record TableMapping(
    Written written,
    Kind kind,
    boolean gather,
    SequencedMap<Field, Cells> fields,
    Score score,
    List<Score> metrics,
    SequencedMap<String, String> hyperparameters,
    SequencedMap<String, String> attributes,
    List<String> ignored,
    Unmapped unmapped) {

  public TableMapping {
    fields = Collections.unmodifiableSequencedMap(new TreeMap<>(fields));
    metrics = List.copyOf(metrics);
    hyperparameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(hyperparameters));
    attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    ignored = List.copyOf(ignored);
  }

  /** What becomes of columns that a mapping does not name. */
  enum Unmapped {
    ATTRIBUTES,
    HYPERPARAMETERS,
    /** Numbers are measurements, by what their header says; anything else is an attribute. */
    METRICS,
    IGNORE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How a table is written; what is null is found out.
   *
   * @param quote {@link #NO_QUOTE} when cells are never in quotes
   */
  record Written(
      Layout.@Nullable Format format,
      @Nullable Charset encoding,
      @Nullable Character delimiter,
      @Nullable Character quote,
      @Nullable Integer header,
      @Nullable RowsPath rows) {
    static final Written ANYHOW = new Written(null, null, null, null, null, null);
    static final char NO_QUOTE = '\0';
  }

  /** Every column that it names. */
  Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    fields.values().forEach(cells -> columns.addAll(cells.columns()));
    score.columns().forEach(columns::add);
    metrics.stream().flatMap(Score::columns).forEach(columns::add);
    columns.addAll(hyperparameters.keySet());
    columns.addAll(attributes.keySet());
    columns.addAll(ignored);
    return columns;
  }
}
