package org.modeldex.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.modeldex.ingest.jsonl.BulkLine;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.json.RecordJson;
import org.modeldex.store.Mutation.AppendSeries;

/**
 * What imports are expected to give. Each folder of {@code testdata/FORMAT} holds one peculiarity
 * of a format; its records and problems are in {@code testdata/golden/FORMAT} and are written anew
 * with {@code -Dgolden.update=true}.
 */
public record Golden(String format) {
  private static final Path TESTDATA = Path.of(System.getProperty("testdata"));

  /** The folder with the files of a case. */
  public Path folder(String name) {
    return TESTDATA.resolve(format).resolve(name);
  }

  /** The names of all cases. */
  public List<String> cases() {
    try (Stream<Path> folders = Files.list(TESTDATA.resolve(format))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Imports each case and compares. */
  public void check(Importer importer) throws IOException {
    check(folder -> importer);
  }

  /** As the other, each case by an importer that its folder tells. */
  public void check(Function<Path, Importer> importers) throws IOException {
    assertThat(cases()).isNotEmpty();
    for (String name : cases()) {
      String given = json(Imported.from(folder(name), importers.apply(folder(name))));
      Path golden = TESTDATA.resolve("golden").resolve(format).resolve(name + ".json");
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(golden.getParent());
        Files.writeString(golden, given);
      }
      assertThat(given).as(name).isEqualTo(Files.readString(golden));
    }
  }

  private static String json(Imported imported) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = RecordJson.generator(out)) {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
      printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeArrayFieldStart("records");
      for (MetadataRecord record : imported.records()) {
        RecordJson.write(json, record);
      }
      json.writeEndArray();
      List<AppendSeries> appends =
          imported.mutations().stream()
              .filter(AppendSeries.class::isInstance)
              .map(AppendSeries.class::cast)
              .toList();
      if (!appends.isEmpty()) {
        json.writeArrayFieldStart("appended");
        for (AppendSeries append : appends) {
          BulkLine.write(json, append);
        }
        json.writeEndArray();
      }
      json.writeArrayFieldStart("problems");
      for (var problem : imported.report().problems()) {
        json.writeString(problem.loss() + ": " + problem);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toString(StandardCharsets.UTF_8) + "\n";
  }
}
