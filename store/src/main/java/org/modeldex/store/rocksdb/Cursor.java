package org.modeldex.store.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * Walks over a range of keys in order. One thread's own.
 *
 * <pre>{@code
 * while (cursor.next()) { ... cursor.key() ... cursor.value() ... }
 * }</pre>
 */
final class Cursor implements AutoCloseable {
  private final Database.Open open;
  private final ReadOptions options;
  private final @Nullable Slice end;
  private final RocksIterator iterator;
  private final byte[] from;
  private boolean begun;

  Cursor(
      Database.Open open,
      RocksDB rocks,
      ColumnFamilyHandle family,
      ReadOptions base,
      byte[] from,
      byte @Nullable [] to) {
    this.open = open;
    this.from = from;
    options = new ReadOptions(base);
    end = to == null ? null : new Slice(to);
    if (end != null) {
      options.setIterateUpperBound(end);
    }
    iterator = rocks.newIterator(family, options);
  }

  /**
   * Moves to the first or the next key; false at the end.
   *
   * @throws org.modeldex.record.ModeldexException CORRUPTED when the walk ended at damage: an end
   *     is only believed when the database says that it is one
   */
  boolean next() {
    if (!begun) {
      return seek(from);
    }
    iterator.next();
    return isAtKey();
  }

  /** Moves to a key or the first one behind it; as {@link #next} otherwise. */
  boolean seek(byte[] key) {
    begun = true;
    iterator.seek(key);
    return isAtKey();
  }

  private boolean isAtKey() {
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw RocksErrors.whileReading(e);
    }
    return false;
  }

  byte[] key() {
    return iterator.key();
  }

  byte[] value() {
    return iterator.value();
  }

  @Override
  public void close() {
    iterator.close();
    options.close();
    if (end != null) {
      end.close();
    }
    open.close();
  }
}
