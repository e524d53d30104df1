package org.modeldex.ingest.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.SourceFile;

/**
 * How a table is written.
 *
 * @param encoding of its characters
 * @param delimiter between cells; null when it has none
 * @param quote around cells; null when they are never in quotes
 * @param header which row names the columns, the first being 1; 0 when none does
 * @param path where the rows are in JSON
 */
record Layout(
    Format format,
    Charset encoding,
    @Nullable Character delimiter,
    @Nullable Character quote,
    int header,
    RowsPath path) {

  static final char[] DELIMITERS = {',', '\t', ';', '|'};

  /** The syntax of a table. */
  enum Format {
    CSV,
    TSV,
    JSON,
    JSONL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isJson() {
      return this == JSON || this == JSONL;
    }

    static Optional<Format> find(String word) {
      for (Format format : values()) {
        if (format.word().equals(word.toLowerCase(Locale.ROOT))) {
          return Optional.of(format);
        }
      }
      return Optional.empty();
    }

    /** By a file's name; text with delimiters for any that is not known. */
    static Format of(SourceFile file) {
      if (file.endsWith(".jsonl", ".ndjson")) {
        return JSONL;
      }
      if (file.endsWith(".json")) {
        return JSON;
      }
      return file.endsWith(".tsv", ".tab") ? TSV : CSV;
    }
  }

  /** The rows of {@code bytes} or of as many of them as there are. */
  Rows rows(InputStream bytes, Rows.Complaints complaints) throws IOException {
    Reader in = new InputStreamReader(bytes, encoding);
    skipByteOrderMark(bytes, encoding);
    return format.isJson()
        ? new JsonRows(in, this, complaints)
        : new DelimitedRows(in, this, complaints);
  }

  private static void skipByteOrderMark(InputStream bytes, Charset encoding) throws IOException {
    byte[] mark = "\uFEFF".getBytes(encoding);
    boolean unicode =
        encoding.equals(StandardCharsets.UTF_8)
            || encoding.equals(StandardCharsets.UTF_16LE)
            || encoding.equals(StandardCharsets.UTF_16BE);
    if (!unicode) {
      return;
    }
    bytes.mark(mark.length);
    if (!Arrays.equals(bytes.readNBytes(mark.length), mark)) {
      bytes.reset();
    }
  }
}
