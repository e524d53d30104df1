package org.modeldex.ingest.fidelity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Importers;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Original files of other tools, a folder for each source, and what an independent reader counted
 * and sampled in them. They are found by the system property {@code corpora}, which names the
 * folder that holds {@code corpora/} and {@code eval/fidelity.json}.
 */
final class Corpora {
  private static final Path SHARED =
      Path.of(System.getProperty("corpora", System.getProperty("project.root", ".") + "/../shared"))
          .normalize();

  private Corpora() {}

  /** What is expected of each source; skips the test where there are no corpora. */
  static JsonNode expected() {
    Path file = SHARED.resolve("eval/fidelity.json");
    assumeTrue(
        Files.isRegularFile(file) && Files.isDirectory(SHARED.resolve("corpora")),
        "no corpora at " + SHARED + "; name their folder with -Dcorpora=");
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that a source gives when each file is recognised by its content. */
  static Imported read(String source) {
    return Imported.from(
        SHARED.resolve("corpora").resolve(source),
        Importers.all(Vocabulary.builtIn()).toArray(Importer[]::new));
  }

  /** A file of a source as text. */
  static String text(String source, String path) {
    try {
      return new String(
          Files.readAllBytes(SHARED.resolve("corpora").resolve(source).resolve(path)),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
