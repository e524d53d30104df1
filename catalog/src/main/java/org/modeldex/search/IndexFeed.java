package org.modeldex.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.store.Change;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.Range;
import org.modeldex.store.StoreStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds an index from a store's log: knows how far it is, and what the index has taken in but does
 * not yet show or hold for good. The {@link Indexer} decides when. Used by its thread alone.
 */
final class IndexFeed {
  private static final Logger log = LoggerFactory.getLogger(IndexFeed.class);

  private final MetadataStore store;
  private final SearchIndex index;
  private final SearchDocuments documents;
  private final int batch;

  private long position;
  private boolean unrefreshed;
  private final List<CompletableFuture<Void>> unseen = new ArrayList<>();
  private long uncommitted;

  /**
   * A feed that has not found its position.
   *
   * @param batch how many changes or records are taken in together
   */
  IndexFeed(MetadataStore store, SearchIndex index, SearchDocuments documents, int batch) {
    this.store = store;
    this.index = index;
    this.documents = documents;
    this.batch = batch;
  }

  /** Every change up to this one is taken in. */
  long position() {
    return position;
  }

  /** Whether something is taken in that searches do not see. */
  boolean isUnrefreshed() {
    return unrefreshed;
  }

  /** Whether somebody waits to be told that searches see what was taken in again. */
  boolean isAwaited() {
    return !unseen.isEmpty();
  }

  /** How many changes would have to be replayed after a crash now. */
  long uncommitted() {
    return uncommitted;
  }

  /** Goes to where the index is in the log; false when the log cannot bring it up to date. */
  boolean findPosition() {
    StoreStatus status = store.status();
    long durable = index.durableSequence();
    if (durable < status.trimmedTo() || durable > status.sequence()) {
      return false;
    }
    position = durable;
    log.info("index is at change {} of {}", durable, status.sequence());
    return true;
  }

  /**
   * Throws the index away and builds it from all records; meanwhile searches see the old one. A
   * part of the new one is never committed: when it comes to nothing, the index remains one that
   * the log cannot bring up to date.
   *
   * @param closed ends it early
   * @return whether the index is complete
   */
  boolean rebuild(BooleanSupplier closed) {
    StoreStatus status = store.status();
    long started = System.nanoTime();
    if (index.visibleSequence() > status.sequence()) {
      index.clear(); // of a history that the store does not have
    } else {
      index.startOver();
    }
    uncommitted = 0;
    long indexed = 0;
    List<MetadataRecord> page = store.list(Range.ALL, null, batch);
    while (!page.isEmpty()) {
      if (closed.getAsBoolean()) {
        return false;
      }
      index.apply(documents.of(page), 0);
      indexed += page.size();
      page = store.list(Range.ALL, page.getLast().id(), batch);
    }
    index.apply(List.of(), status.sequence());
    position = status.sequence();
    index.refresh();
    index.commit();
    unrefreshed = false;
    log.info(
        "built the index from {} records in {} ms",
        indexed,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    return true;
  }

  /** Takes in the next changes; false when there is none. */
  boolean takeNextChanges() {
    List<Change> changes = store.changes(position, batch);
    if (changes.isEmpty()) {
      return false;
    }
    SequencedSet<RecordId> ids = new LinkedHashSet<>();
    Set<RecordId> created = new HashSet<>();
    for (Change change : changes) {
      if (change.operation() == Change.Operation.APPEND && change.id().kind() != Kind.RUN) {
        continue; // of points only a run's latest are indexed
      }
      ids.add(change.id());
      if (change.operation() == Change.Operation.CREATE) {
        created.add(change.id());
      }
      if (change.id().kind() == Kind.VERSION) {
        ids.add(RecordId.model(change.id().project(), change.id().name()));
      }
    }
    apply(List.copyOf(ids), created, changes.getLast().sequence());
    uncommitted += changes.size();
    return true;
  }

  /**
   * Takes in the current states of records, page by page: large ones together would not fit into
   * memory.
   *
   * @param sequence the index reflects every change up to here when all are taken in
   */
  private void apply(List<RecordId> ids, Set<RecordId> created, long sequence) {
    unrefreshed = true;
    List<RecordId> rest = ids;
    while (!rest.isEmpty()) {
      SearchDocuments.Page page = documents.current(rest, created);
      index.apply(page.changes(), position);
      rest = rest.subList(page.ids(), rest.size());
    }
    index.apply(List.of(), sequence);
    position = sequence;
  }

  /**
   * Takes in records that did not change.
   *
   * @param seen is completed when searches see them
   */
  void takeAgain(List<RecordId> ids, CompletableFuture<Void> seen) {
    unseen.add(seen);
    apply(ids, Set.of(), position);
    uncommitted += ids.size();
  }

  /** Makes searches see what was taken in. */
  void refresh() {
    index.refresh();
    unrefreshed = false;
    unseen.forEach(seen -> seen.complete(null));
    unseen.clear();
  }

  /**
   * Makes what was taken in durable.
   *
   * @param keptChanges how many changes before it stay in the log
   */
  void commit(long keptChanges) {
    index.commit();
    uncommitted = 0;
    long keepAfter = index.durableSequence() - keptChanges;
    if (keepAfter > store.status().trimmedTo()) {
      store.trimChanges(keepAfter);
    }
  }

  /** Tells whoever waits to see records that were taken in again that it comes to nothing. */
  void giveUp(Throwable problem) {
    unseen.forEach(seen -> seen.completeExceptionally(problem));
    unseen.clear();
  }

  /** Leaves nothing to replay, if that can be done. */
  void close() {
    try {
      if (uncommitted > 0) {
        index.refresh();
        index.commit();
      }
    } catch (RuntimeException e) {
      log.warn(
          "the index was not committed at close; the log will be replayed at the next start", e);
    }
  }
}
