package org.modeldex.search;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.MetadataStore;
import org.modeldex.vocabulary.Vocabulary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an index up to date with a store. It alone writes to the index, from one thread of its own.
 *
 * <pre>
 *   store.changes(position) -> ids, each once -> current records -> index.apply
 *                                                                -> index.refresh  when a search waits, when idle, after a commit
 *                                                                -> index.commit   every few seconds or many changes
 * </pre>
 *
 * <p>A change says only which record changed; the record is read again when it is indexed. So a
 * change may be replayed or overtaken without harm, and after a crash everything after the index's
 * durable sequence is simply applied again. When the index cannot be caught up by replay (it is
 * new, or the log does not reach back far enough, or it is ahead of a store restored from a
 * backup), it is rebuilt from the records.
 *
 * <p>An index that cannot take changes (a full disk, say) is tried again every second; until then
 * searches that insist on fresh results fail with INDEX_BEHIND.
 */
public final class Indexer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Indexer.class);
  private static final int BATCH = 1_000;
  private static final Duration IDLE_REFRESH = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final MetadataStore store;
  private final SearchIndex index;
  private final IndexFeed feed;
  private final Options options;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private long wanted; // guarded by lock: the sequence that the most demanding search waits for
  private boolean closed; // guarded by lock
  private boolean rebuildRequested; // guarded by lock
  private boolean woken; // guarded by lock
  private final Queue<Again> again = new ArrayDeque<>(); // guarded by lock
  private volatile long applied; // every change up to here is taken in; written under the lock

  private volatile boolean rebuilding;
  private volatile @Nullable String failure;

  // Only the indexing thread touches these.
  private long refreshedAt = System.nanoTime();
  private long committedAt = System.nanoTime();

  /**
   * How often to commit and how much of the log to keep.
   *
   * @param commitEvery at most this long after a change it is durable in the index
   * @param commitChanges or after this many changes, whichever comes first
   * @param keptChanges how many changes behind the durable sequence stay in the store's log
   * @param gather so long a change that no search waits for may wait for others, of the same record
   *     perhaps, to be taken in together with them
   */
  public record Options(
      Duration commitEvery, int commitChanges, long keptChanges, Duration gather) {
    public static final Options DEFAULT =
        new Options(Duration.ofSeconds(5), 50_000, 1_000_000, Duration.ofMillis(20));
  }

  /**
   * An indexer that has not started.
   *
   * @param embeddings what records mean; null when nothing is found by meaning
   */
  public Indexer(
      MetadataStore store,
      SearchIndex index,
      Vocabulary vocabulary,
      @Nullable RecordEmbeddings embeddings,
      Options options) {
    this.store = store;
    this.index = index;
    this.feed =
        new IndexFeed(store, index, new SearchDocuments(store, vocabulary, embeddings), BATCH);
    this.options = options;
    this.thread = Thread.ofPlatform().name("indexer").unstarted(this::run);
  }

  /** Begins to follow the log. */
  public void start() {
    thread.start();
  }

  /** Tells that there may be new changes; without it they are noticed within a second. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Records to index although they did not change. */
  private record Again(List<RecordId> ids, CompletableFuture<Void> seen) {}

  /**
   * Indexes records again, because something that is derived from them has changed. Completes when
   * searches see it; fails with UNAVAILABLE when the index cannot be written or the indexer stops.
   */
  public CompletableFuture<Void> reindex(Collection<RecordId> ids) {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        seen.completeExceptionally(stopped());
      } else {
        again.add(new Again(List.copyOf(ids), seen));
        woken = true;
        work.signal();
      }
    } finally {
      lock.unlock();
    }
    return seen;
  }

  private static ModeldexException stopped() {
    return new ModeldexException(ErrorCode.UNAVAILABLE, "the indexer has stopped");
  }

  /** Throws the index away and builds it again from the records, in the background. */
  public void rebuild() {
    lock.lock();
    try {
      rebuildRequested = true;
      rebuilding = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until searches reflect every change up to {@code sequence}.
   *
   * @throws ModeldexException INDEX_BEHIND with the lag when that takes longer than {@code
   *     patience}
   */
  public void awaitVisible(long sequence, Duration patience) {
    if (index.visibleSequence() >= sequence) {
      return;
    }
    long left = patience.toNanos();
    lock.lock();
    try {
      wanted = Math.max(wanted, sequence);
      woken = true;
      work.signal();
      while (index.visibleSequence() < sequence && !closed) {
        if (left <= 0) {
          throw behind(sequence);
        }
        left = progress.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModeldexException(
          ErrorCode.UNAVAILABLE, "waiting for the index was interrupted", e);
    } finally {
      lock.unlock();
    }
    if (index.visibleSequence() < sequence) {
      throw behind(sequence);
    }
  }

  /**
   * Waits until at most {@code lag} changes are not yet taken in, for those who write faster than
   * is indexed. Returns after {@code patience} in any case, and at once while the index is rebuilt
   * or cannot be written: writes never depend on the index.
   */
  public void awaitLag(long lag, Duration patience) {
    long enough = store.status().sequence() - lag;
    if (applied >= enough || isBroken()) {
      return;
    }
    long left = patience.toNanos();
    lock.lock();
    try {
      while (applied < enough && !isBroken() && left > 0 && !closed) {
        left = progress.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean isBroken() {
    return rebuilding || failure != null;
  }

  /** Whether the index is being built from scratch. */
  public boolean isRebuilding() {
    return rebuilding;
  }

  /** Why indexing does not get on at the moment; empty when it does. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Stops following the log after committing what was taken in. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
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
    boolean positioned = false;
    while (!isClosed()) {
      try {
        boolean rebuild = takeRebuildRequest() || rebuilding;
        if (!positioned || rebuild) {
          findPosition(rebuild);
          positioned = true;
          continue; // unless a stop cut it short
        }
        boolean changed = takeNextChanges();
        boolean repeated = takeAgain();
        boolean idle = !changed && !repeated;
        failure = null;
        publish(idle);
        if (idle) {
          pause(Duration.ofMillis(feed.isUnrefreshed() ? 50 : 1_000));
        }
      } catch (OutOfMemoryError e) {
        throw e; // the process ends
      } catch (RuntimeException | Error e) {
        if (isClosed()) {
          break;
        }
        failure = e instanceof ModeldexException ? e.getMessage() : e.toString();
        feed.giveUp(e);
        log.error("indexing failed, trying again in a second", e);
        positioned = false;
        signalProgress();
        sleep(RETRY, () -> false); // whoever waits
      }
    }
    feed.close();
    feed.giveUp(stopped());
    for (Again left = nextAgain(); left != null; left = nextAgain()) {
      left.seen().completeExceptionally(stopped());
    }
  }

  /** Decides between replay and rebuild, and rebuilds if need be. */
  private void findPosition(boolean rebuild) {
    if (rebuild || !feed.findPosition()) {
      rebuilding = true;
      rebuilding = !feed.rebuild(this::isClosed);
    }
    signalProgress();
  }

  private boolean takeNextChanges() {
    gather();
    boolean taken = feed.takeNextChanges();
    if (taken) {
      signalProgress();
    }
    return taken;
  }

  /** Waits for more changes if there are some, few, and nobody waits for them. */
  private void gather() {
    sleep(
        options.gather(),
        () -> {
          long waiting = store.status().sequence() - feed.position();
          return waiting == 0
              || waiting >= BATCH
              || rebuildRequested
              || !again.isEmpty()
              || wanted > feed.position();
        });
  }

  /** Takes in one batch of records that did not change; false when there is none. */
  private boolean takeAgain() {
    Again next = nextAgain();
    if (next == null) {
      return false;
    }
    feed.takeAgain(next.ids(), next.seen());
    return true;
  }

  private @Nullable Again nextAgain() {
    lock.lock();
    try {
      return again.poll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes applied changes visible when somebody waits for them or there is nothing else to do, and
   * durable now and then. Under load both happen together: each writes the same segments out.
   */
  private void publish(boolean idle) {
    long now = System.nanoTime();
    boolean commit =
        feed.uncommitted() > 0
            && (feed.uncommitted() >= options.commitChanges()
                || now - committedAt > options.commitEvery().toNanos());
    if (commit) {
      feed.commit(options.keptChanges());
      committedAt = now;
    }
    boolean due = commit || (idle && now - refreshedAt > IDLE_REFRESH.toNanos());
    if (feed.isUnrefreshed() && (due || feed.isAwaited() || isAwaited())) {
      feed.refresh();
      refreshedAt = now;
      signalProgress();
    }
  }

  private boolean isAwaited() {
    lock.lock();
    try {
      return wanted > index.visibleSequence() && feed.position() >= wanted;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean takeRebuildRequest() {
    lock.lock();
    try {
      boolean requested = rebuildRequested;
      rebuildRequested = false;
      return requested;
    } finally {
      lock.unlock();
    }
  }

  private void signalProgress() {
    lock.lock();
    try {
      applied = feed.position();
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sleeps until woken, unless there is something to do already. */
  private void pause(Duration atMost) {
    sleep(atMost, () -> rebuildRequested || woken || wanted > feed.position());
  }

  /**
   * Sleeps until there is something to do, or the indexer stops.
   *
   * @param isNeeded asked with the lock held, at once and whenever somebody signals work
   */
  private void sleep(Duration atMost, BooleanSupplier isNeeded) {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (left > 0 && !closed && !isNeeded.getAsBoolean()) {
        left = work.awaitNanos(left);
      }
      woken = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private ModeldexException behind(long sequence) {
    String reason =
        rebuilding
            ? "it is being rebuilt"
            : failure().map(problem -> "indexing fails: " + problem).orElse("it is catching up");
    return new ModeldexException(
        ErrorCode.INDEX_BEHIND,
        "the index is "
            + (sequence - index.visibleSequence())
            + " changes behind the store ("
            + reason
            + "); try again, or search with fresh=false");
  }
}
