package org.modeldex.server.api;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.modeldex.compare.Cell;
import org.modeldex.compare.Comparison;
import org.modeldex.compare.Comparison.Row;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.server.http.CsvWriter;
import org.modeldex.vocabulary.MetricKey;

/** Writes a comparison as a table: value, raw text and trust, empty where a record has nothing. */
final class ComparisonTable {
  private ComparisonTable() {}

  static void write(Comparison comparison, Writer out) throws IOException {
    CsvWriter csv = new CsvWriter(out);
    List<String> ids =
        comparison.records().stream().map(MetadataRecord::id).map(Object::toString).toList();
    List<String> header =
        new ArrayList<>(
            List.of("aspect", "key", "metric", "dataset", "split", "unit", "better", "differs"));
    header.add("best");
    for (String id : ids) {
      header.addAll(List.of(id, id + " raw", id + " trust"));
    }
    csv.row(header);
    for (Row row : comparison.rows()) {
      csv.row(cells(row, ids));
    }
  }

  private static List<String> cells(Row row, List<String> ids) {
    MetricKey metric = row.metric();
    List<String> cells = new ArrayList<>();
    cells.add(row.aspect().name().toLowerCase(Locale.ROOT));
    cells.add(row.key());
    cells.add(metric == null ? "" : metric.metric());
    cells.add(metric == null ? "" : Objects.requireNonNullElse(metric.dataset(), ""));
    cells.add(metric == null ? "" : Objects.requireNonNullElse(metric.split(), ""));
    cells.add(Objects.requireNonNullElse(row.unit(), ""));
    cells.add(row.better() == null ? "" : row.better().word());
    cells.add(Boolean.toString(row.differs()));
    cells.add(row.best().stream().map(ids::get).collect(Collectors.joining(" ")));
    for (Cell cell : row.cells()) {
      cells.addAll(cells(cell));
    }
    return cells;
  }

  private static List<String> cells(Cell cell) {
    return switch (cell) {
      case Cell.Missing missing -> List.of("", "", "");
      case Cell.Text text -> List.of(text.text(), "", "");
      case Cell.Setting setting -> List.of(setting.text(), "", "");
      case Cell.Texts texts -> List.of(String.join("; ", texts.texts()), "", "");
      case Cell.Whole whole -> List.of(Long.toString(whole.count()), "", "");
      case Cell.Decimal decimal -> List.of(Double.toString(decimal.value()), "", "");
      case Cell.Prose prose -> List.of(prose.text(), "", "");
      case Cell.Result result -> {
        Reading reading = result.measurement().reading();
        yield List.of(
            reading == null || reading.value() == null ? "" : Double.toString(reading.value()),
            result.measurement().raw(),
            result.measurement().trust().word());
      }
    };
  }
}
