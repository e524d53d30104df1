package org.modeldex.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.BoundedLines;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.cli.ApiClient.Parameter;
import org.modeldex.server.cli.CatalogOption.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes records out. */
@Command(
    name = "export",
    description =
        "Writes whole records, in the order of their ids, or sends runs and models to an MLflow"
            + " server.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
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

  @Option(names = "--series", description = "With the points of series (jsonl only).")
  private boolean series;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write to this file instead of standard output.")
  private @Nullable Path output;

  @Option(
      names = "--to",
      paramLabel = "SERVER",
      description =
          "Instead, send an MLflow server, mlflow+http://HOST:PORT or mlflow+https://..., what"
              + " MLflow's clients have logged; only what is missing there is sent.")
  private @Nullable String to;

  enum Format {
    JSONL,
    CSV
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return to == null ? write() : send(to);
  }

  private int send(String to) {
    if (project != null || kind != null || query != null || output != null || series) {
      throw Main.wrong(
          spec,
          "--to",
          "sends everything that MLflow's clients have logged and takes no other option");
    }
    MlflowCopy there = new MlflowCopy(to, System.getenv(), Main.err(spec));
    try (Session session = catalog.open()) {
      return there.send(session.client().server()) ? ExitCode.OK : ExitCode.REJECTED;
    }
  }

  private int write() throws IOException, InterruptedException {
    List<Parameter> parameters = new ArrayList<>();
    add(parameters, "project", project);
    add(parameters, "kind", kind);
    add(parameters, "q", query);
    add(parameters, "series", series && format == Format.JSONL ? "true" : null);
    try (Session session = catalog.open()) {
      if (query != null) {
        session.awaitIndex();
      }
      try (InputStream records = session.client().open("/export", parameters)) {
        if (output == null) {
          write(records, Main.out(spec));
        } else {
          writeFile(records, output);
        }
      }
    }
    return ExitCode.OK;
  }

  private void writeFile(InputStream records, Path path) {
    try (Writer file = Files.newBufferedWriter(path)) {
      write(records, file);
    } catch (IOException e) {
      throw new ModeldexException(
          ErrorCode.INVALID_ARGUMENT, "cannot write --output " + path + ": " + e, e);
    }
  }

  private void write(InputStream records, Writer out) throws IOException {
    switch (format) {
      case JSONL -> writeLines(new InputStreamReader(records, StandardCharsets.UTF_8), out);
      case CSV -> writeTable(records, out);
    }
    out.flush();
  }

  private static void writeLines(Reader records, Writer out) throws IOException {
    char[] part = new char[1 << 13];
    for (int length = records.read(part);
        length >= 0 && !isClosed(out);
        length = records.read(part)) {
      out.write(part, 0, length);
    }
  }

  /** Whether standard output cannot be written any more, which it tells only when it is asked. */
  private static boolean isClosed(Writer out) {
    return out instanceof PrintWriter printed && printed.checkError();
  }

  private static void add(List<Parameter> parameters, String name, @Nullable String value) {
    if (value != null) {
      parameters.add(new Parameter(name, value));
    }
  }

  private static void writeTable(InputStream records, Writer out) throws IOException {
    BoundedLines lines = new BoundedLines(records, RecordJson.MAX_DOCUMENT_BYTES);
    CsvTable table = new CsvTable(out);
    table.writeHeader();
    for (byte[] line = lines.next(); line != null && !isClosed(out); line = lines.next()) {
      if (line.length > 0) {
        JsonNode record = RecordJson.readTree(line);
        table.write(record);
      }
    }
  }
}
