package org.modeldex.ingest.timm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.CsvRows;
import org.modeldex.ingest.SourceFile;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;

/**
 * One file: a header and a row for each model, image size and the like.
 *
 * @param dataset what its values were measured on, by the file's name; null for speeds
 * @param condition what the file's name says of how speeds were measured; null for results
 */
record ResultTable(
    SourceFile file,
    List<String> columns,
    List<CsvRows.Row> rows,
    @Nullable String dataset,
    @Nullable String condition) {

  private static final Pattern HEADER =
      Pattern.compile("\\A\"?model\"?,[^\\r\\n]*(?:\\btop1\\b|_samples_per_sec\\b)[^\\r\\n]*");
  private static final Pattern METADATA = Pattern.compile("\\Amodel,pretrain\\s*\\R");

  /** Columns that tell how a value came about. */
  private static final Pattern SETTING =
      Pattern.compile("(?:infer_|train_)?(?:img_size|batch_size)|crop_pct|interpolation");

  static boolean recognises(String head) {
    return HEADER.matcher(head).find() || METADATA.matcher(head).find();
  }

  static ResultTable read(SourceFile file) {
    List<CsvRows.Row> rows = CsvRows.read(file.text());
    List<String> columns = new ArrayList<>();
    if (!rows.isEmpty()) {
      rows.getFirst().cells().forEach(cell -> columns.add(cell.strip()));
    }
    String name = file.name().replaceFirst("\\.[^.]*$", "");
    String lower = name.toLowerCase(Locale.ROOT);
    return new ResultTable(
        file,
        columns,
        rows.subList(Math.min(1, rows.size()), rows.size()),
        columns.contains("top1") ? after("results-", name, lower) : null,
        columns.contains("top1") ? null : after("benchmark-", name, lower));
  }

  private static String after(String prefix, String name, String lower) {
    return lower.startsWith(prefix) && lower.length() > prefix.length()
        ? name.substring(prefix.length())
        : name;
  }

  boolean isMetadata() {
    return columns.equals(List.of("model", "pretrain"));
  }

  /** The text of a cell; empty when the row has none in this column. */
  String cell(CsvRows.Row row, String column) {
    int index = columns.indexOf(column);
    return index >= 0 && index < row.cells().size() ? row.cells().get(index).strip() : "";
  }

  /** The values of a row: whatever is neither its name, its size nor how it was measured. */
  List<Measurement> measurements(CsvRows.Row row) {
    String config = config(row);
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 0; i < Math.min(columns.size(), row.cells().size()); i++) {
      String column = columns.get(i);
      String raw = row.cells().get(i);
      if (!raw.isBlank() && isMetric(column)) {
        measurements.add(
            new Measurement(
                column,
                dataset,
                null,
                null,
                config,
                raw,
                null,
                null,
                null,
                null,
                null,
                Trust.SELF_REPORTED,
                null));
      }
    }
    return measurements;
  }

  private static boolean isMetric(String column) {
    return !column.isEmpty()
        && !column.equals("model")
        && !column.equals("param_count")
        && !SETTING.matcher(column).matches();
  }

  private String config(CsvRows.Row row) {
    StringJoiner config = new StringJoiner(", ");
    if (condition != null) {
      config.add(condition);
    }
    for (String column : columns) {
      String text = cell(row, column);
      if (SETTING.matcher(column).matches() && !text.isEmpty()) {
        config.add(column + ' ' + text);
      }
    }
    return config.toString();
  }
}
