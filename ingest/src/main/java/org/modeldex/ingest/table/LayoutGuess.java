package org.modeldex.ingest.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.table.TableMapping.Written;

/** Finds out how a table is written, as far as its mapping does not state it. */
final class LayoutGuess {
  private static final int ROWS = 50;
  private static final int TITLES = 20;
  private static final int DEPTH = 3;
  private static final char QUOTE = '"';

  private LayoutGuess() {}

  /**
   * The layout of a file.
   *
   * @param whole whether the whole file is read for its encoding, or its first bytes alone
   */
  static Layout of(SourceFile file, Written written, boolean whole) throws IOException {
    byte[] head = file.head();
    Charset encoding = written.encoding();
    if (encoding == null) {
      try (InputStream in = whole ? file.open() : new ByteArrayInputStream(head)) {
        encoding = TextEncoding.of(in, whole || head.length < SourceFile.HEAD_BYTES);
      }
    }
    Layout.Format format =
        Objects.requireNonNullElseGet(written.format(), () -> Layout.Format.of(file));
    String text = new String(head, encoding).replace("\uFEFF", "");
    Character quote = written.quote() == null ? Character.valueOf(QUOTE) : written.quote();
    Character quoteOrNone = quote == Written.NO_QUOTE ? null : quote;
    if (format.isJson()) {
      RowsPath path = written.rows();
      if (path == null) {
        String guess = format == Layout.Format.JSON ? path(text) : null;
        path = RowsPath.parse(guess == null ? "$" : guess);
      }
      return new Layout(format, encoding, null, null, 1, path);
    }
    Delimited best = delimited(text, format, written.delimiter(), quoteOrNone);
    return new Layout(
        format,
        encoding,
        best.delimiter(),
        quoteOrNone,
        written.header() == null ? best.header() : written.header(),
        RowsPath.parse("$"));
  }

  /**
   * A delimiter and what speaks for it.
   *
   * @param header the row that has several cells first, 1 for the first
   * @param alike how many of a hundred rows behind the header have as many cells
   */
  private record Delimited(char delimiter, int header, int columns, int alike) {
    /**
     * Decimal commas part rows as evenly as semicolons do, but not the header: so of two that part
     * all rows alike, the one that leaves fewer lines before the header.
     */
    boolean isBetterThan(Delimited other) {
      boolean table = columns > 1;
      if (table != other.columns > 1) {
        return table;
      }
      if (alike != other.alike) {
        return alike > other.alike;
      }
      return header == other.header ? columns > other.columns : header < other.header;
    }
  }

  /** The delimiter that makes the most rows as long as the header. */
  private static Delimited delimited(
      String text, Layout.Format format, @Nullable Character stated, @Nullable Character quote)
      throws IOException {
    if (stated != null) {
      return tried(text, stated, quote);
    }
    Delimited best = tried(text, format == Layout.Format.TSV ? '\t' : ',', quote);
    for (char delimiter : Layout.DELIMITERS) {
      Delimited other = tried(text, delimiter, quote);
      best = other.isBetterThan(best) ? other : best;
    }
    return best;
  }

  private static Delimited tried(String text, char delimiter, @Nullable Character quote)
      throws IOException {
    DelimitedText rows =
        new DelimitedText(new StringReader(text), delimiter, quote, (line, why, loss) -> {});
    List<Integer> sizes = new ArrayList<>();
    for (DelimitedText.Cells cells = rows.next();
        cells != null && sizes.size() < ROWS;
        cells = rows.next()) {
      sizes.add(cells.cells().size());
    }
    int header = 0;
    while (header < Math.min(TITLES, sizes.size()) && sizes.get(header) == 1) {
      header++;
    }
    if (header == sizes.size() || header == TITLES) {
      return new Delimited(delimiter, 1, 1, 0);
    }
    int columns = sizes.get(header);
    List<Integer> behind = sizes.subList(header + 1, sizes.size());
    long alike = behind.stream().filter(size -> size == columns).count();
    return new Delimited(
        delimiter, header + 1, columns, (int) (100 * alike / Math.max(1, behind.size())));
  }

  /** The path of a list of objects, or of an object of objects; null when there is none. */
  private static @Nullable String path(String beginning) throws IOException {
    try (JsonParser json = JsonDocument.parser(new StringReader(beginning))) {
      JsonToken first = json.nextToken();
      return first == JsonToken.START_ARRAY
          ? "$[*]"
          : first == JsonToken.START_OBJECT ? new Search(json).inside("$", 0) : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Looks for rows in the beginning of a JSON value, which may be cut anywhere. */
  private static final class Search {
    private final JsonParser json;
    private boolean cut;

    Search(JsonParser json) {
      this.json = json;
    }

    @Nullable String inside(String path, int depth) throws IOException {
      String nested = null;
      int objects = 0;
      int others = 0;
      try {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          String member = path + RowsPath.member(name);
          switch (json.nextToken()) {
            case START_ARRAY -> {
              if (json.nextToken() == JsonToken.START_OBJECT) {
                return member + "[*]";
              }
              others++;
              passArray();
            }
            case START_OBJECT -> {
              objects++;
              String found = null;
              if (depth < DEPTH) {
                found = inside(member, depth + 1);
              } else {
                json.skipChildren();
              }
              nested = nested == null ? found : nested;
            }
            default -> others++;
          }
          if (cut) {
            break;
          }
        }
      } catch (JsonProcessingException e) {
        cut = true;
      }
      return nested != null ? nested : objects > 1 && others == 0 ? path + ".*" : null;
    }

    /** From the first element of an array to its end. */
    private void passArray() throws IOException {
      for (JsonToken token = json.currentToken();
          token != JsonToken.END_ARRAY && token != null;
          token = json.nextToken()) {
        json.skipChildren();
      }
    }
  }
}
