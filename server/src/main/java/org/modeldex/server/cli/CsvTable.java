package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Records as a table (RFC 4180), for spreadsheets. Every cell is quoted, and one that a spreadsheet
 * would take for a formula begins with an apostrophe.
 */
final class CsvTable {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "kind",
          "project",
          "name",
          "version",
          "description",
          "tags",
          "architectures",
          "framework",
          "library",
          "parameterCount",
          "sizeBytes",
          "tasks",
          "languages",
          "license",
          "owner",
          "stage",
          "measurements",
          "sourceFormat",
          "sourcePath",
          "updatedAt");
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final Writer out;

  CsvTable(Writer out) {
    this.out = out;
  }

  void writeHeader() throws IOException {
    writeRow(COLUMNS);
  }

  /**
   * Writes one row.
   *
   * @param record in its API form
   */
  void write(JsonNode record) throws IOException {
    JsonNode structural = record.path("structural");
    JsonNode contextual = record.path("contextual");
    writeRow(
        List.of(
            text(record, "id"),
            text(record, "kind"),
            text(record, "project"),
            text(record, "name"),
            text(record, "version"),
            text(record, "description"),
            list(record, "tags"),
            list(structural, "architectures"),
            text(structural, "framework"),
            text(structural, "library"),
            text(structural, "parameterCount"),
            text(structural, "sizeBytes"),
            list(contextual, "tasks"),
            list(contextual, "languages"),
            text(contextual, "license"),
            text(contextual, "owner"),
            text(contextual, "stage"),
            measurements(record.path("statistical")),
            text(record.path("source"), "format"),
            text(record.path("source"), "path"),
            text(record.path("updated"), "at")));
  }

  private void writeRow(List<String> cells) throws IOException {
    out.write(cells.stream().map(CsvTable::quoted).collect(Collectors.joining(",")));
    out.write("\r\n");
  }

  static String quoted(String cell) {
    boolean formula = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + cell.replace("\"", "\"\"") + '"';
  }

  private static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isNull() ? "" : value.asText("");
  }

  private static String list(JsonNode object, String field) {
    List<String> values = new ArrayList<>();
    object.path(field).forEach(value -> values.add(value.asText()));
    return String.join("; ", values);
  }

  private static String measurements(JsonNode statistical) {
    List<String> values = new ArrayList<>();
    for (JsonNode measurement : statistical) {
      values.add(
          measurement.path("key").asText(measurement.path("metric").asText())
              + '='
              + measurement.path(measurement.has("value") ? "value" : "raw").asText());
    }
    return String.join("; ", values);
  }
}
