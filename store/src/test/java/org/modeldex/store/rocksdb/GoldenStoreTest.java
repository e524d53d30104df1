package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.RecordId;
import org.modeldex.store.Commit;
import org.modeldex.store.InMemoryMetadataStore;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.testing.ManualClock;

/** Folders that releases have left behind open and read as they were written. */
class GoldenStoreTest {
  @TempDir Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void copyGoldenFolder() throws Exception {
    folder =
        Folders.copy(
            Path.of(System.getProperty("testdata"), "store-format-1"), temporary.resolve("store"));
  }

  private RocksMetadataStore open() {
    return RocksMetadataStore.open(folder, CrashedStore.SMALL.withClock(new ManualClock()));
  }

  @Test
  void format1ReadsAsItWasWritten() {
    InMemoryMetadataStore expected = new InMemoryMetadataStore(new ManualClock());
    GoldenStore.replay(expected);

    try (RocksMetadataStore store = open()) {
      assertThat(Everything.of(store)).isEqualTo(Everything.of(expected));
      assertThat(store.status().trimmedTo()).isEqualTo(1);
      assertThat(store.metricKeys()).isEqualTo(GoldenStore.METRIC_KEYS);
      assertThat(store.verify()).isEmpty();
    }
  }

  @Test
  void format1StillKnowsItsIdempotencyKeys() {
    Commit once =
        new Commit(
            List.of(new Mutation.Delete(RecordId.model("no", "matter"), Precondition.NONE)),
            "bob",
            new Commit.Once("golden-token", "golden-digest"));
    try (RocksMetadataStore store = open()) {
      assertThat(store.commit(once).join().repeated()).isTrue();
    }
  }

  @Test
  void format1CanBeWrittenOn() {
    try (RocksMetadataStore store = open()) {
      GoldenStore.replay(store);
    }
    try (RocksMetadataStore store = open()) {
      assertThat(store.verify()).isEmpty();
    }
  }
}
