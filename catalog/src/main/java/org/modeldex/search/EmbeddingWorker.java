package org.modeldex.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * letting searches see it, comes first. And while requests come the worker takes no more than a
 * tenth of the machine: it rests after every few texts. A text takes longer than most requests, so
 * that on two processors each would otherwise meet one that is busy.
 *
 * <p>The index itself says what is missing, so there is no state to lose: after a crash, a rebuild
 * or a change of model the worker simply finds more to do, and what the cache holds is not computed
 * again. A record that changes meanwhile is indexed without embedding first and found here again.
 * Writes never wait for any of this; when it fails it is tried again later, and searches go on by
 * words.
 */
public final class EmbeddingWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddingWorker.class);

  /** So many records are indexed again together. */
  private static final int BATCH = 100;

  /** So many texts, a few hundredths of a second, are embedded between two looks at requests. */
  private static final int FEW = 4;

  /** So many changes behind, the index is left alone. */
  private static final int FAR_BEHIND = 100;

  private final MetadataStore store;
  private final SearchIndex index;
  private final Indexer indexer;
  private final RecordEmbeddings embeddings;
  private final Pace pace;
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final Thread thread;
  private volatile @Nullable String failure;
  private volatile long latestRequest; // System.nanoTime

  /**
   * How long to wait.
   *
   * @param idle before looking for new work when there was none
   * @param retry after a failure
   * @param use so long after a request others are expected
   * @param rest so many times as long as it worked does the worker rest while they are
   */
  public record Pace(Duration idle, Duration retry, Duration use, int rest) {
    /** While there are requests, at most a tenth of all processors. */
    public static final Pace DEFAULT =
        new Pace(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Math.max(0, Math.ceilDiv(10, Runtime.getRuntime().availableProcessors()) - 1));
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
    this.latestRequest = System.nanoTime() - pace.use().toNanos();
    this.thread = Thread.ofPlatform().name("embeddings").unstarted(this::run);
  }

  /** Begins to work. */
  public void start() {
    thread.start();
  }

  /** Takes note of a request, which goes before the worker. */
  public void giveWay() {
    latestRequest = System.nanoTime();
  }

  /** Why nothing is embedded at the moment; empty when all is well. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Stops after the batch at hand. To be called before the indexer is closed. */
  @Override
  public void close() {
    closing.complete(null);
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
        if (!isFarBehind() && embedNext()) {
          rest = Duration.ZERO;
        }
        failure = null;
      } catch (OutOfMemoryError e) {
        throw e; // the process ends
      } catch (RuntimeException | Error e) { // an embedder's own library may not load
        rest = pace.retry();
        report(e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
      }
      stop = isClosedWithin(rest);
    }
  }

  private void report(Throwable problem) {
    String message =
        problem instanceof ModeldexException
            ? String.valueOf(problem.getMessage())
            : problem.toString();
    if (!message.equals(failure) && !closing.isDone()) {
      log.warn("embedding records failed; it is tried again now and then", problem);
    }
    failure = message;
  }

  private boolean isFarBehind() {
    return store.status().sequence() - index.visibleSequence() > FAR_BEHIND;
  }

  /**
   * Embeds some of the records that await it, the newest first; false when there is none, or
   * something else comes first. What was embedded until then is in the cache.
   */
  private boolean embedNext() {
    List<RecordId> ids = awaiting();
    if (ids.isEmpty()) {
      return false;
    }
    for (int from = 0; from < ids.size(); from += FEW) {
      long begun = System.nanoTime();
      List<RecordId> few = ids.subList(from, Math.min(ids.size(), from + FEW));
      embeddings.compute(store.findAll(few).values());
      if (isClosedWithin(restSince(begun)) || isFarBehind()) {
        return false;
      }
    }
    long begun = System.nanoTime();
    // The indexer may be busy for long, building the index anew: a stop does not wait for that.
    CompletableFuture.anyOf(indexer.reindex(ids), closing).join();
    return !isClosedWithin(restSince(begun));
  }

  /** How long to rest after work. */
  private Duration restSince(long begun) {
    long now = System.nanoTime();
    return now - latestRequest < pace.use().toNanos()
        ? Duration.ofNanos((now - begun) * pace.rest())
        : Duration.ZERO;
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
    return index.search(request.uncounted()).hits().stream().map(SearchResults.Hit::id).toList();
  }

  private boolean isClosedWithin(Duration rest) {
    try {
      closing.get(rest.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("closing never fails", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
