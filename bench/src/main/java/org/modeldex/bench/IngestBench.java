package org.modeldex.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.modeldex.bench.HttpConnection.Answer;
import org.modeldex.record.json.RecordJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast records become durable and searchable. */
@Command(
    name = "ingest",
    description = "Bulk and single writes over HTTP, beside raw RocksDB group commit.",
    mixinStandardHelpOptions = true)
final class IngestBench implements Callable<Integer> {
  @Option(names = "--records", description = "records of the bulk load (default 1,000,000)")
  private int records = 1_000_000;

  @Option(names = "--puts", description = "single writes at 64 clients (default 200,000)")
  private int puts = 200_000;

  @Option(names = "--heap", description = "heap of the server (default 2g)")
  private String heap = "2g";

  private final RecordGenerator generator = new RecordGenerator(42);

  @Override
  public Integer call() throws Exception {
    Path work = Folders.temporary("modeldex-bench-ingest");
    Conditions.print(System.out, "Ingest");
    Table table = new Table("what", "per second", "p50 ms", "p99 ms");
    try (ServerProcess server = ServerProcess.start(work.resolve("data"), heap)) {
      bulk(server, table);
      single(server, table, new Puts(1, puts / 20, records, false));
      single(server, table, new Puts(64, puts / 10, records + puts, false));
      single(server, table, new Puts(64, puts, records + 2L * puts, false));
      single(server, table, new Puts(64, puts, records + 3L * puts, true));
      writeThenSearch(server, table);
    }
    raw(work.resolve("raw1"), table, 1, puts / 10);
    raw(work.resolve("raw64"), table, 64, puts * 2);
    table.print(System.out);
    return 0;
  }

  /** One connection sends requests that are made before the clock starts. */
  private void bulk(ServerProcess server, Table table) throws IOException {
    List<byte[]> bodies = BulkLines.bodies(generator, 0, records);
    try (HttpConnection connection = server.connect()) {
      long begun = System.nanoTime();
      BulkLines.send(connection, bodies);
      table.row("bulk, durable", perSecond(begun), Double.NaN, Double.NaN);
      check(connection.get("/api/v1/search?limit=1&facet=none"), 200);
      table.row("bulk, durable and searchable", perSecond(begun), Double.NaN, Double.NaN);
    }
  }

  private double perSecond(long begun) {
    return records / ((System.nanoTime() - begun) / 1e9);
  }

  /**
   * New records, each written by a request of its own.
   *
   * @param minimal whether the answer may be without the record
   */
  private record Puts(int clients, int count, long firstId, boolean minimal) {
    HttpConnection connect(ServerProcess server) throws IOException {
      return server.connect(minimal ? "Prefer: return=minimal\r\n" : "");
    }

    @Override
    public String toString() {
      return "single PUT, %d clients, %d writes%s"
          .formatted(clients, count, minimal ? ", minimal answers" : "");
    }
  }

  private void single(ServerProcess server, Table table, Puts puts) throws Exception {
    byte[][] bodies = new byte[puts.count][];
    for (int i = 0; i < puts.count; i++) {
      bodies[i] = RecordJson.toBytes(generator.record(puts.firstId + i));
    }
    Load.Result result =
        Load.run(
            puts.clients,
            puts.count,
            () -> {
              HttpConnection connection = puts.connect(server);
              return new Load.Client() {
                @Override
                public void run(long i) throws IOException {
                  String path = "/api/v1/records/model/bench/model-" + (puts.firstId + i);
                  check(connection.send("PUT", path, "application/json", bodies[(int) i]), 201);
                }

                @Override
                public void close() throws IOException {
                  connection.close();
                }
              };
            });
    table.row(
        puts.toString(),
        result.perSecond(),
        result.latencies().millis(0.5),
        result.latencies().millis(0.99));
  }

  /** A write, then a search that must see it. */
  private void writeThenSearch(ServerProcess server, Table table) throws Exception {
    Load.Result result =
        Load.run(
            1,
            500,
            () -> {
              HttpConnection connection = server.connect();
              return new Load.Client() {
                @Override
                public void run(long i) throws IOException {
                  String tag = "fresh-" + i;
                  String body =
                      "{\"id\":\"model:bench/fresh-" + i + "\",\"tags\":[\"" + tag + "\"]}";
                  check(
                      connection.send(
                          "PUT",
                          "/api/v1/records/model/bench/fresh-" + i,
                          "application/json",
                          body.getBytes(UTF_8)),
                      201);
                  Answer answer = connection.get("/api/v1/search?facet=none&q=tag:" + tag);
                  check(answer, 200);
                  if (!answer.body().contains("\"total\":1,")) {
                    throw new IOException("the search did not see the write: " + answer.body());
                  }
                }

                @Override
                public void close() throws IOException {
                  connection.close();
                }
              };
            });
    table.row(
        "write, then a search that sees it",
        result.perSecond(),
        result.latencies().millis(0.5),
        result.latencies().millis(0.99));
  }

  private void raw(Path folder, Table table, int clients, int jobs) throws Exception {
    byte[] value = RecordJson.toStored(generator.record(1));
    Files.createDirectories(folder);
    try (RawGroupCommit raw = new RawGroupCommit(folder)) {
      Load.Result result =
          Load.run(
              clients,
              jobs,
              () ->
                  new Load.Client() {
                    @Override
                    public void run(long i) throws InterruptedException {
                      raw.put(i, value);
                    }

                    @Override
                    public void close() {}
                  });
      table.row(
          "limit: raw RocksDB group commit, " + clients + " threads",
          result.perSecond(),
          result.latencies().millis(0.5),
          result.latencies().millis(0.99));
    }
  }

  static void check(Answer answer, int status) throws IOException {
    if (answer.status() != status) {
      throw new IOException("expected " + status + " but got " + answer);
    }
  }
}
