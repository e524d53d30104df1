package org.modeldex.server;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.Embedder;
import org.modeldex.search.Indexer;
import org.modeldex.search.SearchMode;
import org.modeldex.server.http.HttpOptions;

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
 * @param acceptLoss whether a store that lost acknowledged changes is opened with what is left of
 *     it
 * @param onFatal called once when the disk failed under the store; should end the process
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
    boolean acceptLoss,
    Runnable onFatal) {

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
        false,
        () -> {});
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
        acceptLoss,
        onFatal);
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
        acceptLoss,
        onFatal);
  }

  public ServerConfig withSearchPatience(Duration newPatience) {
    return new ServerConfig(
        data,
        http,
        vocabulary,
        indexing,
        newPatience,
        embedder,
        searchMode,
        predicting,
        acceptLoss,
        onFatal);
  }

  public ServerConfig withOnFatal(Runnable newOnFatal) {
    return new ServerConfig(
        data,
        http,
        vocabulary,
        indexing,
        searchPatience,
        embedder,
        searchMode,
        predicting,
        acceptLoss,
        newOnFatal);
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
        acceptLoss,
        onFatal);
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
        acceptLoss,
        onFatal);
  }

  /** For one verb of the command line, which recommends nothing. */
  public ServerConfig withoutPredictions() {
    return new ServerConfig(
        data,
        http,
        vocabulary,
        indexing,
        searchPatience,
        embedder,
        searchMode,
        false,
        acceptLoss,
        onFatal);
  }

  public ServerConfig withAcceptLoss(boolean newAcceptLoss) {
    return new ServerConfig(
        data,
        http,
        vocabulary,
        indexing,
        searchPatience,
        embedder,
        searchMode,
        predicting,
        newAcceptLoss,
        onFatal);
  }
}
