package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.Commit;
import org.modeldex.store.InMemoryMetadataStore;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.store.Receipt;
import org.modeldex.testing.ManualClock;
import org.modeldex.testing.Seeded;

/** Whatever is committed, RocksDB answers and keeps the same as plain maps do. */
class RandomCommitsTest {
  private static final int IDS = 8;

  @TempDir Path folder;

  @Test
  void bothStoresAnswerAndKeepTheSame() {
    Seeded.trials(
        Chaos.rounds(4),
        random -> {
          ManualClock clock = new ManualClock();
          Path path = newFolder();
          MetadataStore plain = new InMemoryMetadataStore(clock);
          try (RocksMetadataStore store =
              RocksMetadataStore.open(path, CrashedStore.SMALL.withClock(clock))) {
            for (int round = 0; round < 20; round++) {
              List<Commit> commits = new ArrayList<>();
              for (int i = random.nextInt(40); i >= 0; i--) {
                commits.add(commit(random));
              }
              assertThat(answers(store, commits)).isEqualTo(answers(plain, commits));
            }
            assertThat(Everything.of(store)).isEqualTo(Everything.of(plain));
            assertThat(store.verify()).isEmpty();
          }
          try (RocksMetadataStore store = RocksMetadataStore.open(path, CrashedStore.SMALL)) {
            assertThat(Everything.of(store)).isEqualTo(Everything.of(plain));
          }
        });
  }

  private Path newFolder() {
    try {
      return Files.createTempDirectory(folder, "store");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Receipts and error codes, all commits being under way at once. */
  private static List<Object> answers(MetadataStore store, List<Commit> commits) {
    List<CompletableFuture<Receipt>> futures = commits.stream().map(store::commit).toList();
    return futures.stream()
        .map(future -> future.<Object>handle((receipt, e) -> receipt == null ? code(e) : receipt))
        .map(CompletableFuture::join)
        .toList();
  }

  private static Object code(@Nullable Throwable e) {
    return e instanceof ModeldexException known ? known.code() : String.valueOf(e);
  }

  private static Commit commit(Random random) {
    List<Mutation> mutations = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      mutations.add(mutation(random));
    }
    String token = "token" + random.nextInt(10);
    return new Commit(
        mutations,
        "user" + random.nextInt(3),
        random.nextInt(5) > 0 ? null : new Commit.Once(token, token + random.nextInt(2)));
  }

  private static Mutation mutation(Random random) {
    RecordId id = RecordId.model("a", "m" + random.nextInt(IDS));
    return switch (random.nextInt(8)) {
      case 0 -> new Mutation.Delete(id, precondition(random));
      case 6, 7 ->
          new Mutation.AppendSeries(
              id, List.of(CrashedStore.series(random), CrashedStore.series(random)));
      case 1 ->
          new Mutation.AppendMeasurements(
              id,
              random.nextInt(4) == 0
                  ? List.of()
                  : List.of(Measurement.of("accuracy", null, "" + random.nextInt(3))));
      default -> new Mutation.Put(record(id, random), precondition(random));
    };
  }

  private static Precondition precondition(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Precondition.ABSENT;
      case 1 -> new Precondition.AtRevision(random.nextInt(6));
      default -> Precondition.NONE;
    };
  }

  /** One of few records, so that the same is put again now and then. */
  private static MetadataRecord record(RecordId id, Random random) {
    List<LineageEdge> lineage = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      lineage.add(
          LineageEdge.to(
              random.nextBoolean() ? Relation.TRAINED_ON : Relation.USES,
              RecordId.of(
                  random.nextBoolean() ? Kind.DATASET : Kind.MODEL, "a", "m" + random.nextInt(3))));
    }
    return MetadataRecord.builder(id)
        .description("Words " + random.nextInt(2))
        .lineage(lineage)
        .build();
  }
}
