package org.modeldex.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.modeldex.record.json.RecordJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a server takes to be ready, after a clean stop and after a kill under load. */
@Command(
    name = "start",
    description = "Time from process start to ready, clean and after kill -9 under load.",
    mixinStandardHelpOptions = true)
final class StartBench implements Callable<Integer> {
  @Option(names = "--records", description = "records in the store (default 100,000)")
  private int records = 100_000;

  @Option(names = "--rounds", description = "starts of each kind (default 3)")
  private int rounds = 3;

  private final RecordGenerator generator = new RecordGenerator(7);

  @Override
  public Integer call() throws Exception {
    Path work = Folders.temporary("modeldex-bench-start");
    Path data = work.resolve("data");
    Conditions.print(System.out, "Start with " + records + " records");
    Table table = new Table("start", "ready after ms", "first search answered after ms more");
    try (ServerProcess server = ServerProcess.start(data, "2g")) {
      table.row("empty", server.readyMillis(), firstSearch(server));
      fill(server);
    }
    for (int round = 1; round <= rounds; round++) {
      try (ServerProcess server = ServerProcess.start(data, "2g")) {
        table.row("clean " + round, server.readyMillis(), firstSearch(server));
      }
    }
    for (int round = 1; round <= rounds; round++) {
      killUnderLoad(data, round);
      try (ServerProcess server = ServerProcess.start(data, "2g")) {
        table.row("after kill -9 under load " + round, server.readyMillis(), firstSearch(server));
      }
    }
    table.print(System.out);
    return 0;
  }

  private void fill(ServerProcess server) throws IOException {
    try (HttpConnection connection = server.connect()) {
      BulkLines.load(connection, generator, 0, records);
      IngestBench.check(connection.get("/api/v1/search?limit=1&facet=none"), 200);
    }
  }

  private void killUnderLoad(Path data, int round) throws Exception {
    ServerProcess server = ServerProcess.start(data, "2g");
    Thread killer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Thread.sleep(6_000);
                server.kill();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    long first = records + round * 10_000_000L;
    try {
      Load.run(
          8,
          Long.MAX_VALUE,
          () -> {
            HttpConnection connection = server.connect();
            return new Load.Client() {
              @Override
              public void run(long i) throws IOException {
                String path = "/api/v1/records/model/bench/model-" + (first + i);
                byte[] body = RecordJson.toBytes(generator.record(first + i));
                IngestBench.check(connection.send("PUT", path, "application/json", body), 201);
              }

              @Override
              public void close() throws IOException {
                connection.close();
              }
            };
          });
    } catch (IOException e) {
      System.err.println("killed while writing: " + e.getMessage());
    }
    killer.join();
  }

  private static double firstSearch(ServerProcess server) throws IOException {
    long begun = System.nanoTime();
    try (HttpConnection connection = server.connect()) {
      IngestBench.check(connection.get("/api/v1/search?q=tag:tag-1"), 200);
    }
    return (System.nanoTime() - begun) / 1e6;
  }
}
