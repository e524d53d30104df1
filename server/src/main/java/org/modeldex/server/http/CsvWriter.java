package org.modeldex.server.http;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a table (RFC 4180) for spreadsheets. Every cell is quoted, and one that a spreadsheet
 * would take for a formula, but for plain numbers, begins with an apostrophe.
 */
public final class CsvWriter {
  private static final String FORMULA_STARTS = "=+-@\t\r";
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?|Infinity)");

  private final Writer out;

  public CsvWriter(Writer out) {
    this.out = out;
  }

  public void row(List<String> cells) throws IOException {
    out.write(cells.stream().map(CsvWriter::quoted).collect(Collectors.joining(",")));
    out.write("\r\n");
  }

  private static String quoted(String cell) {
    boolean formula =
        !cell.isEmpty()
            && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0
            && !NUMBER.matcher(cell).matches();
    return '"' + (formula ? "'" : "") + cell.replace("\"", "\"\"") + '"';
  }
}
