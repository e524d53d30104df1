package org.modeldex.server.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.modeldex.ingest.ImportProgress;

/**
 * Shows how far an import is: on a terminal as a bar that is drawn anew, elsewhere as a line from
 * time to time. Used by one thread.
 */
final class ImportMeter {
  private static final long SECOND = 1_000_000_000L;
  private static final long REDRAW_NANOS = SECOND / 10;
  private static final long LINE_NANOS = 2 * SECOND;
  private static final int BAR = 24;
  private static final String CLEAR_LINE = "\r\u001B[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long started;
  private long shown;
  private boolean drawn;

  /**
   * @param terminal whether {@code err} is one, so that a line can be drawn over
   */
  ImportMeter(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    started = nanoTime.getAsLong();
    shown = started;
  }

  void show(ImportProgress progress) {
    long now = nanoTime.getAsLong();
    if (now - shown < (terminal ? REDRAW_NANOS : LINE_NANOS)) {
      return;
    }
    shown = now;
    String text = text(progress, (now - started) / (double) SECOND);
    if (terminal) {
      err.print(CLEAR_LINE + bar(progress) + ' ' + text);
      drawn = true;
    } else {
      err.println(text);
    }
    err.flush();
  }

  /** Removes the bar, so that the report begins on an empty line. */
  void end() {
    if (drawn) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  private static String bar(ImportProgress progress) {
    int full = (int) (BAR * progress.filesDone() / Math.max(1, progress.filesTotal()));
    return '[' + "=".repeat(full) + " ".repeat(BAR - full) + ']';
  }

  private static String text(ImportProgress progress, double seconds) {
    double rate = progress.filesDone() / seconds;
    long left = progress.filesTotal() - progress.filesDone();
    return String.format(
        Locale.ROOT,
        "%d %%, %,d of %,d files, %,d records, %,.0f files/s%s",
        100 * progress.filesDone() / Math.max(1, progress.filesTotal()),
        progress.filesDone(),
        progress.filesTotal(),
        progress.records(),
        rate,
        rate > 0 ? ", " + clock(Math.round(left / rate)) + " left" : "");
  }

  private static String clock(long seconds) {
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
