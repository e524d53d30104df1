package org.modeldex.ingest.openvino;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.markdown.MarkdownPage.Cell;
import org.modeldex.ingest.markdown.MarkdownPage.Row;
import org.modeldex.ingest.markdown.MarkdownPage.Table;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;

/**
 * A table of accuracy. Its rows are metrics, its columns values of the original and the converted
 * model; or its rows are data sets and its columns metrics.
 */
final class AccuracyTable {
  private static final Pattern WITH_UNIT =
      Pattern.compile("([-+]?\\d[\\d.,]{0,30}) ?(dB|Db|db|mm|ms|FPS)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,12}");

  private final Draft draft;
  private final AccuracyCheck check;
  private final @Nullable String dataset;

  /**
   * @param dataset what the table's section says it was measured on
   */
  AccuracyTable(Draft draft, AccuracyCheck check, @Nullable String dataset) {
    this.draft = draft;
    this.check = check;
    this.dataset = dataset;
  }

  void read(Table table) {
    List<String> header = table.header().stream().map(cell -> cell.text().strip()).toList();
    String first = header.getFirst().toLowerCase(Locale.ROOT);
    if (first.startsWith("metric")) {
      table.rows().forEach(row -> metricRow(header, row));
    } else if (first.startsWith("dataset")) {
      table.rows().forEach(row -> datasetRow(header, row));
    } else {
      draft.lose(
          draft.line(),
          "the page's table at line " + table.line() + " has neither metrics nor datasets first",
          Loss.NOTHING);
    }
  }

  /** As {@code WER @ LibriSpeech test-clean}: a metric and what it was measured on. */
  private void metricRow(List<String> header, Row row) {
    String name = text(row, 0);
    int at = name.indexOf(" @ ");
    String metric = check.metric(at > 0 ? name.substring(0, at).strip() : name);
    String measuredOn = at > 0 ? name.substring(at + 3).strip() : dataset;
    String parameters = null;
    Double deviation = null;
    for (int i = 1; i < header.size(); i++) {
      String column = header.get(i).toLowerCase(Locale.ROOT);
      if (column.startsWith("parameter")) {
        parameters = text(row, i);
      } else if (column.startsWith("std")) {
        deviation = number(text(row, i));
      }
    }
    for (int i = 1; i < header.size(); i++) {
      String column = header.get(i).toLowerCase(Locale.ROOT);
      if (!column.startsWith("parameter") && !(column.startsWith("std") && deviation != null)) {
        boolean plain = column.equals("value") || column.equals("mean value");
        String config = plain ? parameters : header.get(i);
        add(metric, measuredOn, config, row, i, null, deviation);
      }
    }
  }

  private void datasetRow(List<String> header, Row row) {
    Long size = null;
    for (int i = 1; i < header.size(); i++) {
      if (isSize(header.get(i)) && COUNT.matcher(text(row, i)).matches()) {
        size = Long.valueOf(text(row, i));
      }
    }
    for (int i = 1; i < header.size(); i++) {
      if (!isSize(header.get(i))) {
        add(header.get(i), text(row, 0), null, row, i, size, null);
      }
    }
  }

  private static boolean isSize(String column) {
    return column.toLowerCase(Locale.ROOT).endsWith("size");
  }

  private void add(
      String metric,
      @Nullable String measuredOn,
      @Nullable String config,
      Row row,
      int column,
      @Nullable Long sampleSize,
      @Nullable Double deviation) {
    String cell = text(row, column);
    if (cell.isEmpty() || cell.equals("-") || metric.isEmpty()) {
      return;
    }
    Matcher unit = WITH_UNIT.matcher(cell);
    boolean united = unit.matches();
    draft.measurement(
        draft.line(),
        () ->
            new Measurement(
                metric,
                measuredOn,
                null,
                null,
                config,
                united ? unit.group(1) : cell,
                united ? unit.group(2) : null,
                null,
                null,
                sampleSize,
                deviation,
                Trust.SELF_REPORTED,
                null));
  }

  private static @Nullable Double number(String text) {
    return text.matches("\\d{1,12}(?:\\.\\d{1,12})?") ? Double.valueOf(text) : null;
  }

  private static String text(Row row, int column) {
    List<Cell> cells = row.cells();
    return column < cells.size() ? cells.get(column).text().strip() : "";
  }
}
