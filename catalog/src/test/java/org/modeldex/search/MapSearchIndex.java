package org.modeldex.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;

/**
 * An index that keeps documents in a map and answers no searches but for records that await their
 * embedding: enough to see what an indexer does. What was not refreshed is not visible, what was
 * not committed is lost by {@link #crash}.
 */
final class MapSearchIndex implements SearchIndex {
  private Map<RecordId, SearchDocument> applied = new HashMap<>();
  private Map<RecordId, SearchDocument> visible = Map.of();
  private Map<RecordId, SearchDocument> durable = Map.of();
  private long appliedSequence = -1;
  private long visibleSequence = -1;
  private long durableSequence = -1;
  private int failures;
  private boolean broken;
  private int cleared;
  private final ReentrantLock gate = new ReentrantLock();

  /** The documents that a search would see. */
  synchronized Map<RecordId, SearchDocument> visible() {
    return visible;
  }

  /** Every change up to here was taken in, visible or not. */
  synchronized long appliedSequence() {
    return appliedSequence;
  }

  /** How often everything was thrown away. */
  synchronized int cleared() {
    return cleared;
  }

  /** The next {@code times} changes cannot be taken in, as on a full disk. */
  synchronized void fail(int times) {
    failures = times;
  }

  /** The next change meets a fault of the program. */
  synchronized void breakOnce() {
    broken = true;
  }

  /** While a test holds this lock no change is taken in. */
  ReentrantLock gate() {
    return gate;
  }

  /** Everything that was not committed is gone. */
  synchronized void crash() {
    applied = new HashMap<>(durable);
    visible = durable;
    appliedSequence = durableSequence;
    visibleSequence = durableSequence;
  }

  @Override
  public void apply(List<IndexChange> changes, long sequence) {
    gate.lock();
    try {
      take(changes, sequence);
    } finally {
      gate.unlock();
    }
  }

  private synchronized void take(List<IndexChange> changes, long sequence) {
    if (broken) {
      broken = false;
      throw new StackOverflowError("a fault of the program");
    }
    if (failures > 0) {
      failures--;
      crash();
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "the disk of the index is full");
    }
    for (IndexChange change : changes) {
      switch (change) {
        case IndexChange.Index index -> applied.put(index.id(), index.document());
        case IndexChange.Remove remove -> applied.remove(remove.id());
      }
    }
    appliedSequence = sequence;
  }

  @Override
  public synchronized void refresh() {
    if (appliedSequence < visibleSequence) {
      return;
    }
    visible = Map.copyOf(applied);
    visibleSequence = appliedSequence;
  }

  @Override
  public synchronized void commit() {
    durable = Map.copyOf(applied);
    durableSequence = appliedSequence;
  }

  @Override
  public synchronized void clear() {
    startOver();
    visible = Map.of();
    visibleSequence = -1;
  }

  @Override
  public synchronized void startOver() {
    cleared++;
    applied = new HashMap<>();
    durable = Map.of();
    appliedSequence = -1;
    durableSequence = -1;
  }

  @Override
  public synchronized long visibleSequence() {
    return visibleSequence;
  }

  @Override
  public synchronized long durableSequence() {
    return durableSequence;
  }

  @Override
  public synchronized SearchResults search(SearchRequest request) {
    if (!request
        .query()
        .equals(new Query.FieldIs(SearchField.EMBEDDING, SearchField.AWAITS_EMBEDDING))) {
      throw new UnsupportedOperationException("this index does not answer " + request.query());
    }
    List<SearchResults.Hit> hits =
        visible.values().stream()
            .filter(SearchDocument::awaitsEmbedding)
            .map(document -> new SearchResults.Hit(document.record().id(), 0))
            .limit(request.limit())
            .toList();
    return new SearchResults(
        hits.size(), false, false, hits, List.of(), null, List.of(), visibleSequence);
  }

  @Override
  public Map<RecordId, Map<SearchField, List<String>>> highlight(
      Query query, List<MetadataRecord> records) {
    return Map.of();
  }

  @Override
  public long count(Query query) {
    throw new UnsupportedOperationException("this index answers no searches");
  }

  @Override
  public void scan(Query query, List<Column> columns, RowReader reader) {
    throw new UnsupportedOperationException("this index answers no searches");
  }

  @Override
  public List<MetricStatistics> metrics(Query query) {
    return List.of();
  }

  @Override
  public List<HistogramBucket> histogram(String key, Query query, int buckets) {
    return List.of();
  }

  @Override
  public List<Suggestion> suggest(Typed typed, @Nullable Kind kind, int limit) {
    return List.of();
  }

  @Override
  public List<Similar> similar(MetadataRecord record, int limit) {
    return List.of();
  }

  @Override
  public Query corrected(Query query, Suspects suspects) {
    return query;
  }

  @Override
  public synchronized IndexStatus status() {
    long awaiting = visible.values().stream().filter(SearchDocument::awaitsEmbedding).count();
    long embedded =
        visible.values().stream().filter(document -> document.embedding() != null).count();
    return new IndexStatus(visible.size(), 0, embedded, awaiting);
  }

  @Override
  public void close() {}
}
