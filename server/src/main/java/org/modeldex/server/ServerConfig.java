package org.modeldex.server;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.Embedder;
import org.modeldex.search.Indexer;
import org.modeldex.search.SearchMode;
import org.modeldex.server.http.HttpOptions;
import org.modeldex.store.rocksdb.StoreOptions;

/**
 * All that can be set.
 *
 * @param data folder of the store and the index; made when it is missing
 * @param vocabulary the site's own words; null for the built-in ones alone
 * @param searchPatience how long a search may wait for the index to catch up
 * @param embedder by which records are found by meaning; null for none. Whoever opened it closes
 *     it, after the node.
 * @param searchMode how free text finds records where a search does not say, if it can be done
 * @param predicting whether missing benchmarks are predicted, as recommendations need
 * @param store how the store is opened; what it does when the disk fails should end the process
 */
public record ServerConfig(
    Path data,
    HttpOptions http,
    @Nullable Path vocabulary,
    Indexer.Options indexing,
    Duration searchPatience,
    @Nullable Embedder embedder,
    SearchMode searchMode,
    boolean predicting,
    StoreOptions store) {

  /** A node on the loopback address with everything else as usual. */
  public static ServerConfig of(Path data) {
    return new ServerConfig(
        data,
        HttpOptions.local(),
        null,
        Indexer.Options.DEFAULT,
        Duration.ofSeconds(5),
        null,
        SearchMode.LEXICAL,
        true,
        StoreOptions.DEFAULT);
  }

  public ServerConfig withHttp(HttpOptions newHttp) {
    return new ServerConfig(
        data,
        newHttp,
        vocabulary,
        indexing,
        searchPatience,
        embedder,
        searchMode,
        predicting,
        store);
  }

  public ServerConfig withVocabulary(@Nullable Path newVocabulary) {
    return new ServerConfig(
        data,
        http,
        newVocabulary,
        indexing,
        searchPatience,
        embedder,
        searchMode,
        predicting,
        store);
  }

  public ServerConfig withSearchPatience(Duration newPatience) {
    return new ServerConfig(
        data, http, vocabulary, indexing, newPatience, embedder, searchMode, predicting, store);
  }

  public ServerConfig withOnFatal(Runnable onFatal) {
    return withStore(store.withOnFatal(onFatal));
  }

  public ServerConfig withAcceptLoss(boolean acceptLoss) {
    return withStore(store.withAcceptLoss(acceptLoss));
  }

  private ServerConfig withStore(StoreOptions newStore) {
    return new ServerConfig(
        data,
        http,
        vocabulary,
        indexing,
        searchPatience,
        embedder,
        searchMode,
        predicting,
        newStore);
  }

  public ServerConfig withEmbedder(@Nullable Embedder newEmbedder) {
    return new ServerConfig(
        data,
        http,
        vocabulary,
        indexing,
        searchPatience,
        newEmbedder,
        searchMode,
        predicting,
        store);
  }

  public ServerConfig withSearchMode(SearchMode newSearchMode) {
    return new ServerConfig(
        data,
        http,
        vocabulary,
        indexing,
        searchPatience,
        embedder,
        newSearchMode,
        predicting,
        store);
  }

  /** For one verb of the command line, which recommends nothing. */
  public ServerConfig withoutPredictions() {
    return new ServerConfig(
        data, http, vocabulary, indexing, searchPatience, embedder, searchMode, false, store);
  }
}
