package org.modeldex.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.RandomCatalog;
import org.modeldex.store.InMemoryMetadataStore;
import org.modeldex.vocabulary.Vocabulary;

/** Index folders and how they are opened. */
final class Folders {
  static final Clock CLOCK = Clock.fixed(RandomCatalog.NOW, ZoneOffset.UTC);
  static final Vocabulary VOCABULARY = Vocabulary.builtIn();

  private Folders() {}

  /** Options of a store that has no metric keys yet. */
  static IndexOptions options(String storeUuid) {
    return options(storeUuid, new MetricDictionary(new InMemoryMetadataStore(CLOCK)));
  }

  static IndexOptions options(String storeUuid, MetricDictionary dictionary) {
    return new IndexOptions(
        storeUuid, VOCABULARY, dictionary, "", CLOCK, 16, 16, Duration.ofSeconds(30));
  }

  /** The files or folders in a folder, by name. */
  static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to);
      for (Path file : in(from)) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
