package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged outlives the process, the power and the disk's refusals. */
class KillTest {
  @TempDir Path folder;
  private final Random random = new Random();

  @Test
  void aKilledProcessLosesNothing() throws Exception {
    KilledProcess victim = new KilledProcess(folder);
    for (int cycle = 0; cycle < Chaos.rounds(5); cycle++) {
      Process process = victim.start(true, environment -> {});
      victim.awaitCommits(process, 50 + random.nextInt(1_000));
      KilledProcess.kill(process);

      try (RocksMetadataStore store = RocksMetadataStore.open(victim.store(), CrashedStore.SMALL)) {
        victim.assertWhole(store);
      }
    }
  }

  @Test
  void aPowerCutLosesNothing() throws Exception {
    SyncShim shim = SyncShim.compile(folder);
    KilledProcess victim = new KilledProcess(folder);
    for (int cycle = 0; cycle < Chaos.rounds(5); cycle++) {
      runUntilPowerCut(victim, shim, true);

      try (RocksMetadataStore store = RocksMetadataStore.open(victim.store(), CrashedStore.SMALL)) {
        victim.assertWhole(store);
      }
      victim.forget();
    }
  }

  /** Shows that the test above would notice. */
  @Test
  void aPowerCutWithoutSyncLosesCommits() throws Exception {
    SyncShim shim = SyncShim.compile(folder);
    KilledProcess victim = new KilledProcess(folder);
    long lost = 0;
    for (int cycle = 0; cycle < 5 && lost == 0; cycle++) {
      runUntilPowerCut(victim, shim, false);

      try (RocksMetadataStore store =
          RocksMetadataStore.open(victim.store(), CrashedStore.SMALL.withAcceptLoss(true))) {
        lost += victim.lost(store);
      }
      victim.forget();
    }
    assertThat(lost).isPositive();
  }

  private void runUntilPowerCut(KilledProcess victim, SyncShim shim, boolean sync)
      throws Exception {
    Path journal = folder.resolve("journal");
    Files.deleteIfExists(journal);
    Process process = victim.start(sync, environment -> install(shim, victim, environment));
    victim.awaitCommits(process, 50 + random.nextInt(1_000));
    KilledProcess.kill(process);
    SyncShim.cutPower(victim.store(), journal, random);
  }

  private void install(SyncShim shim, KilledProcess victim, Map<String, String> environment) {
    try {
      shim.install(environment, victim.store(), folder.resolve("journal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFailedSyncEndsTheProcessAndNothingIsAcknowledgedAfterIt() throws Exception {
    SyncShim shim = SyncShim.compile(folder);
    KilledProcess victim = new KilledProcess(folder);
    for (int cycle = 0; cycle < Chaos.rounds(3); cycle++) {
      String failing = Integer.toString(20 + random.nextInt(200));
      Process process =
          victim.start(
              true,
              environment -> {
                install(shim, victim, environment);
                environment.put("SHIM_FAIL_SYNC", failing);
              });

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(Victim.FATAL);
      try (RocksMetadataStore store = RocksMetadataStore.open(victim.store(), CrashedStore.SMALL)) {
        victim.assertWhole(store);
      }
    }
  }
}
