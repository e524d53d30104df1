package org.modeldex.ingest.jsonl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.BoundedLines;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.RecordJson;
import org.modeldex.store.Mutation;

/**
 * Reads JSON Lines of records and bulk operations. Records keep the project that their id names. A
 * line that cannot be read is reported with its number; the others survive it.
 */
public final class JsonLinesImporter implements Importer {
  private static final Pattern TELLING =
      Pattern.compile("\"(?:op|kind)\"\\s*:|\"id\"\\s*:\\s*\"[a-z-]+:");

  @Override
  public String format() {
    return "jsonl";
  }

  /** By the ending, and a first line with an operation, a kind or an id that begins with a kind. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".jsonl", ".ndjson")) {
      return false;
    }
    String first = file.headText().stripLeading().lines().findFirst().orElse("");
    return first.startsWith("{") && TELLING.matcher(first).find();
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    for (SourceFile file : files.claimed()) {
      read(file, sink);
    }
  }

  private static void read(SourceFile file, Sink sink) {
    try (InputStream in = file.open()) {
      BoundedLines lines = new BoundedLines(in, RecordJson.MAX_DOCUMENT_BYTES);
      while (true) {
        Line line = next(lines, file, sink);
        if (line.end()) {
          return;
        }
        if (line.mutation() != null) {
          sink.accept(line.mutation());
        }
      }
    } catch (IOException e) {
      sink.report(Problem.ofFile(file.path(), "cannot be read to its end: " + e));
    }
  }

  private record Line(boolean end, @Nullable Mutation mutation) {}

  private static Line next(BoundedLines lines, SourceFile file, Sink sink) throws IOException {
    try {
      byte[] line = lines.next();
      if (line == null) {
        return new Line(true, null);
      }
      return new Line(false, isBlank(line) ? null : BulkLine.parse(line));
    } catch (ModeldexException e) {
      sink.report(
          new Problem(
              file.path(), "line " + lines.number(), String.valueOf(e.getMessage()), Loss.RECORD));
      return new Line(false, null);
    }
  }

  private static boolean isBlank(byte[] line) {
    return new String(line, StandardCharsets.UTF_8).isBlank();
  }
}
