package org.modeldex.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.bench.HttpConnection.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast MLflow's protocol is: logging runs, logging points, searching. */
@Command(
    name = "mlflow",
    description = "Logs runs and searches them with MLflow's calls over HTTP.",
    mixinStandardHelpOptions = true)
final class MlflowBench implements Callable<Integer> {
  private static final String ROOT = "/api/2.0/mlflow/";
  private static final int BATCH = 1_000;
  private static final int SEARCHES = 200;

  /** So many calls before the clock starts let the server compile what it runs. */
  private static final int WARM_UP = 1_000;

  /** Logging runs through more code than a search. */
  private static final int WARM_UP_RUNS = 30_000;

  private static final int PER_RUN = 5;
  private static final int STORED_CHUNK = 10_000;

  @Option(names = "--runs", description = "runs to log (default 50,000)")
  private int runs = 50_000;

  @Option(
      names = "--stored",
      converter = Count.OrNone.class,
      description = "runs that are there already, as MLflow's calls store them (default 0)")
  private int stored = 0;

  @Option(names = "--clients", description = "clients that log them (default 4)")
  private int clients = 4;

  @Option(names = "--points", description = "points of one run's metric (default 1,000,000)")
  private int points = 1_000_000;

  @Option(names = "--models", description = "registered models (default 10,000)")
  private int models = 10_000;

  @Option(names = "--heap", description = "heap of the server (default 2g)")
  private String heap = "2g";

  @Override
  public Integer call() throws Exception {
    Path work = Folders.temporary("modeldex-bench-mlflow");
    Conditions.print(System.out, "MLflow's protocol");
    // The server's processor time is for each run, batch or search: it says what the code costs
    // even where other work shares the machine.
    Table table = new Table("what", "per second", "p50 ms", "p95 ms", "server CPU ms");
    try (ServerProcess server = ServerProcess.start(work.resolve("data"), heap)) {
      logRuns(server, clients, Math.min(WARM_UP_RUNS, runs), null);
      store(server);
      logRuns(server, clients, runs, table);
      logPoints(server, table);
      registerModels(server, table);
      search(server, table);
    }
    table.print(System.out);
    return 0;
  }

  /** Loads runs in bulk, each with what one that was logged has. */
  private void store(ServerProcess server) throws IOException {
    try (HttpConnection connection = server.connect()) {
      for (int first = 0; first < stored; first += STORED_CHUNK) {
        StringBuilder lines = new StringBuilder();
        for (int i = first; i < Math.min(stored, first + STORED_CHUNK); i++) {
          storedRun(lines, i);
        }
        byte[] body = lines.toString().getBytes(UTF_8);
        Answer answer = connection.send("POST", "/api/v1/bulk", "application/x-ndjson", body);
        IngestBench.check(answer, 200);
        if (!answer.body().contains("\"rejected\":0,")) {
          throw new IOException("runs were rejected: " + answer.body());
        }
      }
      IngestBench.check(connection.get("/api/v1/search?limit=1&facet=none"), 200);
    }
  }

  private static void storedRun(StringBuilder lines, int number) {
    Random random = new Random(~number);
    String id = "%032x".formatted(number);
    lines
        .append("{\"op\":\"put\",\"record\":{\"id\":\"run:mlflow/")
        .append(id)
        .append("\",\"structural\":{\"hyperparameters\":{");
    for (int k = 0; k < PER_RUN; k++) {
      lines.append(k == 0 ? "" : ",").append("\"p" + k + "\":\"" + random.nextInt(1_000) + '"');
    }
    lines
        .append("}},\"contextual\":{\"owner\":\"bench\",\"status\":\"FINISHED\",")
        .append("\"startedAt\":\"1970-01-01T00:00:00.005Z\"},\"lineage\":[{\"relation\":")
        .append("\"part-of\",\"target\":\"experiment:mlflow/0\"}],\"attributes\":{")
        .append("\"mlflow.runName\":\"stored-")
        .append(number)
        .append('"');
    for (int k = 0; k < PER_RUN; k++) {
      lines.append(",\"t" + k + "\":\"" + random.nextInt(1_000) + '"');
    }
    lines
        .append("},\"source\":{\"format\":\"mlflow\",\"name\":\"stored-")
        .append(number)
        .append("\"}}}\n{\"op\":\"append\",\"id\":\"run:mlflow/")
        .append(id)
        .append("\",\"series\":[");
    for (int k = 0; k < PER_RUN; k++) {
      lines
          .append(k == 0 ? "" : ",")
          .append("{\"metric\":\"m" + k + "\",\"points\":[{\"step\":0,\"at\":")
          .append("\"2026-01-01T00:00:00Z\",\"value\":")
          .append(random.nextDouble())
          .append("}]}");
    }
    lines.append("]}\n");
  }

