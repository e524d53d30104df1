package org.modeldex.ingest.table;

import java.io.IOException;
import java.util.function.Predicate;
import org.modeldex.ingest.Problem.Loss;

/** The rows of a table, in their order; never more than one in memory. */
interface Rows {
  /** Characters of one row, at most. */
  int MAX_ROW = 8 << 20;

  /**
   * Gives each row to {@code receiver} until it says no. What is no row is reported and passed
   * over.
   *
   * @throws IOException when the file cannot be read on
   */
  void each(Predicate<Row> receiver) throws IOException;

  /** Where what is wrong with a row is reported. */
  @FunctionalInterface
  interface Complaints {
    void add(int line, String reason, Loss loss);
  }
}
