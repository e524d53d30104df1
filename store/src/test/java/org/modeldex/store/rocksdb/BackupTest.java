package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.modeldex.store.StoreSession.assertFails;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.ErrorCode;
import org.modeldex.store.Change;
import org.modeldex.store.StoreSession;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;

class BackupTest {
  @TempDir Path folder;

  private RocksMetadataStore open(String name) {
    return RocksMetadataStore.open(folder.resolve(name), CrashedStore.SMALL);
  }

  private static void fill(RocksMetadataStore store, int commits, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < commits; i++) {
      store.commit(CrashedStore.commit(random)).join();
    }
  }

  @Test
  void aBackupTakenWhileWritingIsTheStoreAtOneMoment() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    int backups = Chaos.rounds(5);
    List<Change> log;
    try (RocksMetadataStore store = open("store")) {
      List<Thread> writers =
          List.of(1L, 2L, 3L, 4L).stream()
              .map(seed ->
                  Thread.ofVirtual()
                      .start(() -> {
                        while (!stop.get()) {
                          fill(store, 10, seed);
                        }
                      }))
              .toList();
      long before = 0;
      for (int i = 0; i < backups; i++) {
        Backup.Summary summary = store.backup(folder.resolve("backup" + i));
        assertThat(summary.sequence()).isGreaterThanOrEqualTo(before);
        before = store.status().sequence();
      }
      stop.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
      log = Everything.of(store).changes();
    }

    for (int i = 0; i < backups; i++) {
      Backup.Summary summary =
          RocksMetadataStore.restore(folder.resolve("backup" + i), folder.resolve("copy" + i));
      try (RocksMetadataStore copy = open("copy" + i)) {
        assertThat(copy.status().sequence()).isEqualTo(summary.sequence());
        assertThat(copy.verify()).isEmpty();
        assertThat(Everything.of(copy).changes())
            .isEqualTo(log.subList(0, (int) summary.sequence()));
      }
    }
  }

  @Test
  void aRestoredStoreHasEverythingAndAnIdentityOfItsOwn() {
    Everything everything;
    String uuid;
    try (RocksMetadataStore store = open("store")) {
      fill(store, 100, 1);
      store.internMetricKeys(List.of("accuracy", "wer"));
      store.trimChanges(20);
      everything = Everything.of(store);
      uuid = store.status().uuid();
      store.backup(folder.resolve("backup"));
    }
    RocksMetadataStore.restore(folder.resolve("backup"), folder.resolve("new/place"));

    try (RocksMetadataStore restored = open("new/place")) {
      assertThat(Everything.of(restored)).isEqualTo(everything);
      assertThat(restored.status().uuid()).isNotEqualTo(uuid);
      assertThat(new StoreSession(restored, "ann").put(Records.RESNET50).sequence())
          .isEqualTo(everything.sequence() + 1);
    }
  }

  @Test
  void anEmptyStoreCanBeBackedUp() {
    try (RocksMetadataStore store = open("store")) {
      assertThat(store.backup(folder.resolve("backup")).sequence()).isZero();
    }
    RocksMetadataStore.restore(folder.resolve("backup"), folder.resolve("copy"));
    try (RocksMetadataStore copy = open("copy")) {
      assertThat(copy.status().sequence()).isZero();
    }
  }

  @Test
  void whateverIsWrongWithABackupIsNoticed() throws IOException {
    try (RocksMetadataStore store = open("store")) {
      fill(store, 50, 1);
      store.backup(folder.resolve("backup"));
    }
    int[] round = {0};
    Seeded.trials(
        Chaos.rounds(40),
        random -> {
          try {
            Path copy = Folders.copy(folder.resolve("backup"), folder.resolve("bad" + round[0]));
            List<Path> files =
                Folders.files(copy, "*").stream().filter(f -> f.toFile().length() > 0).toList();
            Path file = files.get(random.nextInt(files.size()));
            Damage damage = List.of(Damage.values()).get(random.nextInt(3));
            byte[] before = Files.readAllBytes(file);
            damage.befall(file, random);
            if (!isSame(file, before, Files.readAllBytes(file))) {
              Path target = folder.resolve("target" + round[0]);
              assertFails(ErrorCode.CORRUPTED, () -> RocksMetadataStore.restore(copy, target));
              assertThat(target.resolve("rocksdb")).doesNotExist();
            }
            round[0]++;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    Path incomplete = Folders.copy(folder.resolve("backup"), folder.resolve("incomplete"));
    Files.delete(Folders.files(incomplete, "*.sst").getFirst());
    assertThat(
            catchThrowable(() -> RocksMetadataStore.restore(incomplete, folder.resolve("target"))))
        .hasMessageContaining("is missing");
  }

  /** The end of the list's last line says nothing. */
  private static boolean isSame(Path file, byte[] before, byte[] after) {
    boolean list = file.endsWith("backup.txt");
    return Arrays.equals(before, after)
        || (list && Arrays.equals(before, 0, before.length - 1, after, 0, after.length));
  }

  @Test
  void damagedDataAreNotBackedUp() throws IOException {
    try (RocksMetadataStore store = open("store")) {
      fill(store, 50, 1);
    }
    Path largest =
        Folders.files(folder.resolve("store/rocksdb"), "*.sst").stream()
            .max(Comparator.comparingLong(file -> file.toFile().length()))
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(largest);
    bytes[10] ^= 1;
    Files.write(largest, bytes);

    try (RocksMetadataStore store = open("store")) {
      assertFails(ErrorCode.CORRUPTED, () -> store.backup(folder.resolve("backup")));
      assertThat(folder.resolve("backup")).doesNotExist();
      assertThat(store.verify()).anyMatch(finding -> finding.contains("checksum"));
    }
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Files.createDirectories(folder.resolve("taken"));
    try (RocksMetadataStore store = open("store")) {
      assertFails(ErrorCode.CONFIGURATION, () -> store.backup(folder.resolve("taken")));
      store.backup(folder.resolve("backup"));
    }
    assertFails(
        ErrorCode.CONFIGURATION,
        () -> RocksMetadataStore.restore(folder.resolve("backup"), folder.resolve("store")));
    assertFails(
        ErrorCode.CONFIGURATION,
        () -> RocksMetadataStore.restore(folder.resolve("taken"), folder.resolve("copy")));
  }

  @Test
  void aBackupThatFailsLeavesNothingBehind() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (RocksMetadataStore store = open("store")) {
      fill(store, 50, 1);
      assertFails(ErrorCode.CONFIGURATION, () -> store.backup(file.resolve("backup")));
      assertThat(folder.resolve("store/checkpoint")).doesNotExist();
    }
  }

  @Test
  void aBackupThatFillsTheDiskGivesTheSpaceBack() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 4);
        RocksMetadataStore store = open("store")) {
      byte[] noise = new byte[400_000];
      for (int i = 0; i < 20; i++) {
        new Random(i).nextBytes(noise);
        String text = Base64.getEncoder().encodeToString(noise).substring(0, 490_000);
        new StoreSession(store, "ann").put(Records.model("m" + i, text));
      }
      assertFails(ErrorCode.STORE_FULL, () -> store.backup(disk.folder().resolve("backup")));
      assertThat(disk.folder()).isEmptyDirectory();
      assertThat(folder.resolve("store/checkpoint")).doesNotExist();
    }
  }

  @Test
  void dotsInTheNameOfABackupLeaveNothingElseBehind() throws IOException {
    try (RocksMetadataStore store = open("store")) {
      store.backup(folder.resolve("nosuch/../a"));
      store.backup(folder.resolve("b/."));
      assertFails(ErrorCode.CONFIGURATION, () -> store.backup(folder.resolve("a/../store")));
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("store", "a", "b");
    RocksMetadataStore.restore(folder.resolve("b"), folder.resolve("copy"));
  }

  @Test
  void aBackupThatAClosedStoreInterruptsLeavesNothingBehind() throws Exception {
    RocksMetadataStore store = open("store");
    byte[] noise = new byte[360_000];
    for (int i = 0; i < 60; i++) {
      new Random(i).nextBytes(noise);
      String text = Base64.getEncoder().encodeToString(noise);
      new StoreSession(store, "ann").put(Records.model("m" + i, text));
    }
    AtomicReference<Throwable> problem = new AtomicReference<>();
    Thread backup =
        Thread.ofPlatform()
            .start(() -> problem.set(catchThrowable(() -> store.backup(folder.resolve("backup")))));
    Path partial = folder.resolve(".backup.partial");
    while (backup.isAlive() && !Files.exists(partial)) {
      Thread.onSpinWait();
    }
    store.close();
    assertThat(partial).doesNotExist();
    backup.join();

    if (problem.get() == null) {
      RocksMetadataStore.restore(folder.resolve("backup"), folder.resolve("copy"));
    } else {
      assertThat(problem.get()).hasMessageContaining("given up");
      assertThat(folder.toFile().list()).containsExactly("store");
    }
  }

  @Test
  void whatAKilledBackupLeftIsClearedAwayByTheNextToTakeTheStore() throws IOException {
    Path half = folder.resolve("disk/.backup.partial");
    open("store").close();
    HalfBackup.begin(folder.resolve("store"), half);
    Files.createDirectories(half);
    Files.writeString(half.resolve("000008.sst"), "half");

    Path note = folder.resolve("store/half-backup");
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.copy(note, copy.resolve("half-backup"));
    open("copy").close();
    assertThat(half).isNotEmptyDirectory();

    open("store").close();
    assertThat(folder.resolve("disk")).isEmptyDirectory();
    assertThat(note).doesNotExist();
  }

  @Test
  void aFolderBesideTheBackupIsLeftAlone() throws IOException {
    Path other = Files.createDirectories(folder.resolve("backup.partial"));
    Files.writeString(other.resolve("thesis"), "mine");
    try (RocksMetadataStore store = open("store")) {
      store.backup(folder.resolve("backup"));
    }
    assertThat(other.resolve("thesis")).exists();
  }

  @Test
  void aBackupIsRestoredFromTheFolderOneIsIn() throws IOException {
    try (RocksMetadataStore store = open("store")) {
      fill(store, 50, 1);
      store.backup(folder.resolve("backup"));
    }
    Path here = Path.of("").toAbsolutePath();
    List<Path> copied = new ArrayList<>();
    try {
      for (Path f : Folders.files(folder.resolve("backup"), "*")) {
        copied.add(Files.copy(f, here.resolve(f.getFileName())));
      }
      RocksMetadataStore.restore(Path.of("."), folder.resolve("copy"));
    } finally {
      for (Path f : copied) {
        Files.delete(f);
      }
    }
  }

  @Test
  void aRestoreThatFailsLeavesNothingBehind() throws IOException {
    try (RocksMetadataStore store = open("store")) {
      fill(store, 50, 1);
      store.backup(folder.resolve("backup"));
    }
    Files.delete(Folders.files(folder.resolve("backup"), "MANIFEST*").getFirst());
    assertFails(
        ErrorCode.CORRUPTED,
        () -> RocksMetadataStore.restore(folder.resolve("backup"), folder.resolve("copy")));
    assertThat(folder.resolve("copy/rocksdb.making")).doesNotExist();
  }
}
