package org.modeldex.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * A server that is written to, killed at a random moment, started again and looked through, over
 * and over in the same folder.
 */
final class CrashLoop {
  private static final int CLIENTS = 4;
  private static final int RECORDS_PER_CLIENT = 50;
  private static final int MIN_LOAD_MILLIS = 50;
  private static final int MAX_LOAD_MILLIS = 700;
  private static final int MAX_START_MILLIS = 2_500;

  private final Path data;
  private final Crash crash;
  private final Random random;
  private final Ledger ledger = new Ledger();
  private final Load load;

  CrashLoop(Path data, Crash crash, long seed) {
    this.data = data;
    this.crash = crash;
    this.random = new Random(seed);
    this.load = new Load(ledger, CLIENTS, RECORDS_PER_CLIENT, random);
  }

  /** What a crash does besides ending the process. */
  interface Crash {
    /** The environment of the next process. */
    Map<String, String> before() throws IOException;

    /** The process is dead; the next one has not been started. */
    void after(Random random) throws IOException;

    /** Nothing. */
    Crash KILL =
        new Crash() {
          @Override
          public Map<String, String> before() {
            return Map.of();
          }

          @Override
          public void after(Random random) {}
        };
  }

  /** What was acknowledged and what was not, and that all of it was found again. */
  @Override
  public String toString() {
    return ledger.acknowledged()
        + " writes acknowledged, "
        + ledger.unknown()
        + " unanswered, 0 lost, 0 by half";
  }

  Ledger ledger() {
    return ledger;
  }

  void run(int crashes) throws IOException, InterruptedException {
    for (int i = 0; i < crashes; i++) {
      if (random.nextInt(5) == 0) {
        crashDuringStart();
      }
      try (ChildServer server = ChildServer.start(data, crash.before())) {
        audit(server);
        Load.Run writing = load.start(server.address());
        Thread.sleep(random.nextInt(MIN_LOAD_MILLIS, MAX_LOAD_MILLIS));
        server.kill();
        writing.await();
      }
      crash.after(random);
    }
    try (ChildServer server = ChildServer.start(data)) {
      audit(server);
    }
  }

  private void crashDuringStart() throws IOException, InterruptedException {
    try (ChildServer server = ChildServer.launch(data, crash.before())) {
      Thread.sleep(random.nextInt(MAX_START_MILLIS));
      server.kill();
    }
    crash.after(random);
  }

  private void audit(ChildServer server) throws IOException, InterruptedException {
    try (Client client = new Client(server.address())) {
      StoreAudit.check(client, ledger);
      IndexAudit.check(client);
    }
    assertThat(server.log()).as("the index was not damaged").doesNotContain("moved to");
  }
}
