package org.modeldex.server.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.durability.Client.Answer;
import org.modeldex.server.durability.Client.Call;
import org.modeldex.testing.Chaos;
import org.modeldex.testing.Seeded;

/**
 * A disk that fills up under a server at work: writes are refused, reads go on, and all is well
 * again when there is space. The disk is a small one in memory, which only root may mount.
 */
final class FullDiskTest {
  private static final String DISK_SIZE = "size=160m";
  private static final long PATIENCE_MILLIS = 60_000;

  @TempDir private Path folder;
  private Path disk;
  private Path ballast;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("data"));
    ballast = disk.resolve("ballast");
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", DISK_SIZE, "tmpfs", disk.toString()),
        "needs the right to mount a disk in memory");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    succeeds("umount", disk.toString());
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  @Test
  void writesAreRefusedReadsGoOnAndSpaceHealsAll() throws Exception {
    int rounds = Chaos.choose(2, 20);
    Seeded.trial(seed -> {
      Ledger ledger = new Ledger();
      Load load = new Load(ledger, 4, 30, new Random(seed));
      try (ChildServer server = ChildServer.start(disk)) {
        for (int i = 0; i < rounds; i++) {
          fillAndFree(server, ledger, load);
        }
        server.kill();
      }
      try (ChildServer server = ChildServer.start(disk);
          Client client = new Client(server.address())) {
        StoreAudit.check(client, ledger);
        IndexAudit.check(client);
      }
      System.out.printf(
          "disk filled %d times (seed %d): %d writes acknowledged, %d refused, 0 lost%n",
          rounds, seed, ledger.acknowledged(), ledger.refused());
    });
  }

  @Test
  void anArtifactThatDoesNotFitIsRefusedAndTakenWhenThereIsSpace() throws Exception {
    try (ChildServer server = ChildServer.start(disk);
        HttpClient client = HttpClient.newHttpClient()) {
      URI address =
          server.address().resolve("/api/2.0/mlflow-artifacts/artifacts/0/run/artifacts/weights");
      HttpRequest upload =
          HttpRequest.newBuilder(address)
              .PUT(BodyPublishers.ofByteArray(new byte[8 << 20]))
              .build();
      fill();
      HttpResponse<String> refused = client.send(upload, BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("there is no space for the artifact");
      Files.delete(ballast);
      assertThat(client.send(upload, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  private void fillAndFree(ChildServer server, Ledger ledger, Load load)
      throws IOException, InterruptedException {
    try (Client client = new Client(server.address())) {
      Load.Run writing = load.start(server.address());
      awaitMore(ledger::acknowledged, 200, "acknowledged writes");
      client.search("state", "");
      fill();
      awaitMore(ledger::refused, 20, "refused writes");
      for (int i = 0; i < 20; i++) {
        readsGoOn(client);
      }
      aFreshSearchIsNeverStale(client);
      Files.delete(ballast);
      awaitMore(ledger::acknowledged, 200, "acknowledged writes after there is space again");
      writing.stop();
      awaitReady(client);
      StoreAudit.check(client, ledger);
      IndexAudit.check(client);
    }
  }

  private static void readsGoOn(Client client) throws IOException, InterruptedException {
    JsonNode hits = client.search("state", "&fresh=false&limit=100").get("hits");
    assertThat(hits).as("hits while the disk is full").isNotEmpty();
    assertThat(client.export()).as("records while the disk is full").isNotEmpty();
    assertThat(client.json("/status").get("storeFull").booleanValue()).isTrue();
  }

  /** It answers as always, or says that it cannot. */
  private static void aFreshSearchIsNeverStale(Client client)
      throws IOException, InterruptedException {
    Call fresh = Call.of("GET", "/search?q=state");
    Answer answer = client.send(fresh).expect(fresh, 200, 503);
    if (answer.status() == 503) {
      assertThat(answer.json().get("code").textValue()).isEqualTo("index-behind");
    }
  }

  /** Takes all the space there is. */
  private void fill() throws IOException {
    byte[] block = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static void awaitMore(LongSupplier count, int more, String what)
      throws InterruptedException {
    long start = count.getAsLong();
    for (long waited = 0; waited < PATIENCE_MILLIS; waited += 10) {
      if (count.getAsLong() >= start + more) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("there are no more " + what + " after a minute");
  }

  /** Waits until the index has caught up. */
  private static void awaitReady(Client client) throws IOException, InterruptedException {
    for (long waited = 0; waited < PATIENCE_MILLIS; waited += 100) {
      JsonNode status = client.json("/status");
      long behind = status.get("sequence").longValue() - status.get("indexedSequence").longValue();
      if (behind == 0 && !status.has("indexFailure")) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the index has not caught up: " + client.json("/status"));
  }
}
