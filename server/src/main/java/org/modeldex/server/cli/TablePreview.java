package org.modeldex.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modeldex.ingest.table.TableImporter;
import org.modeldex.ingest.table.TableImporter.Guess;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.Source;
import org.modeldex.record.json.RecordJson;
import org.modeldex.store.Mutation;

/**
 * What the columns of tables were guessed to hold, and the first records of each. Used by one
 * thread.
 */
final class TablePreview {
  private static final int RECORDS = 3;
  private static final int GUESSES = 20;

  /** So many tables have their first records shown. */
  private static final int TABLES = 3;

  private final List<Guess> guesses = new ArrayList<>();
  private final Map<String, List<MetadataRecord>> records = new LinkedHashMap<>();

  void add(Guess guess) {
    guesses.add(guess);
  }

  void add(List<Mutation> mutations) {
    for (Mutation mutation : mutations) {
      if (mutation instanceof Mutation.Put put) {
        add(put.record());
      }
    }
  }

  private void add(MetadataRecord record) {
    Source source = record.source();
    if (source != null
        && source.format().equals(TableImporter.FORMAT)
        && records.size() < GUESSES) {
      List<MetadataRecord> first =
          records.computeIfAbsent(String.valueOf(source.path()), path -> new ArrayList<>());
      if (first.size() < RECORDS) {
        first.add(record);
      }
    }
  }

  /**
   * Writes the mapping that was guessed of all tables.
   *
   * @throws ModeldexException INVALID_ARGUMENT when there is none or several, or the file cannot be
   *     written or is there already
   */
  void save(Path file) {
    List<String> mappings = guesses.stream().map(Guess::mapping).distinct().toList();
    if (mappings.size() != 1) {
      throw ModeldexException.invalid(
          "--save-mapping",
          mappings.isEmpty()
              ? "found no table to guess a mapping of; name one together with --format table"
              : "takes one mapping, but the tables have "
                  + mappings.size()
                  + " different ones; name"
                  + " one of them alone");
    }
    try {
      Files.writeString(file, mappings.getFirst(), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new ModeldexException(
          ErrorCode.INVALID_ARGUMENT, "cannot write --save-mapping " + file + ": " + e, e);
    }
  }

  void writeText(PrintWriter out) {
    for (Guess guess : guesses.subList(0, Math.min(GUESSES, guesses.size()))) {
      out.println("Table " + Terminal.plain(guess.file()) + " is read by this guess:");
      guess.mapping().lines().forEach(line -> out.println("    " + Terminal.plain(line)));
    }
    if (guesses.size() > GUESSES) {
      out.println("... and " + (guesses.size() - GUESSES) + " more tables by guesses of their own");
    }
    if (!records.isEmpty()) {
      out.println("First records of tables:");
      records.values().stream()
          .limit(TABLES)
          .flatMap(List::stream)
          .forEach(record -> out.println(indented(record)));
    }
    if (records.size() > TABLES) {
      out.println("... those of other tables are shown when one is imported alone");
    }
  }

  private static String indented(MetadataRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = RecordJson.generator(bytes)) {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
      json.setPrettyPrinter(printer);
      RecordJson.write(json, record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StringBuilder text = new StringBuilder();
    bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> text.append("    ").append(Terminal.plain(line)).append('\n'));
    return text.toString().stripTrailing();
  }

  void writeJson(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("tables");
    for (Guess guess : guesses) {
      json.writeStartObject();
      json.writeStringField("file", guess.file());
      json.writeStringField("mapping", guess.mapping());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("firstRecordsOfTables");
    for (List<MetadataRecord> first : records.values()) {
      for (MetadataRecord record : first) {
        RecordJson.write(json, record);
      }
    }
    json.writeEndArray();
  }
}
