package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.BoundedLines;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.cli.ApiClient.Parameter;
import org.modeldex.server.cli.CatalogOption.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes records out. */
@Command(
    name = "export",
    description = "Writes whole records, in the order of their ids.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Option(names = "--project", paramLabel = "NAME", description = "Only records of this project.")
  private @Nullable String project;

  @Option(names = "--kind", paramLabel = "KIND", description = "Only records of this kind.")
  private @Nullable String kind;

  @Option(names = "--query", paramLabel = "QUERY", description = "Only records that match.")
  private @Nullable String query;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "jsonl: whole records; csv: a table of the main fields (default: jsonl).",
      defaultValue = "jsonl")
  private Format format = Format.JSONL;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write to this file instead of standard output.")
  private @Nullable Path output;

  enum Format {
    JSONL,
    CSV
  }

  @Override
  public Integer call() throws IOException {
    List<Parameter> parameters = new ArrayList<>();
    add(parameters, "project", project);
    add(parameters, "kind", kind);
    add(parameters, "q", query);
    try (Session session = catalog.open();
        InputStream records = session.client().open("/export", parameters);
        OutputStream out = target()) {
      switch (format) {
        case JSONL -> records.transferTo(out);
        case CSV -> writeTable(records, out);
      }
    }
    return ExitCode.OK;
  }

  private static void add(List<Parameter> parameters, String name, @Nullable String value) {
    if (value != null) {
      parameters.add(new Parameter(name, value));
    }
  }

  private OutputStream target() throws IOException {
    return output == null ? new Unclosed(System.out) : Files.newOutputStream(output);
  }

  private static void writeTable(InputStream records, OutputStream out) throws IOException {
    BoundedLines lines =
        new BoundedLines(
            new BufferedInputStream(records, 1 << 16), RecordJson.MAX_DOCUMENT_BYTES * 2);
    Writer writer =
        new java.io.BufferedWriter(new java.io.OutputStreamWriter(out, StandardCharsets.UTF_8));
    CsvTable table = new CsvTable(writer);
    table.writeHeader();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      if (line.length > 0) {
        JsonNode record = RecordJson.readTree(line);
        table.write(record);
      }
    }
    writer.flush();
  }

  /** Standard output, which outlives the export. */
  private static final class Unclosed extends PrintStream {
    Unclosed(PrintStream out) {
      super(out);
    }

    @Override
    public void close() {
      flush();
    }
  }
}