  /** Creates runs and logs metrics, params and tags of each in one call; both are durable. */
  private void logRuns(ServerProcess server, int threads, int count, @Nullable Table table)
      throws Exception {
    Duration before = server.processorTime();
    Load.Result result =
        Load.run(
            threads,
            count,
            () -> {
              HttpConnection connection = server.connect();
              return new Load.Client() {
                @Override
                public void run(long i) throws IOException {
                  String id = create(connection, i);
                  post(connection, "runs/log-batch", batch(id, i));
                }

                @Override
                public void close() throws IOException {
                  connection.close();
                }
              };
            });
    if (table != null) {
      table.row(
          "create-run and log-batch of 5 + 5 + 5, " + threads + " clients, " + count + " runs",
          result.perSecond(),
          result.latencies().millis(0.5),
          result.latencies().millis(0.95),
          millisEach(before, server, count));
    }
  }

  /**
   * Processor time of the server since {@code before}, in milliseconds for each of {@code count}.
   */
  private static double millisEach(Duration before, ServerProcess server, int count) {
    return server.processorTime().minus(before).toNanos() / 1e6 / count;
  }

  private static String create(HttpConnection connection, long i) throws IOException {
    String answer =
        post(
            connection,
            "runs/create",
            "{\"experiment_id\":\"0\",\"user_id\":\"bench\",\"start_time\":" + i + "}");
    int at = answer.indexOf("\"run_id\":\"") + 10;
    return answer.substring(at, answer.indexOf('"', at));
  }

  private static String batch(String id, long i) {
    Random random = new Random(i);
    StringBuilder body = new StringBuilder(1_000);
    body.append("{\"run_id\":\"").append(id).append("\",\"metrics\":[");
    for (int k = 0; k < PER_RUN; k++) {
      body.append(k == 0 ? "" : ",")
          .append("{\"key\":\"m")
          .append(k)
          .append("\",\"value\":")
          .append(random.nextDouble())
          .append(",\"timestamp\":1,\"step\":0}");
    }
    body.append("],\"params\":[");
    pairs(body, "p", random);
    body.append("],\"tags\":[");
    pairs(body, "t", random);
    return body.append("]}").toString();
  }

  private static void pairs(StringBuilder body, String prefix, Random random) {
    for (int k = 0; k < PER_RUN; k++) {
      body.append(k == 0 ? "" : ",")
          .append("{\"key\":\"")
          .append(prefix)
          .append(k)
          .append("\",\"value\":\"")
          .append(random.nextInt(1_000))
          .append("\"}");
    }
  }

  private void logPoints(ServerProcess server, Table table) throws Exception {
    try (HttpConnection connection = server.connect()) {
      String id = create(connection, runs);
      Latencies latencies = new Latencies();
      Duration before = server.processorTime();
      long begun = System.nanoTime();
      for (int first = 0; first < points; first += BATCH) {
        StringBuilder body = new StringBuilder(80_000);
        body.append("{\"run_id\":\"").append(id).append("\",\"metrics\":[");
        for (int i = first; i < first + BATCH; i++) {
          body.append(i == first ? "" : ",")
              .append("{\"key\":\"loss\",\"value\":")
              .append(1.0 / (i + 1))
              .append(",\"timestamp\":")
              .append(1_700_000_000_000L + i)
              .append(",\"step\":")
              .append(i)
              .append('}');
        }
        long sent = System.nanoTime();
        post(connection, "runs/log-batch", body.append("]}").toString());
        latencies.add(System.nanoTime() - sent);
      }
      table.row(
          String.format(Locale.ROOT, "%,d points of one run in batches of %,d", points, BATCH),
          points / ((System.nanoTime() - begun) / 1e9),
          latencies.millis(0.5),
          latencies.millis(0.95),
          millisEach(before, server, points / BATCH));
    }
  }

