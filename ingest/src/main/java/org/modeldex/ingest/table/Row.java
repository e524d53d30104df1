package org.modeldex.ingest.table;

import java.util.List;
import java.util.SequencedMap;

/**
 * A row of a table.
 *
 * @param cells texts by the name of their column, in its order; without those that are blank. A
 *     nested value of JSON has its path as column, a list of texts is several texts.
 * @param line where the row begins; the first line of a file is 1
 */
record Row(SequencedMap<String, List<String>> cells, int line) {

  /** The text of a cell; empty when the row has none in this column. */
  String text(String column) {
    return String.join(", ", texts(column));
  }

  List<String> texts(String column) {
    return cells.getOrDefault(column, List.of());
  }
}
