package org.modeldex.ingest.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.modeldex.ingest.SourceFile;

/**
 * The first rows of a table.
 *
 * @param columns that have a value in one of them, in their order
 */
record Sample(List<Row> rows, SequencedSet<String> columns) {
  private static final int ROWS = 1_000;
  private static final int CHARACTERS = 4 << 20;

  /** Rows of the file, which counts as read. */
  static Sample of(SourceFile file, Layout layout) throws IOException {
    try (InputStream in = file.open()) {
      return read(layout, in, false);
    }
  }

  /** Rows that are whole within the first bytes. */
  static Sample ofHead(SourceFile file, Layout layout) throws IOException {
    byte[] head = file.head();
    return read(layout, new ByteArrayInputStream(head), head.length == SourceFile.HEAD_BYTES);
  }

  private static Sample read(Layout layout, InputStream in, boolean cut) throws IOException {
    List<Row> rows = new ArrayList<>();
    long[] characters = {0};
    layout
        .rows(in, (line, reason, loss) -> {})
        .each(row -> {
          rows.add(row);
          row.cells()
              .values()
              .forEach(texts -> texts.forEach(text -> characters[0] += text.length()));
          return rows.size() < ROWS && characters[0] < CHARACTERS;
        });
    if (cut && !rows.isEmpty() && rows.size() < ROWS && layout.format() != Layout.Format.JSON) {
      rows.removeLast();
    }
    SequencedSet<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.cells().keySet()));
    return new Sample(List.copyOf(rows), columns);
  }
}
