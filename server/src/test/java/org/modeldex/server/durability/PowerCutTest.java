package org.modeldex.server.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.server.durability.ChildServer.StartRefused;
import org.modeldex.testing.Chaos;
import org.modeldex.testing.PowerCut;
import org.modeldex.testing.Seeded;

/** A server whose machine loses power under load keeps what it acknowledged. */
final class PowerCutTest {
  private static final String WRITE_AHEAD_LOG = ".log";

  @TempDir private Path folder;
  private Path data;
  private PowerCut power;

  @BeforeEach
  void prepare() throws IOException, InterruptedException {
    assumeTrue(PowerCut.isPossible(), "needs Linux and gcc");
    data = Files.createDirectory(folder.resolve("data"));
    power = PowerCut.of(data, Files.createDirectory(folder.resolve("workshop")));
  }

  /** A crash that takes with it what was not synced. */
  private final class Cut implements CrashLoop.Crash {
    private final boolean deceived;
    private long bytes;
    private long names;

    Cut(boolean deceived) {
      this.deceived = deceived;
    }

    @Override
    public Map<String, String> before() throws IOException {
      return deceived ? power.connectDeceived(WRITE_AHEAD_LOG) : power.connect();
    }

    @Override
    public void after(Random random) throws IOException {
      PowerCut.Loss loss = power.cut(random);
      bytes += loss.bytes();
      names += loss.names();
    }
  }

  @Test
  void aServerWithoutPowerHasEverythingItAcknowledged() throws Exception {
    int cuts = Chaos.choose(5, 100);
    Seeded.trial(seed -> {
      Cut cut = new Cut(false);
      CrashLoop loop = new CrashLoop(data, cut, seed);
      loop.run(cuts);
      System.out.printf(
          "%d power cuts (seed %d) took %d bytes and %d names: %s%n",
          cuts, seed, cut.bytes, cut.names, loop);
      assertThat(cut.bytes + cut.names).as("what the cuts took").isPositive();
    });
  }

  @Test
  void anArtifactThatWasTakenIsThereAfterThePowerFailed() throws Exception {
    String path = "/api/2.0/mlflow-artifacts/artifacts/0/run/artifacts/model/MLmodel";
    ChildServer server = ChildServer.start(data, power.connect());
    HttpRequest.Builder upload =
        HttpRequest.newBuilder(server.address().resolve(path))
            .PUT(BodyPublishers.ofString("flavors: {}"));
    assertThat(answer(upload).statusCode()).isEqualTo(200);
    server.kill();
    power.cut(new Random(1));
    try (ChildServer again = ChildServer.start(data)) {
      URI address = again.address().resolve(path);
      assertThat(answer(HttpRequest.newBuilder(address)).body()).isEqualTo("flavors: {}");
    }
  }

  private static HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  /** The write-ahead log is not synced, as if the store did not ask for it. */
  @Test
  void withoutSyncsAcknowledgedWritesAreLostAndTheServerOrTheAuditSaysSo() throws Exception {
    Seeded.trial(seed -> {
      CrashLoop loop = new CrashLoop(data, new Cut(true), seed);
      Throwable noticed = catchThrowable(() -> loop.run(10));
      assertThat(noticed).isInstanceOfAny(StartRefused.class, AssertionError.class);
      assertThat(noticed.getMessage()).containsAnyOf("has lost data", "LOST: ");
    });
  }
}
