package org.modeldex.search;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.store.MetadataStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what records mean, in the background, with one thread, which bounds what it takes from
 * others.
 *
 * <pre>
 *   index: which records await their embedding? -> texts -> embedder -> cache -> indexer: index these again
 * </pre>
 *
 * <p>While the index is far behind the store nothing is embedded: taking in what is written, and
 * letting searches see it, comes first.
 *
 * <p>The index itself says what is missing, so there is no state to lose: after a crash, a rebuild
 * or a change of model the worker simply finds more to do, and what the cache holds is not computed
 * again. A record that changes meanwhile is indexed without embedding first and found here again.
 * Writes never wait for any of this; when it fails it is tried again later, and searches go on by
 * words.
 */
public final class EmbeddingWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddingWorker.class);
  private static final int BATCH = 100;

  /** So many changes behind, the index is left alone. */
  private static final int FAR_BEHIND = 100;

  private final MetadataStore store;
  private final SearchIndex index;
  private final Indexer indexer;
  private final RecordEmbeddings embeddings;
  private final Pace pace;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable String failure;

  /**
   * How long to wait.
   *
   * @param idle before looking for new work when there was none
   * @param retry after a failure
   */
  public record Pace(Duration idle, Duration retry) {
    public static final Pace DEFAULT = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  public EmbeddingWorker(
      MetadataStore store,
      SearchIndex index,
      Indexer indexer,
      RecordEmbeddings embeddings,
      Pace pace) {
    this.store = store;
    this.index = index;
    this.indexer = indexer;
    this.embeddings = embeddings;
    this.pace = pace;
    this.thread = Thread.ofPlatform().name("embeddings").unstarted(this::run);
  }

  /** Begins to work. */
  public void start() {
    thread.start();
  }

  /** Why nothing is embedded at the moment; empty when all is well. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Stops after the batch at hand. To be called before the indexer is closed. */
  @Override
  public void close() {
    closing.countDown();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean stop = false;
    while (!stop) {
      Duration rest = pace.idle();
      try {
        rest = !isFarBehind() && embedNext() ? Duration.ZERO : pace.idle();
        failure = null;
      } catch (ModeldexException | CompletionException e) {
        rest = pace.retry();
        report(e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
      }
      stop = isClosedWithin(rest);
    }
  }

  private void report(Throwable problem) {
    String message = String.valueOf(problem.getMessage());
    if (!message.equals(failure) && closing.getCount() > 0) {
      log.warn("embedding records failed; it is tried again now and then", problem);
    }
    failure = message;
  }

  private boolean isFarBehind() {
    return store.status().sequence() - index.visibleSequence() > FAR_BEHIND;
  }

  /** Embeds some of the records that await it, the newest first; false when there is none. */
  private boolean embedNext() {
    Collection<RecordId> ids = awaiting();
    if (ids.isEmpty()) {
      return false;
    }
    embeddings.compute(store.findAll(ids).values());
    indexer.reindex(ids).join();
    return true;
  }

  private List<RecordId> awaiting() {
    SearchRequest request =
        new SearchRequest(
            new Query.FieldIs(SearchField.EMBEDDING, SearchField.AWAITS_EMBEDDING),
            List.of(),
            List.of(),
            new Sort.ByField(SearchField.UPDATED, true),
            BATCH,
            null);
    return index.search(request).hits().stream().map(SearchResults.Hit::id).toList();
  }

  private boolean isClosedWithin(Duration rest) {
    try {
      return closing.await(rest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
