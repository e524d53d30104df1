package org.modeldex.ingest.openmmlab;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.json.RecordJson;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Each folder of {@code testdata/openmmlab} holds one peculiarity of the format; what it gives is
 * in {@code testdata/golden/openmmlab} and is written anew with {@code -Dgolden.update=true}.
 */
class OpenMmlabImporterTest {
  private static final Path TESTDATA = Path.of(System.getProperty("testdata"));
  private static final Path CASES = TESTDATA.resolve("openmmlab");
  private static final OpenMmlabImporter IMPORTER = new OpenMmlabImporter(Vocabulary.builtIn());

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachPeculiarityGivesTheRecordsThatAreExpected(String name) throws IOException {
    String given = json(Imported.from(CASES.resolve(name), IMPORTER));
    Path golden = TESTDATA.resolve("golden/openmmlab").resolve(name + ".json");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, given);
    }
    assertThat(given).isEqualTo(Files.readString(golden));
  }

  @Test
  void anIndexAloneBringsWhatItImports() {
    Imported alone = Imported.from(CASES.resolve("index/model-index.yml"), IMPORTER);
    assertThat(alone.names()).containsExactly("zeta");
    assertThat(alone.problems())
        .contains(
            "model-index.yml, line 2: imports configs/absent/metafile.yml, which is not there");
    assertThat(alone.record("zeta").source())
        .isEqualTo(Imported.from(CASES.resolve("index"), IMPORTER).record("zeta").source());
  }

  @Test
  void aSecondImportGivesTheSameMutations() {
    assertThat(Imported.from(CASES, IMPORTER).mutations())
        .isEqualTo(Imported.from(CASES, IMPORTER).mutations())
        .isNotEmpty();
  }

  @Test
  void onlyYamlThatBeginsLikeTheFormatIsTaken() {
    assertThat(accepts("a.yml", "Models:\n- Name: x")).isTrue();
    assertThat(accepts("a.yaml", "# by hand\n\"Collections\" : []")).isTrue();
    assertThat(accepts("model-index.yml", "Import:\n- a.yml")).isTrue();
    assertThat(accepts("a.yml", "Name: Signs\nPaper: {}\nData:\n  Format: .txt")).isTrue();
    assertThat(accepts("a.md", "# A\n\n<!--\nType: model-index\nModels: []\n-->")).isTrue();
    assertThat(accepts("a.mdx", "<!-- Models:\n- Name: x\n-->")).isTrue();
    assertThat(accepts("a.md", "# A\n\n<!-- Models: none yet -->\nModels:\n")).isFalse();
    assertThat(accepts("a.json", "Models: []")).isFalse();
    assertThat(accepts("a.yml", "models:\n- name: x")).isFalse();
    assertThat(accepts("a.yml", "Name: x\nVersion: 1")).isFalse();
    assertThat(accepts("a.yml", "spec:\n  Models: []")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
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
