package org.modeldex.ingest.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a text comes from: from one or several columns, or it is the same for all rows.
 *
 * @param columns names of columns; empty for words that are the same for all rows
 * @param values the words that are the same for all rows
 * @param separator what stands between several texts in one cell; null when a cell is one text
 * @param join what goes between the texts of several columns to make them one; null when they stay
 *     several
 * @param unit of the number in the cell
 */
record Cells(
    List<String> columns,
    List<String> values,
    @Nullable String separator,
    @Nullable String join,
    @Nullable String unit) {

  static Cells column(String name) {
    return new Cells(List.of(name), List.of(), null, null, null);
  }

  static Cells constant(String... words) {
    return new Cells(List.of(), List.of(words), null, null, null);
  }

  Cells withSeparator(@Nullable String newSeparator) {
    return new Cells(columns, values, newSeparator, join, unit);
  }

  Cells withUnit(@Nullable String newUnit) {
    return new Cells(columns, values, separator, join, newUnit);
  }

  static Cells columns(List<String> names) {
    return new Cells(List.copyOf(names), List.of(), null, null, null);
  }

  /** Whether it is nothing but names of columns, or words. */
  boolean isPlain() {
    return separator == null && join == null && unit == null;
  }

  boolean isConstant() {
    return columns.isEmpty();
  }

  /** What a row says, without cells that stand for no value. */
  List<String> texts(Row row) {
    if (isConstant()) {
      return values;
    }
    List<String> texts = new ArrayList<>();
    for (String column : columns) {
      for (String cell : row.texts(column)) {
        if (separator == null) {
          add(cell, texts);
        } else {
          split(cell, texts);
        }
      }
    }
    return join == null || texts.isEmpty() ? texts : List.of(String.join(join, texts));
  }

  /** All that a row says as one text; null when it says nothing. */
  @Nullable String text(Row row) {
    List<String> texts = texts(row);
    return texts.isEmpty() ? null : String.join(", ", texts);
  }

  /** A list as programs print it, {@code ['a', 'b']}, is understood as well. */
  private void split(String cell, List<String> texts) {
    boolean list = cell.startsWith("[") && cell.endsWith("]") && cell.length() > 1;
    String inside = list ? cell.substring(1, cell.length() - 1) : cell;
    String separated = separator == null ? "" : separator;
    int from = 0;
    while (from <= inside.length()) {
      int end = inside.indexOf(separated, from);
      String part = inside.substring(from, end < 0 ? inside.length() : end).strip();
      add(list ? part.replaceFirst("^(['\"])(.*)\\1$", "$2") : part, texts);
      from = end < 0 ? inside.length() + 1 : end + separated.length();
    }
  }

  private static void add(String text, List<String> texts) {
    if (!NoValue.isSaid(text)) {
      texts.add(text);
    }
  }
}
