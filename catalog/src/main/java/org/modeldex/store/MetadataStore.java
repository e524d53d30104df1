package org.modeldex.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.RecordId;

/**
 * The canonical store: the only truth. Safe for all threads.
 *
 * <p>Commits take effect one after another in the order of their sequences; a read that begins
 * after a commit was acknowledged sees it. Readings of measurements are never stored.
 *
 * <p>Every method may throw {@code ModeldexException} with CORRUPTED, when stored bytes do not read
 * back, or UNAVAILABLE, when the store is closed or has stopped after an I/O error.
 */
public interface MetadataStore extends AutoCloseable {

  /** The current state of a record; empty when it was never written or is deleted. */
  Optional<MetadataRecord> find(RecordId id);

  /** Whether a record exists; what it says is not decoded. */
  boolean has(RecordId id);

  /**
   * The current states of those of {@code ids} that exist, in no particular order. Fails with
   * TOO_LARGE when they take some 64 MB together.
   */
  Map<RecordId, MetadataRecord> findAll(Collection<RecordId> ids);

  /**
   * The current states of the first of {@code ids}, each in the place of its id; empty where there
   * is none. The page is shorter than {@code ids} where records are large, but looks for one at
   * least.
   */
  List<Optional<MetadataRecord>> findPage(List<RecordId> ids);

  /**
   * Current records in key order (see {@link RecordId#compareTo}). A page may be shorter than the
   * limit where records are large: only an empty one is the last.
   *
   * @param after where the last page ended, exclusive; null for the start
   * @param limit at most this many, at least 1
   */
  List<MetadataRecord> list(Range range, @Nullable RecordId after, int limit);

  /**
   * As {@link #list}, of each record only the {@link Outline}. A page is as long as the limit if
   * there are so many.
   */
  List<Outline> outlines(Range range, @Nullable RecordId after, int limit);

  /**
   * The revisions of an id, newest first, deletions included; also of deleted ids.
   *
   * @param before only revisions smaller than this; {@link Long#MAX_VALUE} for all
   */
  List<Revision> history(RecordId id, long before, int limit);

  /** The record as it was at a revision; empty for a deletion or a revision that never was. */
  Optional<MetadataRecord> revision(RecordId id, long revision);

  /**
   * The arrows from or to a record, ordered by the relation's word, the other end and the time
   * (none first); arrows that are equal appear once.
   *
   * @param after where the last page ended, exclusive; null for the start
   * @param limit at most this many, at least 1; there is no bound on how many point to a record
   */
  List<Edge> edges(RecordId id, Direction direction, @Nullable Edge after, int limit);

  /** The series of a record, ordered by metric. */
  List<SeriesSummary> series(RecordId id);

  /** One series of a record; empty when it has no point. */
  Optional<SeriesSummary> series(RecordId id, String metric);

  /**
   * Points of a series in the order in which they were appended. A point keeps its place.
   *
   * @param from the place of the first point wanted; 0 for the start
   */
  List<MetricPoint> points(RecordId id, String metric, long from, int limit);

  /**
   * Applies the mutations in order, all or none. Completes when they are durable: a power cut after
   * that loses nothing. Fails with REVISION_CONFLICT, ALREADY_EXISTS or NOT_FOUND when a mutation
   * cannot be applied, STORE_FULL when there is no space, INVALID_ARGUMENT when an idempotency key
   * was used before for something else. Then nothing has changed.
   */
  CompletableFuture<Receipt> commit(Commit commit);

  /**
   * Changes in order of sequence, without gaps.
   *
   * @param after only changes with a larger sequence; at least {@code status().trimmedTo()}
   * @throws org.modeldex.record.ModeldexException NOT_FOUND when some of them are trimmed away
   */
  List<Change> changes(long after, int limit);

  /** Forgets changes up to and including {@code sequence}; records and history stay. */
  void trimChanges(long sequence);

  /** All interned metric keys; the position of a key is its ordinal. Ordinals are never reused. */
  List<String> metricKeys();

  /**
   * The ordinals of {@code keys}, in their order. Keys that are new get the next ordinals, durably,
   * before this returns.
   */
  int[] internMetricKeys(List<String> keys);

  /** How the store stands. Looks at memory only: it is asked with every search and every record. */
  StoreStatus status();

  /** The bytes that the store takes on disk. Looks at every file. */
  long sizeBytes();

  @Override
  void close();
}
