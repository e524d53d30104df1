package org.modeldex.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.index.IndexOptions;
import org.modeldex.index.LuceneSearchIndex;
import org.modeldex.recommend.LivePredictor;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Embedder;
import org.modeldex.search.EmbeddingWorker;
import org.modeldex.search.Indexer;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.QueryEmbedder;
import org.modeldex.search.RecordEmbeddings;
import org.modeldex.search.SearchIndex;
import org.modeldex.server.api.NativeApi;
import org.modeldex.server.http.HealthRoutes;
import org.modeldex.server.http.HttpMetrics;
import org.modeldex.server.http.HttpServer;
import org.modeldex.server.http.Route;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.server.mlflow.MlflowApi;
import org.modeldex.server.web.WebPages;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.rocksdb.RocksMetadataStore;
import org.modeldex.vocabulary.Vocabulary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Modeldex. Its parts are opened in this order and closed in the reverse one:
 *
 * <pre>
 *   store -> vocabulary, metric dictionary -> index -> indexer -> embeddings, predictor -> catalog -> HTTP
 * </pre>
 *
 * Safe for all threads.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** How long {@link #awaitReady} waits: an index of any size is rebuilt in less. */
  private static final Duration READY_PATIENCE = Duration.ofHours(24);

  private final Deque<Part> opened = new ArrayDeque<>();
  private final RocksMetadataStore store;
  private final Catalog catalog;
  private final Indexer indexer;
  private final LivePredictor predictor;
  private final RouteRegistrar routes = new RouteRegistrar(request -> Principal.LOCAL);
  private final HttpServer http;
  private final long sequenceAtStart;

  /** Something that was opened. */
  @FunctionalInterface
  private interface Part {
    void close();
  }

  /**
   * Opens everything and begins to answer requests; searches wait for the index to catch up.
   *
   * @throws ModeldexException UNAVAILABLE when the data folder is in use or the address cannot be
   *     bound; CORRUPTED or CONFIGURATION when the data folder or the vocabulary cannot be used
   */
  public Node(ServerConfig config) {
    boolean complete = false;
    try {
      CompletableFuture<Vocabulary> reading =
          CompletableFuture.supplyAsync(() -> vocabulary(config));
      store = openStore(config);
      sequenceAtStart = store.status().sequence();
      MetricDictionary dictionary = new MetricDictionary(store);
      SearchIndex index = openIndex(config, reading, dictionary);
      keepWords(config);
      Vocabulary vocabulary = read(reading::join);
      RecordEmbeddings embeddings = embeddings(config, store, vocabulary);
      indexer = new Indexer(store, index, vocabulary, embeddings, config.indexing());
      opened.push(indexer::close);
      indexer.start();
      predictor = new LivePredictor(index, vocabulary);
      opened.push(predictor::close);
      Catalog.Semantics semantics = semantics(config, store, index, embeddings);
      catalog =
          new Catalog(
              store,
              index,
              indexer,
              vocabulary,
              config.searchPatience(),
              new Catalog.Learned(predictor, semantics));
      QuerySyntax syntax =
          new QuerySyntax(vocabulary, Clock.systemUTC(), key -> dictionary.find(key).isPresent());
      http =
          openHttp(
              config,
              new NativeApi.Parts(
                  catalog,
                  vocabulary,
                  syntax,
                  new RocksStoreCare(store, backupFolder(config.data())),
                  Version.text(),
                  Clock.systemUTC().instant()));
      startBackground(config, semantics);
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private RocksMetadataStore openStore(ServerConfig config) {
    RocksMetadataStore open = RocksMetadataStore.open(storeFolder(config.data()), config.store());
    opened.push(open::close);
    return open;
  }

  /** What nobody waits for begins once requests are answered, so that it does not delay them. */
  private void startBackground(ServerConfig config, Catalog.@Nullable Semantics semantics) {
    if (config.predicting()) {
      predictor.start();
    }
    if (semantics != null) {
      semantics.worker().start();
    }
  }

  /** What waits for something that is read beside it. */
  private static <T> T read(Supplier<T> waiting) {
    try {
      return waiting.get();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ModeldexException problem ? problem : e;
    }
  }

  private static Vocabulary vocabulary(ServerConfig config) {
    Path site = config.vocabulary();
    return site == null ? Vocabulary.builtIn() : Vocabulary.builtInWith(site);
  }

  private SearchIndex openIndex(
      ServerConfig config, CompletableFuture<Vocabulary> reading, MetricDictionary dictionary) {
    String model = config.embedder() == null ? "" : config.embedder().model();
    CompletableFuture<IndexOptions> options =
        reading.thenApply(vocabulary ->
            IndexOptions.of(store.status().uuid(), vocabulary, dictionary)
                .withEmbeddingModel(model));
    SearchIndex index = read(() -> LuceneSearchIndex.open(indexFolder(config.data()), options));
    opened.push(index::close);
    return index;
  }

  /** Keeps what words the index is made with, for those who open it without naming any. */
  private static void keepWords(ServerConfig config) {
    Path kept = wordsFile(config.data());
    Path given = config.vocabulary();
    try {
      if (given == null) {
        Files.deleteIfExists(kept);
      } else if (!Files.exists(kept) || !Files.isSameFile(given, kept)) {
        Path half = kept.resolveSibling(kept.getFileName() + ".half");
        Files.write(half, Files.readAllBytes(given));
        Files.move(half, kept, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      LOG.warn("verbs on this folder will build the index again unless given --vocabulary", e);
    }
  }

  private static @Nullable RecordEmbeddings embeddings(
      ServerConfig config, RocksMetadataStore store, Vocabulary vocabulary) {
    Embedder embedder = config.embedder();
    return embedder == null ? null : new RecordEmbeddings(embedder, store.embeddings(), vocabulary);
  }

  private Catalog.@Nullable Semantics semantics(
      ServerConfig config,
      MetadataStore store,
      SearchIndex index,
      @Nullable RecordEmbeddings embeddings) {
    Embedder embedder = config.embedder();
    if (embedder == null || embeddings == null) {
      return null;
    }
    EmbeddingWorker worker =
        new EmbeddingWorker(store, index, indexer, embeddings, EmbeddingWorker.Pace.DEFAULT);
    opened.push(worker::close);
    routes.onRequest(worker::giveWay);
    return new Catalog.Semantics(new QueryEmbedder(embedder), worker, config.searchMode());
  }

  private HttpServer openHttp(ServerConfig config, NativeApi.Parts parts) {
    HttpMetrics metrics = new HttpMetrics();
    opened.push(metrics::close);
    new CatalogMetrics(catalog).register(metrics);
    new HealthRoutes(metrics, this::isReady).register(routes);
    new NativeApi(parts).register(routes);
    new WebPages(
            new WebPages.Parts(
                parts.catalog(),
                parts.vocabulary(),
                parts.syntax(),
                parts.version(),
                parts.startedAt(),
                uploadFolder(config.data())))
        .register(routes);
    new MlflowApi(catalog, artifactFolder(config.data()), Clock.systemUTC()).register(routes);
    HttpServer server = HttpServer.start(config.http(), routes, metrics);
    opened.push(server::close);
    return server;
  }

  /** Where the records are. */
  public static Path storeFolder(Path data) {
    return data.resolve("store");
  }

  /** Where the index is, which may be deleted while no node runs. */
  public static Path indexFolder(Path data) {
    return data.resolve("index");
  }

  /** A copy of the site's words that the index is made with; missing when there are none. */
  public static Path wordsFile(Path data) {
    return data.resolve("index-words.jsonl");
  }

  /** Where a running node keeps the backups it is asked for. */
  public static Path backupFolder(Path data) {
    return data.resolve("backups");
  }

  /** Where a node keeps the files that MLflow's clients upload. */
  public static Path artifactFolder(Path data) {
    return data.resolve("artifacts");
  }

  /** Where files lie while the page that imports looks at them; cleared at each start. */
  static Path uploadFolder(Path data) {
    return data.resolve("uploads");
  }

  public Catalog catalog() {
    return catalog;
  }

  /** Predictions reflect every change up to here; minus 1 until there are any. */
  public long predictedSequence() {
    return predictor.sequence();
  }

  /** Everything that can be asked over HTTP. */
  public List<Route> routes() {
    return routes.routes();
  }

  /** Where clients on this machine reach the node. */
  public URI address() {
    return http.address();
  }

  /** Whether searches reflect what was stored when the node started, and indexing gets on. */
  public boolean isReady() {
    Catalog.Status status = catalog.status(Principal.LOCAL);
    return status.visibleSequence() >= sequenceAtStart
        && !status.rebuilding()
        && status.indexFailure() == null;
  }

  /** Whether it only takes time until the node is ready. */
  public boolean isCatchingUp() {
    return !isReady() && catalog.status(Principal.LOCAL).indexFailure() == null;
  }

  /** Waits until searches reflect everything that is stored now. */
  public void awaitReady() {
    indexer.awaitVisible(store.status().sequence(), READY_PATIENCE);
  }

  /** Ends requests in flight, then indexing, then everything else. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
