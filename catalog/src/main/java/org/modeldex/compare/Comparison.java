package org.modeldex.compare;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.MetadataRecord;
import org.modeldex.search.SearchDocument;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Records side by side.
 *
 * @param records the columns
 * @param rows what any of the records has, aspect by aspect; metrics of one dataset stand together
 */
public record Comparison(List<MetadataRecord> records, List<Row> rows) {
  public Comparison {
    records = List.copyOf(records);
    rows = List.copyOf(rows);
  }

  /** Compares records with the measurements they inherit, in this order. */
  public static Comparison of(List<SearchDocument> documents, Vocabulary vocabulary) {
    List<MetadataRecord> records = documents.stream().map(SearchDocument::record).toList();
    FieldRows fields = new FieldRows(vocabulary, records);
    List<Row> rows = new ArrayList<>(fields.beforeMetrics());
    rows.addAll(new MetricRows(vocabulary, documents).rows());
    rows.addAll(fields.afterMetrics());
    return new Comparison(records, rows);
  }

  /** The rows in which not all records have the same. */
  public Comparison differences() {
    return new Comparison(records, rows.stream().filter(Row::differs).toList());
  }

  /** What a row is about. */
  public enum Aspect {
    GENERAL,
    STRUCTURAL,
    CONTEXTUAL,
    STATISTICAL,
    LINEAGE,
    ATTRIBUTES
  }

  /**
   * One field or metric key of all records.
   *
   * @param key place in the record's JSON form, for instance {@code structural.parameterCount}; for
   *     statistical rows the metric key
   * @param metric the metric key's parts; null for other rows
   * @param unit of all numbers in the row; null where there is none
   * @param better which direction is better; null where neither is or it is not known
   * @param cells one for each record
   */
  public record Row(
      Aspect aspect,
      String key,
      @Nullable MetricKey metric,
      @Nullable String unit,
      @Nullable Better better,
      List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }

    /** Whether not all records have the same, be it that some have nothing. */
    public boolean differs() {
      return cells.stream().map(Cell::content).distinct().count() > 1;
    }

    /**
     * Which records have the best number, all of equals; none where no direction is better or fewer
     * than two records have a number.
     */
    public List<Integer> best() {
      List<Double> numbers = cells.stream().map(Cell::number).filter(n -> !n.isNaN()).toList();
      if (better == null || numbers.size() < 2) {
        return List.of();
      }
      double least = numbers.stream().mapToDouble(n -> n).min().orElseThrow();
      double most = numbers.stream().mapToDouble(n -> n).max().orElseThrow();
      double top = better == Better.LOWER ? least : most;
      List<Integer> best = new ArrayList<>();
      for (int column = 0; column < cells.size(); column++) {
        if (cells.get(column).number() == top) {
          best.add(column);
        }
      }
      return best;
    }
  }
}
