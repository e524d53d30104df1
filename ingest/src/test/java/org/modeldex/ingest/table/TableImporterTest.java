package org.modeldex.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.table.TableImporter.Guess;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Measurement;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

class TableImporterTest {
  private static final Vocabulary VOCABULARY = Vocabulary.builtIn();
  private static final TableImporter GUESSING = TableImporter.guessing(VOCABULARY, guess -> {});
  private static final Golden GUESSED = new Golden("table");
  private static final Golden MAPPED = new Golden("table-mapped");

  @Test
  void eachTableThatIsGuessedGivesTheRecordsThatAreExpected() throws IOException {
    GUESSED.check(GUESSING);
  }

  @Test
  void eachTableWithAMappingGivesTheRecordsThatAreExpected() throws IOException {
    MAPPED.check(TableImporterTest::mappedBesideIt);
  }

  private static TableImporter mappedBesideIt(Path folder) {
    return TableImporter.mappedBy(folder.resolve("mapping.yaml"), VOCABULARY);
  }

  @Test
  @Timeout(120)
  void damagedTablesGiveRecordsAndProblemsAndNothingElse() {
    Damage.check(GUESSED, GUESSING);
  }

  @Test
  @Timeout(120)
  void damagedTablesOfAMappingDoSo() {
    Path folder = MAPPED.folder("wide");
    Damage.check(
        List.of(Map.of("zoo.csv", read(folder.resolve("zoo.csv")))), mappedBesideIt(folder));
  }

  private static String read(Path file) {
    return SourceFile.of(file.toString(), bytes(file)).text();
  }

