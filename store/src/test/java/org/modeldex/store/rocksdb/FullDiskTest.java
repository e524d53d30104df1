package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.StoreSession;
import org.modeldex.testing.Records;

/** A full disk costs no acknowledged commit, leaves reading alone, and passes. */
class FullDiskTest {
  private static final int DISK = 48;
  private static final int BALLAST = 16;

  @TempDir Path folder;
  private final Random random = new Random(11);
  private final Map<RecordId, String> acknowledged = new HashMap<>();

  /**
   * With a watermark of nothing RocksDB itself meets the end of the disk; otherwise it never does.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 8})
  void aFullDiskHealsWhenSpaceReturns(int watermarkMegabytes) throws Exception {
    StoreOptions options = CrashedStore.SMALL.withMinFreeBytes((long) watermarkMegabytes << 20);
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK)) {
      Path path = disk.folder().resolve("store");
      try (RocksMetadataStore store = RocksMetadataStore.open(path, options)) {
        for (int round = 0; round < Chaos.rounds(2); round++) {
          Path ballast = disk.ballast(BALLAST);
          fill(store);
          assertThat(store.status().full()).isTrue();
          assertAllReadable(store);
          Files.delete(ballast);

          awaitWritable(store);
          assertThat(store.status().full()).isFalse();
          assertAllReadable(store);
          assertThat(store.verify()).isEmpty();
          deleteAll(store);
        }
      }
      try (RocksMetadataStore store = RocksMetadataStore.open(path, options)) {
        assertAllReadable(store);
        assertThat(store.verify()).isEmpty();
      }
    }
  }

  /** Puts incompressible records until one is refused. */
  private void fill(RocksMetadataStore store) {
    while (true) {
      MetadataRecord record = record();
      try {
        new StoreSession(store, "ann").put(record);
        acknowledged.put(record.id(), String.valueOf(record.description()));
      } catch (ModeldexException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.STORE_FULL);
        return;
      }
    }
  }

  private MetadataRecord record() {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      words.append(Long.toString(random.nextLong(), 36));
    }
    return Records.model("model-" + random.nextInt(1_000_000), words.toString());
  }

  private void awaitWritable(RocksMetadataStore store) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofMinutes(1));
    while (true) {
      MetadataRecord record = Records.model("small-" + acknowledged.size(), "Words.");
      try {
        new StoreSession(store, "ann").put(record);
        acknowledged.put(record.id(), "Words.");
        return;
      } catch (ModeldexException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.STORE_FULL);
        assertThat(Instant.now()).as("the disk has space again").isBefore(end);
        Thread.sleep(100);
      }
    }
  }

  private void assertAllReadable(RocksMetadataStore store) {
    acknowledged.forEach((id, description) ->
        assertThat(store.find(id).orElseThrow().description()).isEqualTo(description));
    assertThat(store.findAll(acknowledged.keySet())).hasSize(acknowledged.size());
  }

  /** Begins the next round with less on the disk, though the history stays. */
  private void deleteAll(RocksMetadataStore store) {
    List<RecordId> ids = List.copyOf(acknowledged.keySet());
    for (RecordId id : ids.subList(0, Math.min(10, ids.size()))) {
      new StoreSession(store, "ann").delete(id);
      acknowledged.remove(id);
    }
  }

  @Test
  void aNewStoreOnAFullDiskIsRefusedWithTheReason() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 1)) {
      Files.write(disk.folder().resolve("filler"), new byte[(1 << 20) - 8192]);

      ModeldexException e =
          org.assertj.core.api.Assertions.catchThrowableOfType(
              ModeldexException.class,
              () -> RocksMetadataStore.open(disk.folder().resolve("store"), CrashedStore.SMALL));
      assertThat(e).hasMessageContaining("space");
    }
  }
}
