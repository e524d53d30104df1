package org.modeldex.server.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.testing.Chaos;
import org.modeldex.testing.PowerCut;
import org.modeldex.testing.Seeded;

/** A sync that fails ends the server at once, for nobody knows what is on the disk. */
final class FailingDiskTest {
  /** As sysexits.h has it for an input or output error. */
  private static final int IO_ERROR = 74;

  @TempDir private Path folder;
  private Path data;
  private PowerCut power;

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    assumeTrue(PowerCut.isPossible(), "needs Linux and gcc");
    data = Files.createDirectory(folder.resolve("data"));
    power = PowerCut.of(data, Files.createDirectory(folder.resolve("workshop")));
  }

  @Test
  void afterAFailedSyncNothingIsAcknowledgedAndARestartHasTheRest() throws Exception {
    int failures = Chaos.choose(1, 50);
    Seeded.trial(seed -> {
      Random random = new Random(seed);
      Ledger ledger = new Ledger();
      Load load = new Load(ledger, 4, 20, random);
      for (int i = 0; i < failures; i++) {
        failUnderLoad(load, 60 + random.nextInt(100));
        power.cut(random);
        try (ChildServer server = ChildServer.start(data);
            Client client = new Client(server.address())) {
          StoreAudit.check(client, ledger);
          IndexAudit.check(client);
        }
      }
      System.out.printf(
          "%d failing disks (seed %d): %d writes acknowledged, %d unanswered, 0 lost%n",
          failures, seed, ledger.acknowledged(), ledger.unknown());
    });
  }

  private void failUnderLoad(Load load, int syncs) throws IOException, InterruptedException {
    try (ChildServer server = ChildServer.start(data, power.connectFailing(syncs))) {
      Load.Run writing = load.start(server.address());
      writing.await();
      assertThat(server.awaitExit()).isEqualTo(IO_ERROR);
      assertThat(server.log()).contains("the store has stopped");
    }
  }
}
