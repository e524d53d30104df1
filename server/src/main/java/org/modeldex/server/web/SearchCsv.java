package org.modeldex.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.catalog.SearchAnswer;
import org.modeldex.catalog.SearchAnswer.Found;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;

/** The hits of a search as a table for spreadsheets (RFC 4180). */
final class SearchCsv {
  /** Pages of 100 hits. */
  static final int MAX_PAGES = 50;

  private static final List<String> HEADER =
      List.of(
          "id",
          "kind",
          "project",
          "name",
          "tasks",
          "architectures",
          "license",
          "framework",
          "library",
          "parameters",
          "sizeBytes",
          "metric",
          "value");

  private SearchCsv() {}

  /** The first line. */
  static String header() {
    StringBuilder csv = new StringBuilder();
    line(csv, HEADER);
    return csv.toString();
  }

  /** The lines of one page of hits. */
  static String of(SearchAnswer page) {
    StringBuilder csv = new StringBuilder();
    for (Found found : page.found()) {
      line(csv, cells(found));
    }
    return csv.toString();
  }

  private static List<String> cells(Found found) {
    MetadataRecord record = found.record();
    Reading reading =
        found.measurements().stream()
            .map(Measurement::reading)
            .filter(r -> r != null && r.value() != null)
            .findFirst()
            .orElse(null);
    return List.of(
        record.id().toString(),
        record.id().kind().word(),
        record.id().project(),
        record.id().name(),
        String.join(";", record.contextual().tasks()),
        String.join(";", record.structural().architectures()),
        text(record.contextual().license()),
        text(record.structural().framework()),
        text(record.structural().library()),
        text(record.structural().parameterCount()),
        text(record.structural().sizeBytes()),
        reading == null ? "" : reading.key(),
        reading == null ? "" : text(reading.value()));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** Text that a spreadsheet would take for a formula gets an apostrophe before it. */
  static void line(StringBuilder csv, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      if (!cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 && !isNumber(cell)) {
        cell = '\'' + cell;
      }
      boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      csv.append(i == 0 ? "" : ",");
      csv.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    csv.append("\r\n");
  }

  private static boolean isNumber(String cell) {
    return cell.matches("-?[0-9.]+([eE][+-]?[0-9]+)?");
  }
}
