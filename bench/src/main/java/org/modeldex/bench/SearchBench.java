package org.modeldex.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.modeldex.bench.QueryShapes.Case;
import org.modeldex.bench.QueryShapes.Named;
import org.modeldex.index.IndexOptions;
import org.modeldex.index.LuceneSearchIndex;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchIndex;
import org.modeldex.server.Node;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.rocksdb.RocksMetadataStore;
import org.modeldex.store.rocksdb.StoreOptions;
import org.modeldex.vocabulary.Vocabulary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long searches take over HTTP and in the process, beside Lucene by hand on the same index. */
@Command(
    name = "search",
    description = "Latency of each shape of query over HTTP, in process, and of stock Lucene.",
    mixinStandardHelpOptions = true)
final class SearchBench implements Callable<Integer> {
  /** A server compiles far more code than one query in a loop, and later. */
  private static final int SERVER_ROUNDS = 8;

  @Option(names = "--records", description = "records in the store (default 1,000,000)")
  private int records = 1_000_000;

  @Option(names = "--data", description = "folder to keep between runs (default: a new one)")
  private @Nullable Path data;

  @Option(names = "--heap", description = "heap of the server (default 2g)")
  private String heap = "2g";

  @Option(names = "--queries", description = "measured queries of each shape (default 300)")
  private int queries = 300;

  /** Something that answers a case. */
  private interface Engine {
    void answer(Case search) throws IOException;
  }

  @Override
  public Integer call() throws Exception {
    Path folder = data == null ? Folders.temporary("modeldex-bench-search") : data;
    Path node = folder.resolve("data");
    Files.createDirectories(folder);
    fill(node);
    Conditions.print(System.out, "Search in " + records + " records, heap " + heap);
    List<Latencies> http;
    List<Latencies> highlighted;
    try (ServerProcess server = ServerProcess.start(node, heap);
        HttpConnection connection = server.connect()) {
      QueryShapes shapes = new QueryShapes(key -> 0);
      warmUp(shapes, SERVER_ROUNDS, search -> get(connection, search, ""));
      http = measure(shapes, search -> get(connection, search, "&highlight=false"));
      highlighted = measure(shapes, search -> get(connection, search, ""));
    }
    inProcess(node, http, highlighted);
    return 0;
  }

  private void inProcess(Path node, List<Latencies> http, List<Latencies> highlighted)
      throws IOException {
    Vocabulary vocabulary = Vocabulary.builtIn();
    try (MetadataStore store =
        RocksMetadataStore.open(Node.storeFolder(node), StoreOptions.DEFAULT)) {
      MetricDictionary dictionary = new MetricDictionary(store);
      QueryShapes shapes = new QueryShapes(key -> dictionary.find(key).orElseThrow());
      List<Latencies> stock;
      try (StockLucene lucene = new StockLucene(Node.indexFolder(node))) {
        warmUp(shapes, 1, search -> search.stock().search(lucene));
        stock = measure(shapes, search -> search.stock().search(lucene));
      }
      List<Latencies> index;
      try (SearchIndex opened =
          LuceneSearchIndex.open(
              Node.indexFolder(node),
              IndexOptions.of(store.status().uuid(), vocabulary, dictionary))) {
        warmUp(shapes, SERVER_ROUNDS, search -> opened.search(search.request()));
        index = measure(shapes, search -> opened.search(search.request()));
      }
      print(shapes, http, highlighted, index, stock);
    }
  }

  private void print(
      QueryShapes shapes,
      List<Latencies> http,
      List<Latencies> highlighted,
      List<Latencies> index,
      List<Latencies> stock) {
    Table table =
        new Table(
            "query (p50 / p95 ms)",
            "HTTP p50",
            "p95",
            "with highlights p50",
            "in process p50",
            "p95",
            "stock Lucene p50",
            "p95",
            "allowed p50",
            "HTTP within");
    for (int i = 0; i < shapes.all().size(); i++) {
      double limit = stock.get(i).millis(0.5);
      boolean sorts = shapes.all().get(i).isMetricSort();
      double allowed = sorts ? limit / 10 + 1 : 1.3 * limit + 1;
      double reached = http.get(i).millis(0.5);
      table.row(
          shapes.all().get(i).name(),
          reached,
          http.get(i).millis(0.95),
          highlighted.get(i).millis(0.5),
          index.get(i).millis(0.5),
          index.get(i).millis(0.95),
          limit,
          stock.get(i).millis(0.95),
          allowed,
          reached <= allowed ? "yes" : "no");
    }
    table.print(System.out);
    System.out.println(
        "Allowed: 1.3 x stock Lucene + 1 ms; for metric sorts stock Lucene looks at every match,"
            + " and a tenth of that + 1 ms is allowed.");
    System.out.println(
        "Each shape was searched "
            + SERVER_ROUNDS * queries
            + " times before the clock started, stock Lucene "
            + queries
            + " times.");
  }

  /** Asks every shape of query many times before the clock starts. */
  private void warmUp(QueryShapes shapes, int rounds, Engine engine) throws IOException {
    for (int round = 0; round < rounds; round++) {
      for (Named shape : shapes.all()) {
        Random random = new Random(round);
        for (int i = 0; i < queries; i++) {
          engine.answer(shape.shape().next(random));
        }
      }
    }
  }

  private List<Latencies> measure(QueryShapes shapes, Engine engine) throws IOException {
    List<Latencies> all = new ArrayList<>();
    for (Named shape : shapes.all()) {
      Random random = new Random(-1);
      Latencies latencies = new Latencies();
      for (int i = 0; i < queries; i++) {
        Case search = shape.shape().next(random);
        long begun = System.nanoTime();
        engine.answer(search);
        latencies.add(System.nanoTime() - begun);
      }
      all.add(latencies);
    }
    return all;
  }

  private static void get(HttpConnection connection, Case search, String more) throws IOException {
    String sort = search.sort().isEmpty() ? "" : "&sort=" + URLEncoder.encode(search.sort(), UTF_8);
    String facets = search.faceted() ? QueryShapes.facetParameters() : "&facet=none";
    IngestBench.check(
        connection.get(
            "/api/v1/search?limit=10&q="
                + URLEncoder.encode(search.q(), UTF_8)
                + sort
                + facets
                + more),
        200);
  }

  private void fill(Path node) throws IOException {
    try (ServerProcess server = ServerProcess.start(node, heap);
        HttpConnection connection = server.connect()) {
      String status = connection.get("/api/v1/status").body();
      if (status.contains("\"model\":" + records)) {
        return;
      }
      RecordGenerator generator = new RecordGenerator(42);
      long begun = System.nanoTime();
      BulkLines.load(connection, generator, 0, records);
      System.err.printf(
          "loaded %d records in %.0f s%n", records, (System.nanoTime() - begun) / 1e9);
      IngestBench.check(connection.get("/api/v1/search?limit=1&facet=none"), 200);
    }
  }
}
