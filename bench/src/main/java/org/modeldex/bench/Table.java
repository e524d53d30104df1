package org.modeldex.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of text, printed as a Markdown table. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    rows.add(List.of(header));
  }

  /** Adds a row; numbers are written with as many digits as they deserve. */
  void row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Number number ? format(number.doubleValue()) : cell.toString());
    }
    rows.add(row);
  }

  void print(PrintStream out) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      out.println(line(rows.get(r), widths, " "));
      if (r == 0) {
        out.println(line(rows.getFirst().stream().map(cell -> "").toList(), widths, "-"));
      }
    }
    out.flush();
  }

  private static String line(List<String> cells, int[] widths, String fill) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      line.append(fill)
          .append(cell)
          .append(fill.repeat(widths[i] - cell.length()))
          .append(fill)
          .append('|');
    }
    return line.toString();
  }

  private static String format(double number) {
    if (Double.isNaN(number)) {
      return "-";
    }
    double size = Math.abs(number);
    String pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, pattern, number);
  }
}