  private void registerModels(ServerProcess server, Table table) throws Exception {
    Duration before = server.processorTime();
    Load.Result result =
        Load.run(
            clients,
            models,
            () -> {
              HttpConnection connection = server.connect();
              return new Load.Client() {
                @Override
                public void run(long i) throws IOException {
                  post(
                      connection,
                      "registered-models/create",
                      "{\"name\":\"" + (i % 50 == 0 ? "bert" : "model") + "-" + i + "\"}");
                }

                @Override
                public void close() throws IOException {
                  connection.close();
                }
              };
            });
    table.row(
        "registered-models/create, " + clients + " clients, " + models + " models",
        result.perSecond(),
        result.latencies().millis(0.5),
        result.latencies().millis(0.95),
        millisEach(before, server, models));
  }

  private void search(ServerProcess server, Table table) throws Exception {
    String range =
        "\"filter\":\"metrics.m0 > 0.5 AND metrics.m0 < 0.9\",\"order_by\":[\"metrics.m0 DESC\"]";
    runs(server, table, "metric range, order by metric, 100 results", range, 100);
    runs(server, table, "metric range, order by metric, 10 results", range, 10);
    runs(
        server,
        table,
        "2 metrics and a tag, order by a third metric, 100 results",
        "\"filter\":\"metrics.m0 > 0.5 AND metrics.m1 < 0.5 AND tags.t0 LIKE"
            + " '1%'\",\"order_by\":[\"metrics.m2\"]",
        100);
    runs(server, table, "params.p0 = '42'", "\"filter\":\"params.p0 = '42'\"", 100);
    runs(server, table, "tags.t0 LIKE '%7%'", "\"filter\":\"tags.t0 LIKE '%7%'\"", 100);
    runs(server, table, "order by param", "\"order_by\":[\"params.p0\"]", 100);
    runs(server, table, "no filter", "\"filter\":\"\"", 100);
    measure(
        server,
        table,
        "registered-models name LIKE 'bert%', 100 results",
        connection ->
            connection.get(ROOT + "registered-models/search?filter=name%20LIKE%20%27bert%25%27"));
  }

  private void runs(ServerProcess server, Table table, String what, String search, int results)
      throws Exception {
    byte[] body =
        ("{\"experiment_ids\":[\"0\"],\"max_results\":" + results + "," + search + "}")
            .getBytes(UTF_8);
    measure(
        server,
        table,
        "runs/search: " + what,
        connection -> connection.send("POST", ROOT + "runs/search", "application/json", body));
  }

  /** One search. */
  private interface Search {
    Answer on(HttpConnection connection) throws IOException;
  }

  private static void measure(ServerProcess server, Table table, String what, Search search)
      throws Exception {
    try (HttpConnection connection = server.connect()) {
      for (int i = 0; i < WARM_UP; i++) {
        IngestBench.check(search.on(connection), 200);
      }
      Latencies latencies = new Latencies();
      Duration before = server.processorTime();
      long begun = System.nanoTime();
      for (int i = 0; i < SEARCHES; i++) {
        long sent = System.nanoTime();
        IngestBench.check(search.on(connection), 200);
        latencies.add(System.nanoTime() - sent);
      }
      table.row(
          what,
          SEARCHES / ((System.nanoTime() - begun) / 1e9),
          latencies.millis(0.5),
          latencies.millis(0.95),
          millisEach(before, server, SEARCHES));
    }
  }

  private static String post(HttpConnection connection, String path, String body)
      throws IOException {
    Answer answer = connection.send("POST", ROOT + path, "application/json", body.getBytes(UTF_8));
    IngestBench.check(answer, 200);
    return answer.body();
  }
}