  private static byte[] bytes(Path file) {
    try {
      return java.nio.file.Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theGuessReadsBackAsTheMappingThatItIs() {
    List<Guess> guesses = new ArrayList<>();
    for (String name : GUESSED.cases()) {
      Imported.from(GUESSED.folder(name), TableImporter.guessing(VOCABULARY, guesses::add));
      for (Guess guess : guesses) {
        TableMapping mapping = MappingReader.parse(guess.file(), guess.mapping());
        assertThat(MappingWriter.write(mapping)).isEqualTo(guess.mapping());
        Map<String, String> alone =
            Map.of(guess.file(), read(GUESSED.folder(name).resolve(guess.file())));
        assertThat(
                Imported.from(alone, TableImporter.mappedBy(guess.mapping(), VOCABULARY)).records())
            .isNotEmpty()
            .isEqualTo(Imported.from(alone, GUESSING).records());
      }
      guesses.clear();
    }
  }

  @Test
  void everyMappingIsWrittenAsItWasRead() {
    for (String name : MAPPED.cases()) {
      TableMapping mapping = MappingReader.read(MAPPED.folder(name).resolve("mapping.yaml"));
      assertThat(MappingReader.parse(name, MappingWriter.write(mapping))).isEqualTo(mapping);
    }
  }

  @Test
  void everyEncodingIsReadAsItIs() {
    TableImporter importer =
        TableImporter.mappedBy("{name: Modell, metrics: [Genauigkeit]}", VOCABULARY);
    Imported imported =
        Imported.fromBytes(
            Map.of(
                "a.csv",
                    encoded("\uFEFFModell;Genauigkeit\r\nMöwe;0,7\r\n", StandardCharsets.UTF_8),
                "b.csv",
                    encoded("\uFEFFModell;Genauigkeit\nMöwe 2;0,7\n", StandardCharsets.UTF_16LE),
                "c.csv",
                    encoded("\uFEFFModell\tGenauigkeit\rMöwe 3\t0.7", StandardCharsets.UTF_16BE),
                "d.csv", encoded("Modell|Genauigkeit\nMöwe 4|0.7\n", StandardCharsets.UTF_16LE),
                "e.csv", encoded("Modell,Genauigkeit\n„Möwe“ 5,0.7\n", TextEncoding.WINDOWS)),
            importer);
    assertThat(imported.names()).containsExactly("Möwe", "Möwe 2", "Möwe 3", "Möwe 4", "„Möwe“ 5");
    assertThat(imported.records())
        .allSatisfy(record -> assertThat(record.statistical()).hasSize(1));
    assertThat(imported.problems())
        .containsExactly("e.csv: is no UTF-8 and is read as windows-1252");
  }

  private static byte[] encoded(String text, Charset charset) {
    return text.getBytes(charset);
  }

  @Test
  void aTooLongRowIsLeftOutAndAnOpenQuoteSwallowsNothing() {
    String huge = "x".repeat(Rows.MAX_ROW + 10);
    Imported imported =
        Imported.from(
            Map.of(
                "a.csv", "name,accuracy\na," + huge + "\nb,0.5\n\"c,0.6\nd,0.7\n",
                "b.csv", "name,accuracy\n\"e," + huge + "\nf,0.5\n"),
            TableImporter.mappedBy("{name: name, metrics: [accuracy]}", VOCABULARY));
    assertThat(imported.names()).containsExactly("b", "\"c", "d", "f");
    assertThat(imported.problems())
        .containsExactly(
            "a.csv, line 2: the row has more than 8388608 characters",
            "a.csv, line 4: a quote that is not closed is taken for a character of its cell",
            "b.csv, line 2: a quote that is not closed is taken for a character of its cell",
            "b.csv, line 2: the row has more than 8388608 characters");
  }

  @Test
  void aMetricIsReadOnOneScaleHoweverFarApartItsRowsAre() {
    StringBuilder table = new StringBuilder("model,accuracy\nfirst,0.9\n");
    for (int i = 0; i < 2_000; i++) {
      table.append("m").append(i).append(",0.").append(100 + i % 900).append('\n');
    }
    table.append("last,93.5\n");
    Imported imported = Imported.from(Map.of("a.csv", table.toString()), GUESSING);
    assertThat(imported.records()).hasSize(2_002);
    assertThat(imported.record("first").statistical())
        .extracting(Measurement::rawUnit)
        .containsExactly("percent");
  }

  @Test
  void onlyTablesThatAreCertainToBeOfModelsAreTakenUnasked() {
    assertThat(accepts("a.csv", "model,accuracy\na,0.9\nb,0.8\n")).isTrue();
    assertThat(accepts("a.tsv", "Method\tFID\tBLEU\na\t3\t1\nb\t4\t2\n")).isTrue();
    assertThat(accepts("a.csv", ",accuracy,f1,recall\na,0.9,1,1\nb,0.8,1,1\n")).isTrue();
    assertThat(accepts("a.csv", ",accuracy,f1\na,0.9,1\nb,0.8,1\n")).isFalse();
    assertThat(accepts("a.csv", ",accuracy,f1,recall\n0,0.9,1,1\n1,0.8,1,1\n")).isFalse();
    assertThat(accepts("a.csv", "name,accuracy\na,0.9\nb,0.8\n")).isFalse();
    assertThat(accepts("a.csv", "model,accuracy\na,0.9\n")).isFalse();
    assertThat(accepts("a.csv", "model,epoch,accuracy\na,1,0.9\na,2,0.8\n")).isFalse();
    assertThat(accepts("a.csv", "model,price\na,100\nb,200\n")).isFalse();
    assertThat(accepts("a.csv", "model,accuracy\n1,0.9\n2,0.8\n")).isFalse();
    assertThat(accepts("a.json", "{\"model\": \"a\", \"accuracy\": 0.9}")).isFalse();
    assertThat(accepts("a.txt", "model,accuracy\na,0.9\nb,0.8\n")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return GUESSING.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aNamedTableIsReadEvenIfItsGuessIsNot() {
    Imported imported =
        Imported.from(
            Map.of(
                "a.csv", "name,accuracy,colour\na,0.9,red\nb,0.8,green\n",
                "b.csv", "1,2\n3,4\n"),
            GUESSING);
    assertThat(imported.names()).containsExactly("a", "b");
    assertThat(imported.problems())
        .containsExactly(
            "b.csv: the table has no column that could name records; say with a mapping what it"
                + " holds");
  }

  @Test
  void whatAMappingDoesNotFindInATableIsSaidWithTheNearestColumn() {
    Imported imported =
        Imported.from(
            Map.of(
                "a.csv", "modell,accuracy,note\na,0.9,x\n",
                "b.csv", "model,acuracy,note\na,0.9,x\n"),
            TableImporter.mappedBy("{name: model, metrics: [accuracy]}", VOCABULARY));
    assertThat(imported.names()).containsExactly("a");
    assertThat(imported.problems())
        .containsExactly(
            "a.csv: the table has no column 'model' for names; did you mean 'modell'?",
            "b.csv: there is nothing in a column 'accuracy'; did you mean 'acuracy'?");
  }

  @Test
  void anUnknownKeyIsAnErrorThatNamesPlaceAndNearestKey() {
    assertThat(error("name: a\nlicence: b\n"))
        .isEqualTo("my.yaml, line 2: licence is no key here; did you mean license?");
    assertThat(error("name: a\nmetrics:\n- column: b\n  datset: c\n"))
        .isEqualTo("my.yaml, line 4: metrics[0].datset is no key here; did you mean dataset?");
    assertThat(error("name: {colum: a}")).contains("name.colum", "did you mean column?");
    assertThat(error("license: b")).contains("name is missing");
    assertThat(error("name: a\nname: b")).contains("line 2: name is there twice");
    assertThat(error("name: a\nkind: modle"))
        .contains("line 2: kind must be one of model, version");
    assertThat(error("name: a\nrows: results[*"))
        .contains("line 2: rows must be a path such as $.results[*]");
    assertThat(error("name: a\nvalue: b")).contains("value needs metric");
    assertThat(error("name: a\nmetric: b\nvalue: c\nmetrics: [d]")).contains("exclude each other");
    assertThat(error("name: a\nkind: version")).contains("needs the key version");
    assertThat(error("name: {value: a, column: b}")).contains("either a column or a value");
    assertThat(error("name: a\ndelimiter: ab")).contains("one character or tab");
    assertThat(error("name: a\nencoding: utf-99")).contains("encoding is no encoding");
    assertThat(error("- name")).isEqualTo("my.yaml must be a mapping in YAML");
    assertThat(error("name: [")).startsWith("my.yaml: the YAML cannot be read at line 1");
  }

  private static String error(String mapping) {
    List<String> messages = new ArrayList<>();
    assertThatThrownBy(() -> MappingReader.parse("my.yaml", mapping))
        .isInstanceOfSatisfying(
            ModeldexException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
              messages.add(String.valueOf(e.getMessage()));
            });
    return messages.getFirst();
  }
}
