package org.modeldex.ingest.openmmlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Imported;
import org.modeldex.testing.Seeded;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Files that somebody or something damaged: whatever is in them, importing them ends, and what it
 * says of them is records and problems, never an exception.
 */
class MutatedFilesTest {
  private static final int TRIALS = Integer.getInteger("fuzz.trials", 3_000);
  private static final OpenMmlabImporter IMPORTER = new OpenMmlabImporter(Vocabulary.builtIn());

  private static final List<String> FRAGMENTS =
      List.of(
          "[",
          "]",
          "{",
          "}",
          "&a ",
          "*a",
          "*shared",
          "<<: *a",
          "!!map ",
          "|\n",
          ">-\n",
          "? ",
          ": ",
          "- ",
          "---\n",
          "...\n",
          "%YAML 1.1\n",
          "\t",
          "\u0000",
          "\uFFFE",
          "\uD83D",
          "\"",
          "'",
          "#",
          "null",
          "{a: {b: c}}",
          "[a, [b, {c: d}]]",
          "~",
          "\"\\0\"",
          "\"\\uD800\"",
          "Name: ",
          "Models:\n",
          "Results: ",
          "Metrics: ",
          "Metadata: ",
          "Collections: ",
          "Import: ['*']\n",
          "- '**/*.yml'\n",
          "../",
          "metafile.yml",
          "In Collection: ",
          "Training Data: ",
          "FLOPs: 9e99999999\n",
          "Parameters: 1e400G\n");

  private final List<Map<String, String>> originals = originals();

  @Test
  @Timeout(300)
  void damagedFilesGiveRecordsAndProblemsAndNothingElse() {
    AtomicInteger withRecords = new AtomicInteger();
    AtomicInteger withProblems = new AtomicInteger();
    Seeded.trials(
        TRIALS,
        random -> {
          Map<String, String> files = damaged(random);
          Imported imported = Imported.from(files, IMPORTER);
          assertThat(imported.records().stream().map(record -> record.id()))
              .doesNotHaveDuplicates();
          assertThat(imported.problems()).noneMatch(String::isBlank);
          withRecords.addAndGet(imported.records().isEmpty() ? 0 : 1);
          withProblems.addAndGet(imported.problems().isEmpty() ? 0 : 1);
        });
    assertThat(withRecords).hasPositiveValue();
    assertThat(withProblems).hasPositiveValue();
  }

  private Map<String, String> damaged(Random random) {
    Map<String, String> files = new TreeMap<>(originals.get(random.nextInt(originals.size())));
    for (int i = random.nextInt(4); i >= 0; i--) {
      List<String> paths = List.copyOf(files.keySet());
      String path = paths.get(random.nextInt(paths.size()));
      files.computeIfPresent(path, (same, text) -> damaged(text, random));
    }
    return files;
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(5); i >= 0; i--) {
      int at = random.nextInt(damaged.length() + 1);
      int end = Math.min(damaged.length(), at + random.nextInt(40));
      switch (random.nextInt(8)) {
        case 0 -> damaged.setLength(at);
        case 1 -> damaged.delete(at, end);
        case 2 -> damaged.insert(at, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        case 3 -> damaged.insert(at, damaged.substring(at, end));
        case 4 -> damaged.insert(at, "[".repeat(random.nextInt(200)));
        case 5 -> damaged.insert(at, "\n" + " ".repeat(random.nextInt(12)));
        case 6 -> damaged.replace(at, end, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        default -> damaged.insert(at, (char) random.nextInt(0x3000));
      }
    }
    return damaged.toString();
  }

  /** The files of each folder of test data. */
  private static List<Map<String, String>> originals() {
    Path cases = Path.of(System.getProperty("testdata")).resolve("openmmlab");
    try (Stream<Path> folders = Files.list(cases)) {
      return folders.sorted().map(MutatedFilesTest::files).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
