package org.modeldex.store.rocksdb;

import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.store.rocksdb.StoredState.Live;

/**
 * The records that were written or read last, ready for use: decoding one costs more than reading
 * its bytes. Who looks for one has read its state from the database and names the sequence of it,
 * so an entry is never out of date; at worst it is of no use. Safe for all threads.
 */
final class DecodedRecords {
  private final long maxBytes;
  private final LinkedHashMap<RecordId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** The state that one sequence made of an id. */
  private record Entry(long sequence, MetadataRecord record, int bytes) {}

  /**
   * Nothing yet.
   *
   * @param maxBytes how many bytes of JSON the records kept may have together; on the heap they
   *     take about four times as much
   */
  DecodedRecords(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The record of a state. */
  MetadataRecord of(RecordId id, Live live) {
    MetadataRecord known = find(id, live.sequence());
    return known != null ? known : keep(id, live);
  }

  /** The record of the state that a sequence made of an id; null when it is not kept. */
  synchronized @Nullable MetadataRecord find(RecordId id, long sequence) {
    Entry entry = entries.get(id);
    return entry != null && entry.sequence() == sequence ? entry.record() : null;
  }

  /** Keeps the record of a state in the place of those that were used longest ago. */
  MetadataRecord keep(RecordId id, Live live) {
    Entry entry = new Entry(live.sequence(), live.record(), live.content().json().length);
    if (entry.bytes() <= maxBytes) {
      put(id, entry);
    }
    return entry.record();
  }

  private synchronized void put(RecordId id, Entry entry) {
    Entry before = entries.put(id, entry);
    bytes += entry.bytes() - (before == null ? 0 : before.bytes());
    Iterator<Entry> oldest = entries.values().iterator();
    while (bytes > maxBytes) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }
}
