package org.modeldex.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.compare.Comparison.Aspect;
import org.modeldex.compare.Comparison.Row;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.search.SearchDocument;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The rows of measurements: one for each metric key, so that values of different datasets or splits
 * never stand in one row. Datasets with a primary metric of the records' tasks come first, then
 * those on which most records were measured.
 */
final class MetricRows {
  private final List<SearchDocument> documents;
  private final List<String> primary;

  MetricRows(Vocabulary vocabulary, List<SearchDocument> documents) {
    this.documents = documents;
    Set<String> metrics = new LinkedHashSet<>();
    for (SearchDocument document : documents) {
      for (String task : document.record().contextual().tasks()) {
        vocabulary.findTask(task).map(Task::primaryMetrics).ifPresent(metrics::addAll);
      }
    }
    this.primary = List.copyOf(metrics);
  }

  List<Row> rows() {
    Set<String> keys = new LinkedHashSet<>();
    for (SearchDocument document : documents) {
      document.readings().forEach(reading -> keys.add(reading.key()));
    }
    List<Row> rows = new ArrayList<>();
    for (String key : keys) {
      rows.add(row(key));
    }
    rows.sort(order(rows));
    return rows;
  }

  private Row row(String key) {
    List<Cell> cells = documents.stream().map(document -> cell(document, key)).toList();
    Reading reading = null;
    for (Cell cell : cells) {
      if (reading == null && cell instanceof Cell.Result result) {
        reading = result.measurement().reading();
      }
    }
    MetricKey parts = MetricKey.parse(key);
    return reading == null
        ? new Row(Aspect.STATISTICAL, key, parts, null, null, cells)
        : new Row(Aspect.STATISTICAL, key, parts, reading.unit(), reading.better(), cells);
  }

  private static Cell cell(SearchDocument document, String key) {
    Measurement best = null;
    int count = 0;
    for (Measurement measurement : document.measurements().toList()) {
      Reading reading = measurement.reading();
      if (reading != null && reading.key().equals(key)) {
        count++;
        best = best == null || isBetter(reading, best.reading()) ? measurement : best;
      }
    }
    if (best == null) {
      return Cell.MISSING;
    }
    return new Cell.Result(best, !document.record().statistical().contains(best), count - 1);
  }

  private static boolean isBetter(Reading reading, @Nullable Reading best) {
    Double value = reading.value();
    Double known = best == null ? null : best.value();
    if (value == null || value.isNaN()) {
      return false;
    }
    if (known == null || known.isNaN()) {
      return true;
    }
    return switch (reading.better()) {
      case HIGHER -> value > known;
      case LOWER -> value < known;
      case null -> false;
    };
  }

  private Comparator<Row> order(List<Row> rows) {
    Map<String, Integer> measured = new HashMap<>();
    Map<String, Integer> telling = new HashMap<>();
    for (Row row : rows) {
      measured.merge(dataset(row), filled(row), Math::max);
      telling.merge(dataset(row), importance(row), Math::min);
    }
    return Comparator.comparingInt((Row row) -> telling.getOrDefault(dataset(row), 0))
        .thenComparingInt(row -> -measured.getOrDefault(dataset(row), 0))
        .thenComparing(MetricRows::dataset)
        .thenComparingInt(this::importance)
        .thenComparingInt(row -> -filled(row))
        .thenComparing(Row::key);
  }

  /** The place of the row's metric among the primary ones, or behind them. */
  private int importance(Row row) {
    return MetricKey.parse(row.key()).levels().stream()
        .mapToInt(primary::indexOf)
        .filter(place -> place >= 0)
        .min()
        .orElse(primary.size());
  }

  private static String dataset(Row row) {
    MetricKey key = Objects.requireNonNull(row.metric());
    return key.dataset() == null ? "" : key.dataset();
  }

  private static int filled(Row row) {
    return (int) row.cells().stream().filter(cell -> !(cell instanceof Cell.Missing)).count();
  }
}
