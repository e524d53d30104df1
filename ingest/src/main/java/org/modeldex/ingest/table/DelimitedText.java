package org.modeldex.ingest.table;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem.Loss;

/**
 * Text with a row in each line and delimiters between cells. Cells in quotes may hold delimiters,
 * line breaks and quotes, which are doubled or have a backslash before them. Used by one thread.
 *
 * <p>A quote that is never closed, or not within {@value Rows#MAX_ROW} characters, is taken for a
 * character of its cell, so that it does not swallow the rows behind it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class DelimitedText {
  private static final int MAX = Rows.MAX_ROW;
  private static final int NONE = -1;
  private static final int CHUNK = 1 << 16;

  /**
   * Cells as they are written.
   *
   * @param single the text of a row that is one cell without quotes; else empty
   * @param line where it begins
   */
  record Cells(List<String> cells, String single, int line) {}

  private final Reader in;
  private final int delimiter;
  private final int quote;
  private final Rows.Complaints complaints;
  private final StringBuilder window = new StringBuilder();
  private final char[] chunk = new char[CHUNK];
  private boolean ended;
  private int start;
  private int at;
  private int line = 1;
  private boolean quoted;

  /**
   * @param delimiter null when each line is one cell
   * @param quote null when cells are never in quotes
   */
  DelimitedText(
      Reader in,
      @Nullable Character delimiter,
      @Nullable Character quote,
      Rows.Complaints complaints) {
    this.in = in;
    this.delimiter = delimiter == null ? NONE : delimiter;
    this.quote = quote == null ? NONE : quote;
    this.complaints = complaints;
  }

  /** The next row with any text; null after the last one. */
  @Nullable Cells next() throws IOException {
    while (true) {
      if (start > CHUNK) {
        window.delete(0, start);
        start = 0;
      }
      at = start;
      if (peek(at) == NONE) {
        return null;
      }
      Cells cells = row();
      if (cells != null && !cells.cells().stream().allMatch(String::isBlank)) {
        return cells;
      }
    }
  }

  private @Nullable Cells row() throws IOException {
    int first = line;
    List<String> cells = cells(true);
    if (cells == null && quoted) {
      complaints.add(
          first, "a quote that is not closed is taken for a character of its cell", Loss.NOTHING);
      at = start;
      line = first;
      cells = cells(false);
    }
    if (cells == null) {
      complaints.add(first, "the row has more than " + MAX + " characters", Loss.RECORD);
      passLine();
      return null;
    }
    String single = cells.size() == 1 ? window.substring(start, at).strip() : "";
    start = at;
    return new Cells(cells, single.indexOf(quote) >= 0 ? "" : single, first);
  }

  /** Null when a quote is not closed or, without quotes, the row is too long. */
  private @Nullable List<String> cells(boolean quotes) throws IOException {
    List<String> cells = new ArrayList<>();
    while (true) {
      String cell = cell(quotes);
      if (cell == null) {
        return null;
      }
      cells.add(cell);
      int end = peek(at);
      if (end == NONE) {
        return cells;
      }
      at++;
      if (end != delimiter) {
        if (end == '\r' && peek(at) == '\n') {
          at++;
        }
        line++;
        return cells;
      }
    }
  }

  /** Reads up to a delimiter, a line's end or the text's end outside of quotes. */
  private @Nullable String cell(boolean quotes) throws IOException {
    StringBuilder cell = new StringBuilder();
    quoted = false;
    while (at - start < MAX) {
      int c = peek(at);
      if (c == NONE) {
        return quoted ? null : cell.toString();
      }
      if (quoted && isInnerQuote(c)) {
        cell.append((char) quote);
        at += 2;
      } else if (quotes && c == quote && (quoted || isBlank(cell))) {
        quoted = !quoted;
        cell.setLength(quoted ? 0 : cell.length());
        at++;
      } else if (!quoted && (c == delimiter || c == '\n' || c == '\r')) {
        return cell.toString();
      } else {
        line += quoted && c == '\n' ? 1 : 0;
        cell.append((char) c);
        at++;
      }
    }
    return null;
  }

  /** A doubled quote, or one behind a backslash that does not end its cell. */
  private boolean isInnerQuote(int c) throws IOException {
    if (c == quote) {
      return peek(at + 1) == quote;
    }
    if (c != '\\' || peek(at + 1) != quote) {
      return false;
    }
    int behind = peek(at + 2);
    return behind != delimiter && behind != '\n' && behind != '\r' && behind != NONE;
  }

  private static boolean isBlank(CharSequence cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (!Character.isWhitespace(cell.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Passes over the rest of a line without keeping it. */
  private void passLine() throws IOException {
    int c = peek(at);
    while (c != NONE && c != '\n') {
      at++;
      if (at > CHUNK) {
        window.delete(0, at);
        at = 0;
      }
      c = peek(at);
    }
    line++;
    start = c == NONE ? at : at + 1;
  }

  /** The character at an index of the window; {@value #NONE} behind the last one. */
  private int peek(int index) throws IOException {
    while (index >= window.length() && !ended) {
      int read = in.read(chunk);
      if (read < 0) {
        ended = true;
      } else {
        window.append(chunk, 0, read);
      }
    }
    return index < window.length() ? window.charAt(index) : NONE;
  }
}
