package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.ModeldexException;
import org.modeldex.testing.PowerCut;

/** What was acknowledged outlives the process, the power and the disk's refusals. */
class KillTest {
  /** More syncs than the making of a store takes. */
  private static final int AFTER_OPENING = 100;

  @TempDir Path folder;
  private final Random random = new Random();

  @Test
  void aKilledProcessLosesNothing() throws Exception {
    KilledProcess victim = new KilledProcess(folder);
    for (int cycle = 0; cycle < Chaos.rounds(5); cycle++) {
      runUntilKilled(victim, true, Map.of());

      try (RocksMetadataStore store = reopen(victim, CrashedStore.SMALL)) {
        victim.assertWhole(store);
      }
    }
  }

  @Test
  void aPowerCutLosesNothing() throws Exception {
    KilledProcess victim = new KilledProcess(folder);
    PowerCut power = power(victim);
    for (int cycle = 0; cycle < Chaos.rounds(5); cycle++) {
      runUntilKilled(victim, true, power.connect());
      power.cut(random);

      try (RocksMetadataStore store = reopen(victim, CrashedStore.SMALL)) {
        victim.assertWhole(store);
      }
    }
  }

  /** Shows that the test above would notice. */
  @Test
  void aPowerCutWithoutSyncLosesCommits() throws Exception {
    KilledProcess victim = new KilledProcess(folder);
    PowerCut power = power(victim);
    boolean lost = false;
    for (int cycle = 0; cycle < 5 && !lost; cycle++) {
      runUntilKilled(victim, false, power.connect());
      assertThat(power.cut(random).bytes()).isPositive();

      try (RocksMetadataStore store = reopen(victim, CrashedStore.SMALL.withAcceptLoss(true))) {
        lost = victim.lost(store) > 0;
      } catch (ModeldexException e) { // a hole, which cannot be accepted
        assertThat(e).hasMessageContaining("has lost data: of its changes");
        lost = true;
      }
    }
    assertThat(lost).isTrue();
  }

  @Test
  void aDiskThatFailsEndsTheProcessAndNothingIsAcknowledgedAfterIt() throws Exception {
    KilledProcess victim = new KilledProcess(folder);
    PowerCut power = power(victim);
    for (int cycle = 0; cycle < Chaos.rounds(3); cycle++) {
      Process process =
          victim.start(true, power.connectFailing(AFTER_OPENING + random.nextInt(300)));

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(Victim.FATAL);
      power.cut(random);
      try (RocksMetadataStore store = reopen(victim, CrashedStore.SMALL)) {
        victim.assertWhole(store);
      }
    }
  }

  private PowerCut power(KilledProcess victim) throws Exception {
    assumeTrue(PowerCut.isPossible(), "cutting the power needs Linux and gcc");
    Files.createDirectories(victim.store());
    return PowerCut.of(victim.store(), Files.createDirectory(folder.resolve("workshop")));
  }

  private void runUntilKilled(KilledProcess victim, boolean sync, Map<String, String> environment)
      throws Exception {
    Process process = victim.start(sync, environment);
    victim.awaitCommits(process, 50 + random.nextInt(1_000));
    KilledProcess.kill(process);
  }

  private static RocksMetadataStore reopen(KilledProcess victim, StoreOptions options) {
    return RocksMetadataStore.open(victim.store(), options);
  }
}
