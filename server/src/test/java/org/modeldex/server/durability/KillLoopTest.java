package org.modeldex.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.testing.Chaos;
import org.modeldex.testing.Seeded;

/** A server that is killed under load, again and again, keeps what it acknowledged. */
final class KillLoopTest {
  @TempDir private Path folder;

  @Test
  void aKilledServerHasEverythingItAcknowledged() throws Exception {
    int kills = Chaos.choose(20, 200);
    Seeded.trial(seed -> {
      CrashLoop loop = new CrashLoop(folder.resolve("data"), CrashLoop.Crash.KILL, seed);
      loop.run(kills);
      System.out.println(kills + " kills (seed " + seed + "): " + loop);
      assertThat(loop.ledger().acknowledged()).isGreaterThan(10L * kills);
    });
  }
}
