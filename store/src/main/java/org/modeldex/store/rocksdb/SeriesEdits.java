package org.modeldex.store.rocksdb;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.RecordId;
import org.modeldex.store.rocksdb.Database.Family;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What a commit, or a group of commits, does to series. A commit sees what those before it in its
 * group have done. The writer's own.
 */
final class SeriesEdits {
  private final Database database;
  private final @Nullable SeriesEdits before;

  /** Records whose series are deleted, and whether any of those is on the disk. */
  private final Map<RecordId, Boolean> cleared = new HashMap<>();

  private final Map<Key, SeriesState> touched = new HashMap<>();

  /**
   * Nothing yet.
   *
   * @param before what was done before but is not on the disk; null for nothing
   */
  SeriesEdits(Database database, @Nullable SeriesEdits before) {
    this.database = database;
    this.before = before;
  }

  private record Key(RecordId id, String metric) {}

  /** Appends points; false when the series has them all. */
  boolean append(RecordId id, MetricSeries series) {
    Key key = new Key(id, series.metric());
    SeriesState grown = find(key).with(series.points());
    if (grown != null) {
      touched.put(key, grown);
    }
    return grown != null;
  }

  /** Deletes all series of a record. */
  void clear(RecordId id) {
    clear(id, isAnyOnDisk(id));
  }

  private void clear(RecordId id, boolean onDisk) {
    touched.keySet().removeIf(key -> key.id().equals(id));
    cleared.put(id, onDisk);
  }

  private SeriesState find(Key key) {
    SeriesState own = touched.get(key);
    if (own != null) {
      return own;
    }
    if (cleared.containsKey(key.id())) {
      return SeriesState.EMPTY;
    }
    return before != null
        ? before.find(key)
        : SeriesState.of(new StoredSeries(database, key.id(), key.metric()));
  }

  /** Makes a commit's edits part of its group's. */
  void addTo(SeriesEdits group) {
    cleared.forEach(group::clear);
    group.touched.putAll(touched);
  }

  void addTo(WriteBatch batch) throws RocksDBException {
    ColumnFamilyHandle family = database.handle(Family.SERIES);
    for (Map.Entry<RecordId, Boolean> record : cleared.entrySet()) {
      byte[] prefix = KeyLayout.series(record.getKey());
      byte[] end = KeyLayout.behind(prefix);
      if (end != null && record.getValue()) {
        batch.deleteRange(family, prefix, end);
      }
    }
    for (Map.Entry<Key, SeriesState> series : touched.entrySet()) {
      RecordId id = series.getKey().id();
      String metric = series.getKey().metric();
      SeriesHead head = series.getValue().head();
      if (head != null) {
        batch.put(family, KeyLayout.series(id, metric), Codec.series(head));
      }
      for (Map.Entry<Long, PointBlock> block : series.getValue().blocks().entrySet()) {
        byte[] key = KeyLayout.points(id, metric, block.getKey());
        batch.put(family, key, Codec.points(block.getValue()));
      }
    }
  }

  private boolean isAnyOnDisk(RecordId id) {
    byte[] prefix = KeyLayout.series(id);
    try (Cursor cursor = database.range(Family.SERIES, prefix, KeyLayout.behind(prefix))) {
      return cursor.next();
    }
  }
}
