package org.modeldex.store.rocksdb;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;
import org.modeldex.store.Commit;
import org.modeldex.store.Receipt;
import org.modeldex.store.rocksdb.Codec.Used;
import org.modeldex.store.rocksdb.Database.Family;
import org.modeldex.store.rocksdb.StoredState.Live;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The effects of one group of tasks, which reach the disk together. Each task sees the effects of
 * those before it, as if they were written already; a task that fails leaves nothing behind. The
 * writer's own.
 */
final class GroupBatch {
  /** How long an idempotency key is remembered. */
  static final Duration REMEMBERED = Duration.ofHours(24);

  private final Database database;
  private final MetricKeyTable metricKeys;
  private final DecodedRecords decoded;
  private final Clock clock;
  private final Totals before;
  private final List<Edit> edits = new ArrayList<>();
  private final Map<RecordId, StoredState> heads = new HashMap<>();
  private final Map<String, Used> tokens = new HashMap<>();
  private final Map<Kind, Long> counts;
  private final SeriesEdits series;
  private final Map<String, Integer> newKeys = new HashMap<>();
  private final List<String> newKeysInOrder = new ArrayList<>();
  private long sequence;
  private long trimmedTo;
  private byte @Nullable [] lastChange;

  GroupBatch(
      Database database,
      MetricKeyTable metricKeys,
      DecodedRecords decoded,
      Clock clock,
      Totals before) {
    this.database = database;
    this.metricKeys = metricKeys;
    this.decoded = decoded;
    this.clock = clock;
    this.before = before;
    this.sequence = before.sequence();
    this.trimmedTo = before.trimmedTo();
    this.counts = new EnumMap<>(Kind.class);
    this.counts.putAll(before.counts());
    this.series = new SeriesEdits(database, null);
  }

  /** Applies all mutations of a commit, or throws and applies none. */
  Receipt commit(PreparedCommit prepared) {
    Commit commit = prepared.commit();
    Instant now = clock.instant();
    Commit.Once once = commit.once();
    Used earlier = once == null ? null : used(once.key());
    if (once != null && earlier != null && !isForgotten(earlier, now)) {
      if (!earlier.fingerprint().equals(once.fingerprint())) {
        throw ModeldexException.invalid(
            "Idempotency-Key", once.key() + " was used for another request");
      }
      if (earlier.outcomes().isEmpty()) {
        throw ModeldexException.notFound(commit.mutations().getFirst().id());
      }
      return new Receipt(earlier.outcomes(), true);
    }
    CommitDraft draft =
        new CommitDraft(
            this, new SeriesEdits(database, series), new Stamp(now, commit.by()), sequence);
    Receipt receipt;
    try {
      receipt = new Receipt(draft.apply(commit.mutations(), prepared.contents()), false);
    } catch (ModeldexException e) {
      if (once != null && once.keepsNotFound() && e.code() == ErrorCode.NOT_FOUND) {
        remember(once, earlier, new Used(now, once.fingerprint(), List.of()));
      }
      throw e;
    }
    draft.addTo(edits, heads, counts);
    draft.series().addTo(series);
    sequence = draft.sequence();
    lastChange = draft.lastChange() == null ? lastChange : draft.lastChange();
    if (once != null) {
      remember(once, earlier, new Used(now, once.fingerprint(), receipt.outcomes()));
    }
    return receipt;
  }

  /** The ordinals of metric keys; new ones get the next. */
  int[] intern(List<String> keys) {
    int[] ordinals = new int[keys.size()];
    for (int i = 0; i < ordinals.length; i++) {
      String key = keys.get(i);
      Integer known = metricKeys.ordinal(key);
      ordinals[i] = known != null ? known : newKeys.computeIfAbsent(key, this::append);
    }
    return ordinals;
  }

  private int append(String key) {
    int ordinal = metricKeys.size() + newKeysInOrder.size();
    newKeysInOrder.add(key);
    edits.add(new Edit(Family.KEYS, KeyLayout.metricKey(ordinal), Codec.metricKey(key)));
    return ordinal;
  }

  /** Forgets changes up to a sequence, or up to the last one when it lies beyond. */
  void trim(long to) {
    trimmedTo = Math.max(trimmedTo, Math.min(to, before.sequence()));
  }

  /** The current state of an id, null when it was never written. */
  @Nullable StoredState head(RecordId id) {
    StoredState pending = heads.get(id);
    if (pending != null) {
      return pending;
    }
    byte[] stored = database.get(Family.RECORDS, KeyLayout.record(id));
    return stored == null ? null : Codec.state(id, stored);
  }

  /** The lineage of a state, which is read without being kept: it may never become durable. */
  List<LineageEdge> lineage(RecordId id, Live state) {
    if (!state.content().hasLineage()) {
      return List.of();
    }
    MetadataRecord known = decoded.find(id, state.sequence());
    return known != null ? known.lineage() : state.content().record().lineage();
  }

  private @Nullable Used used(String token) {
    Used pending = tokens.get(token);
    if (pending != null) {
      return pending;
    }
    byte[] stored = database.get(Family.IDEMPOTENCY, KeyLayout.token(token));
    return stored == null ? null : Codec.used(token, stored);
  }

  private static boolean isForgotten(Used used, Instant now) {
    return used.at().plus(REMEMBERED).isBefore(now);
  }

  private void remember(Commit.Once once, @Nullable Used earlier, Used used) {
    String token = once.key();
    if (earlier != null) {
      edits.add(new Edit(Family.IDEMPOTENCY, KeyLayout.tokenByAge(earlier.at(), token), null));
    }
    edits.add(new Edit(Family.IDEMPOTENCY, KeyLayout.token(token), Codec.used(used)));
    edits.add(
        new Edit(Family.IDEMPOTENCY, KeyLayout.tokenByAge(used.at(), token), Codec.nothing()));
    tokens.put(token, used);
  }

  boolean isEmpty() {
    return edits.isEmpty() && trimmedTo == before.trimmedTo();
  }

  /** The store as a whole, once this is written. */
  Totals totals() {
    Map<Kind, Long> present = new EnumMap<>(counts);
    present.values().removeIf(count -> count == 0);
    return new Totals(sequence, trimmedTo, present);
  }

  List<String> newMetricKeys() {
    return newKeysInOrder;
  }

  /** The value of the last change made here; null when there is none. */
  byte @Nullable [] lastChange() {
    return lastChange;
  }

  /** The states that records have once this is written. */
  Map<RecordId, StoredState> heads() {
    return heads;
  }

  void addTo(WriteBatch batch) throws RocksDBException {
    for (Edit edit : edits) {
      edit.addTo(batch, database);
    }
    series.addTo(batch);
    if (sequence != before.sequence()) {
      meta(batch, Totals.SEQUENCE, sequence);
    }
    for (Map.Entry<Kind, Long> count : counts.entrySet()) {
      if (!count.getValue().equals(before.counts().getOrDefault(count.getKey(), 0L))) {
        meta(batch, KeyLayout.count(count.getKey()), count.getValue());
      }
    }
    if (trimmedTo != before.trimmedTo()) {
      batch.deleteRange(
          database.handle(Family.CHANGES), KeyLayout.change(0), KeyLayout.change(trimmedTo + 1));
      meta(batch, Totals.TRIMMED_TO, trimmedTo);
    }
  }

  private void meta(WriteBatch batch, byte[] key, long value) throws RocksDBException {
    batch.put(database.handle(Family.META), key, Codec.number(value));
  }
}
