package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.store.Change;
import org.modeldex.testing.Seeded;

/** A damaged store either says so or has everything. It never opens with less. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamageTest {
  private static final int COMMITS = 400;

  private Path folder = Path.of("");
  private Path afterCrash = Path.of("");
  private Path afterFlush = Path.of("");
  private Everything everything = Everything.NOTHING;
  private int copies;

  @BeforeAll
  void makeStores(@TempDir Path forAll) throws Exception {
    folder = forAll;
    afterCrash = folder.resolve("crash");
    afterFlush = folder.resolve("flush");
    Files.createDirectories(afterFlush);
    everything = CrashedStore.make(afterCrash, COMMITS, false);
    CrashedStore.make(afterFlush.resolve("store"), COMMITS, true);
    afterFlush = afterFlush.resolve("store");
  }

  private Path copy(Path original) {
    try {
      return Folders.copy(original, folder.resolve("copy" + copies++));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedLogIsNoticed(Damage damage) {
    check(afterCrash, "*.log", damage, 10);
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedDataFileIsNoticed(Damage damage) {
    check(afterCrash, "*.sst", damage, 10);
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedListOfFilesIsNoticed(Damage damage) {
    check(afterCrash, "MANIFEST*", damage, 10);
    check(afterFlush, "MANIFEST*", damage, 10);
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedPointerToTheListIsNoticed(Damage damage) {
    check(afterCrash, "CURRENT", damage, 4);
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedHighWaterMarkIsNoticed(Damage damage) {
    check(afterCrash, "../high-water", damage, 4);
  }

  private void check(Path original, String glob, Damage damage, int rounds) {
    Seeded.trials(
        Chaos.rounds(rounds),
        random -> {
          Path copy = copy(original);
          try {
            Path file = pick(copy.resolve("rocksdb"), glob, random);
            damage.befall(file, random);
            checkNoticed(copy, damage + " in " + file.getFileName());
            StoreFolder.delete(copy);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Path pick(Path database, String glob, Random random) throws IOException {
    if (glob.startsWith("../")) {
      return database.resolve(glob).normalize();
    }
    List<Path> files =
        Folders.files(database, glob).stream().filter(file -> file.toFile().length() > 0).toList();
    return files.get(random.nextInt(files.size()));
  }

  private void checkNoticed(Path damaged, String what) {
    try (RocksMetadataStore store = RocksMetadataStore.open(damaged, CrashedStore.SMALL)) {
      assertThat(Everything.of(store).equals(everything)).as("all is there: " + what).isTrue();
    } catch (ModeldexException e) {
      assertThat(e.code()).as(what).isEqualTo(ErrorCode.CORRUPTED);
      assertThat(e).as(what).hasMessageContaining("Restore a backup");
      checkOffer(e, damaged, what);
    }
  }

  /** Who is told that a loss may be accepted can accept it. */
  private static void checkOffer(ModeldexException refusal, Path damaged, String what) {
    if (refusal.toString().contains("--accept-loss")) {
      assertThatCode(
              () -> {
                RocksMetadataStore.open(damaged, CrashedStore.SMALL.withAcceptLoss(true)).close();
              })
          .as(what)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void everyFileThatIsMissingIsNoticed() throws IOException {
    for (Path original : List.of(afterCrash, afterFlush)) {
      for (Path file : Folders.files(original.resolve("rocksdb"), "*")) {
        Path copy = copy(original);
        Files.delete(copy.resolve("rocksdb").resolve(file.getFileName()));
        checkNoticed(copy, "missing " + file.getFileName());
      }
    }
  }

  @Test
  void aDatabaseThatIsMissingIsNoticed() throws IOException {
    Path copy = copy(afterCrash);
    StoreFolder.delete(copy.resolve("rocksdb"));

    ModeldexException e = refusal(copy);
    assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
    assertThat(e)
        .hasMessageContaining("its database is gone")
        .hasMessageContaining(copy.toString());
  }

  @Test
  void aMissingHighWaterMarkIsNoticed() throws IOException {
    Path copy = copy(afterCrash);
    Files.delete(copy.resolve(HighWaterMark.FILE));

    assertThat(refusal(copy)).hasMessageContaining("high-water is missing");
  }

  @Test
  void theHighWaterMarkOfAnotherStoreIsNoticed() throws IOException {
    Path copy = copy(afterCrash);
    Files.copy(
        afterFlush.resolve(HighWaterMark.FILE),
        copy.resolve(HighWaterMark.FILE),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(refusal(copy)).hasMessageContaining("belongs to another store");
  }

  @Test
  void oneSpoiledSlotOfTheHighWaterMarkDoesNoHarm() throws IOException {
    Path copy = copy(afterCrash);
    byte[] mark = Files.readAllBytes(copy.resolve(HighWaterMark.FILE));
    mark[20] ^= 1;
    Files.write(copy.resolve(HighWaterMark.FILE), mark);

    try (RocksMetadataStore store = RocksMetadataStore.open(copy, CrashedStore.SMALL)) {
      assertThat(Everything.of(store)).isEqualTo(everything);
    }
  }

  @Test
  void metricKeysThatAreMissingAreNoticed() throws IOException {
    Path store = folder.resolve("keys");
    RocksMetadataStore.open(store, CrashedStore.SMALL).close();
    Recovery.Recovered recovered = Recovery.open(store, CrashedStore.SMALL);
    Writer writer = new Writer(recovered, CrashedStore.SMALL);
    writer.start();
    writer.submit(new Task<>(batch -> batch.intern(List.of("accuracy")), 10, true)).join();
    writer.close();
    recovered.database().close();
    recovered.folder().close();
    Path log = Folders.files(store.resolve("rocksdb"), "*.log").getLast();
    Files.write(log, Arrays.copyOf(Files.readAllBytes(log), (int) Files.size(log) - 1));

    assertThat(refusal(store)).hasMessageContaining("of 1 metric keys only 0 are there");
  }

  @Test
  void aLogThatTheListOfFilesForgotIsMissed() throws Exception {
    Path store = folder.resolve("forgotten");
    Recovery.Recovered recovered = Recovery.open(store, CrashedStore.SMALL);
    Writer writer = new Writer(recovered, CrashedStore.SMALL);
    writer.start();
    commit(writer, 20);
    Path list = Folders.files(store.resolve("rocksdb"), "MANIFEST*").getLast();
    byte[] before = Files.readAllBytes(list);
    recovered.database().flush(); // the log is deleted, for the list now names what was in it
    commit(writer, 20);
    writer.close();
    recovered.database().close();
    recovered.folder().close();
    Files.write(list, before);

    for (int start = 1; start <= 2; start++) {
      ModeldexException e = refusal(store);
      assertThat(e).as("start " + start + ", with later changes alone").isNotNull();
      assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
      assertThat(e)
          .hasMessageMatching("(?s).* has lost data: of its changes 1 to \\d+ are missing.*");
    }
  }

  @Test
  void aChangedKindOfARecordInTheListOfFilesIsNoticed() throws IOException {
    byte[] bytes =
        Files.readAllBytes(Folders.files(afterCrash.resolve("rocksdb"), "MANIFEST*").getFirst());
    for (int at = 0; at < bytes.length; at += 7 + (bytes[at + 4] & 0xFF)) {
      Path copy = copy(afterCrash);
      Path list = Folders.files(copy.resolve("rocksdb"), "MANIFEST*").getFirst();
      byte[] changed = bytes.clone();
      changed[at + 6] ^= 4; // as in a recycled log
      Files.write(list, changed);

      ModeldexException e =
          Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> refusal(copy));
      assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED);
      assertThat(e)
          .hasMessageContaining(list.getFileName().toString())
          .hasMessageContaining("Restore a backup");
      StoreFolder.delete(copy);
    }
  }

  @Test
  void aFileThatMayNotBeReadIsNotTakenForDamage() throws IOException {
    Path copy = copy(afterFlush);
    Path file = pick(copy.resolve("rocksdb"), "*.sst", new Random(1));
    assertThat(file.toFile().setReadable(false)).isTrue();
    assumeFalse(Files.isReadable(file), "the superuser may read everything");

    assertThat(refusal(copy).code()).isEqualTo(ErrorCode.CONFIGURATION);
    assertThat(refusal(copy)).hasMessageContaining("may not read " + file);

    assertThat(file.toFile().setReadable(true)).isTrue();
    checkNoticed(copy, "readable again");
  }

  private static void commit(Writer writer, int times) {
    Random random = new Random(times);
    for (int i = 0; i < times; i++) {
      PreparedCommit commit = PreparedCommit.of(CrashedStore.commit(random));
      writer.submit(new Task<>(batch -> batch.commit(commit), commit.bytes(), true)).join();
    }
  }

  private static ModeldexException refusal(Path store) {
    return catchThrowableOfType(
        ModeldexException.class, () -> RocksMetadataStore.open(store, CrashedStore.SMALL).close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLIPPED_BIT", "CUT_OFF", "ZEROED_PAGE"})
  void whoAcceptsTheLossGetsASoundBeginning(String damage) throws IOException {
    Path copy = copy(afterCrash);
    Random random = new Random(5);
    Damage.valueOf(damage).befall(pick(copy.resolve("rocksdb"), "*.log", random), random);
    assertThat(refusal(copy).code()).isEqualTo(ErrorCode.CORRUPTED);

    StoreOptions accepting = CrashedStore.SMALL.withAcceptLoss(true);
    String uuid;
    try (RocksMetadataStore store = RocksMetadataStore.open(copy, accepting)) {
      uuid = store.status().uuid();
      assertThat(store.verify()).isEmpty();
      assertThat(store.status().sequence()).isBetween(1L, everything.sequence());
      assertThat(everything.changes())
          .startsWith(Everything.of(store).changes().toArray(new Change[0]));
    }
    try (RocksMetadataStore store = RocksMetadataStore.open(copy, CrashedStore.SMALL)) {
      assertThat(store.status().uuid()).isEqualTo(uuid);
    }
    try (RocksMetadataStore store = RocksMetadataStore.open(copy(afterCrash), CrashedStore.SMALL)) {
      assertThat(store.status().uuid()).isNotEqualTo(uuid);
    }
  }
}
