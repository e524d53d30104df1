package org.modeldex.ingest.table;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem.Loss;

/**
 * Rows of text with delimiters. A column without a header is called {@code column 3}, a repeated
 * header gets its number, {@code acc (2)}. Cells behind the last column are kept as columns without
 * a header.
 */
final class DelimitedRows implements Rows {
  private final Reader in;
  private final Layout layout;
  private final Complaints complaints;

  DelimitedRows(Reader in, Layout layout, Complaints complaints) {
    this.in = in;
    this.layout = layout;
    this.complaints = complaints;
  }

  @Override
  public void each(Predicate<Row> receiver) throws IOException {
    DelimitedText text = new DelimitedText(in, layout.delimiter(), layout.quote(), complaints);
    List<String> columns = List.of();
    for (int i = 0; i < layout.header(); i++) {
      DelimitedText.Cells header = text.next();
      if (header == null) {
        return;
      }
      columns = columns(header.cells());
      if (i + 1 < layout.header()) {
        complaints.add(header.line(), "the row stands before the header", Loss.NOTHING);
      }
    }
    for (DelimitedText.Cells cells = text.next(); cells != null; cells = text.next()) {
      if (!receiver.test(row(columns, cells))) {
        return;
      }
    }
  }

  /** Distinct names, one for each cell of a header. */
  static List<String> columns(List<String> header) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = i == 0 ? header.get(i).replaceFirst("^\\s*#\\s*(?=\\w)", "") : header.get(i);
      String plain = name.isBlank() ? unnamed(i) : name.strip();
      String distinct = plain;
      for (int number = 2; !names.add(distinct); number++) {
        distinct = plain + " (" + number + ")";
      }
    }
    return List.copyOf(names);
  }

  static String unnamed(int index) {
    return "column " + (index + 1);
  }

  private Row row(List<String> columns, DelimitedText.Cells row) throws IOException {
    List<String> cells = row.cells();
    if (cells.size() == 1 && columns.size() > 1) {
      List<String> split = splitOtherwise(row.single(), columns.size());
      if (split != null) {
        complaints.add(row.line(), "the row has delimiters of its own", Loss.NOTHING);
        cells = split;
      }
    }
    SequencedMap<String, List<String>> texts = new LinkedHashMap<>();
    int last = 0;
    for (int i = 0; i < cells.size(); i++) {
      String text = cells.get(i).strip();
      if (!text.isEmpty()) {
        texts.put(i < columns.size() ? columns.get(i) : unnamed(i), List.of(text));
        last = i + 1;
      }
    }
    if (layout.header() > 0 && (cells.size() < columns.size() || last > columns.size())) {
      complaints.add(
          row.line(),
          "the row has " + cells.size() + " cells, the header " + columns.size(),
          Loss.NOTHING);
    }
    return new Row(texts, row.line());
  }

  /**
   * The cells of a row that is written with another delimiter than the table; null if it is not.
   */
  private @Nullable List<String> splitOtherwise(String row, int columns) throws IOException {
    for (char other : Layout.DELIMITERS) {
      if (layout.delimiter() == null || other != layout.delimiter()) {
        DelimitedText text =
            new DelimitedText(
                new StringReader(row), other, layout.quote(), (line, why, loss) -> {});
        DelimitedText.Cells cells = text.next();
        if (cells != null && cells.cells().size() == columns) {
          return new ArrayList<>(cells.cells());
        }
      }
    }
    return null;
  }
}
