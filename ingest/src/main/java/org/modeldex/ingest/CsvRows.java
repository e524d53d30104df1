package org.modeldex.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a table in comma-separated values: cells in double quotes may hold commas, line
 * breaks and doubled quotes. Rows without any text are left out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvRows {
  private final String text;
  private int at;
  private int line = 1;

  /**
   * A row as it is written.
   *
   * @param line where the row begins; the first line of a file is 1
   */
  public record Row(List<String> cells, int line) {}

  private CsvRows(String text) {
    this.text = text;
  }

  /** All rows, the header included. A quote that is never closed reaches to the end. */
  public static List<Row> read(String text) {
    CsvRows rows = new CsvRows(text);
    List<Row> read = new ArrayList<>();
    while (rows.at < text.length()) {
      Row row = rows.row();
      if (!row.cells().stream().allMatch(String::isBlank)) {
        read.add(row);
      }
    }
    return read;
  }

  private Row row() {
    int start = line;
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(cell());
      if (at >= text.length()) {
        return new Row(List.copyOf(cells), start);
      }
      char end = text.charAt(at++);
      if (end != ',') {
        if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
          at++;
        }
        line++;
        return new Row(List.copyOf(cells), start);
      }
    }
  }

  /** Reads up to a comma, a line's end or the text's end outside of quotes. */
  private String cell() {
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' && quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
        cell.append(c);
        at++;
      } else if (c == '"' && (quoted || cell.isEmpty())) {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n' || c == '\r')) {
        break;
      } else {
        line += c == '\n' ? 1 : 0;
        cell.append(c);
      }
    }
    return cell.toString();
  }
}
