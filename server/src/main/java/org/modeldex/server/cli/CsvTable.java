package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.modeldex.server.http.CsvWriter;

/** Records as a table for spreadsheets. */
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

  private final CsvWriter out;

  CsvTable(Writer out) {
    this.out = new CsvWriter(out);
  }

  void writeHeader() throws IOException {
    out.row(COLUMNS);
  }

  /**
   * Writes one row.
   *
   * @param record in its API form
   */
  void write(JsonNode record) throws IOException {
    JsonNode structural = record.path("structural");
    JsonNode contextual = record.path("contextual");
    out.row(
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
