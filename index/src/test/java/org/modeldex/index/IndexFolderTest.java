package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.IndexChange;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.Query;
import org.modeldex.search.RandomCatalog;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchResults;
import org.modeldex.store.InMemoryMetadataStore;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;

class IndexFolderTest {
  @TempDir Path parent;
  private final MetricDictionary dictionary =
      new MetricDictionary(new InMemoryMetadataStore(Folders.CLOCK));

  private LuceneSearchIndex open(Path folder, String storeUuid) {
    return LuceneSearchIndex.open(folder, Folders.options(storeUuid, dictionary));
  }

  private void fill(Path folder) {
    try (LuceneSearchIndex index = open(folder, "uuid")) {
      SearchDocument document = new SearchDocument(Records.RESNET50, List.of());
      index.apply(List.of(new IndexChange.Index(document)), 5);
      index.commit();
    }
  }

  private List<String> asideNames() {
    return Folders.in(parent).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> name.startsWith("index.damaged-"))
        .toList();
  }

  @Test
  void usesTheIndexOfTheSameStore() {
    Path folder = parent.resolve("index");
    fill(folder);
    try (LuceneSearchIndex index = open(folder, "uuid")) {
      assertThat(index.durableSequence()).isEqualTo(5);
      assertThat(index.status().documents()).isEqualTo(1);
    }
    assertThat(asideNames()).isEmpty();
  }

  @Test
  void movesTheIndexOfAnotherStoreAside() {
    Path folder = parent.resolve("index");
    fill(folder);
    try (LuceneSearchIndex index = open(folder, "another")) {
      assertThat(index.durableSequence()).isEqualTo(-1);
      assertThat(index.status().documents()).isZero();
    }
    assertThat(asideNames()).hasSize(1);
  }

  @Test
  void keepsOneFolderMovedAside() {
    Path folder = parent.resolve("index");
    for (String store : List.of("uuid", "second", "third", "fourth")) {
      open(folder, store).close();
    }
    assertThat(asideNames()).hasSize(1);
  }

  @Test
  void anIndexBehindALinkStaysThere() throws IOException {
    Path elsewhere = Files.createDirectories(parent.resolve("disk/index"));
    Path folder = Files.createSymbolicLink(parent.resolve("index"), elsewhere);
    for (String store : List.of("uuid", "second", "third")) {
      open(folder, store).close();
    }
    assertThat(folder).isSymbolicLink();
    assertThat(elsewhere).isNotEmptyDirectory();
    assertThat(asideNames()).isEmpty();
    assertThat(parent.resolve("disk").toFile().list()).hasSize(2);
  }

  @Test
  void startsAnewWhenThereAreFilesButNoCommit() throws IOException {
    Path folder = parent.resolve("index");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("_0.cfs"), "half a file");
    try (LuceneSearchIndex index = open(folder, "uuid")) {
      assertThat(index.durableSequence()).isEqualTo(-1);
    }
  }

  @Test
  void refusesAFolderThatIsInUse() {
    Path folder = parent.resolve("index");
    LuceneSearchIndex first = open(folder, "uuid");
    assertThatThrownBy(() -> open(folder, "uuid"))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    first.close();
    assertThat(asideNames()).isEmpty();
  }

  @Test
  void neverAnswersFromADamagedFile() {
    Path sound = parent.resolve("sound");
    List<String> answers = fillWithMuch(sound);
    Map<String, Path> files = oneFileOfEachType(sound);
    assertThat(files.keySet()).contains("cfs", "cfe", "si", "liv", "segments", "kdd", "dvd", "tim");
    Seeded.trials(
        4,
        random ->
            files
                .values()
                .forEach(file -> {
                  for (Damage damage : Damage.values()) {
                    assertDetected(sound, file, damage, random, answers);
                  }
                }));
  }

  private void assertDetected(
      Path sound, Path file, Damage damage, Random random, List<String> answers) {
    Path folder = parent.resolve("case" + random.nextLong());
    Folders.copy(sound, folder);
    damage.to(folder.resolve(file.getFileName()), random);
    try (LuceneSearchIndex index = open(folder, "uuid")) {
      if (index.durableSequence() == -1) {
        assertThat(index.status().documents()).isZero();
      } else {
        assertThat(answers(index))
            .as("answers after %s of %s", damage, file.getFileName())
            .isEqualTo(answers);
        assertThat(file.getFileName().toString())
            .as("the only file that may be damaged without notice")
            .isEqualTo("write.lock");
      }
    }
  }

  private enum Damage {
    BIT_FLIP,
    TRUNCATION,
    EMPTYING,
    DELETION;

    void to(Path file, Random random) {
      try {
        byte[] bytes = Files.readAllBytes(file);
        switch (this) {
          case BIT_FLIP -> {
            if (bytes.length > 0) {
              bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
              Files.write(file, bytes);
            }
          }
          case TRUNCATION ->
              Files.write(file, Arrays.copyOf(bytes, random.nextInt(Math.max(1, bytes.length))));
          case EMPTYING -> Files.write(file, new byte[0]);
          case DELETION -> Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Several segments, some of them merged, with deletions. */
  private List<String> fillWithMuch(Path folder) {
    RandomCatalog catalog = new RandomCatalog(new Random(7), Folders.VOCABULARY);
    try (LuceneSearchIndex index = open(folder, "uuid")) {
      for (int batch = 0; batch < 25; batch++) {
        Map<RecordId, IndexChange> changes = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
          SearchDocument document = catalog.document(1_000);
          changes.put(document.record().id(), new IndexChange.Index(document));
        }
        index.apply(List.copyOf(changes.values()), batch);
        index.refresh();
      }
      index.commit();
      return answers(index);
    }
  }

  private static List<String> answers(LuceneSearchIndex index) {
    RandomCatalog catalog = new RandomCatalog(new Random(11), Folders.VOCABULARY);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      SearchResults results = index.search(catalog.request());
      answers.add(results.hits().toString() + results.total() + results.facets());
    }
    answers.add(index.search(SearchRequest.of(new Query.Phrase("zorba quilm"), 100)).toString());
    answers.add(index.metrics(Query.ALL).toString());
    return answers;
  }

  private static Map<String, Path> oneFileOfEachType(Path folder) {
    Map<String, Path> files = new TreeMap<>();
    for (Path file : Folders.in(folder)) {
      String name = file.getFileName().toString();
      files.put(
          name.startsWith("segments") ? "segments" : name.substring(name.lastIndexOf('.') + 1),
          file);
    }
    return files;
  }
}
