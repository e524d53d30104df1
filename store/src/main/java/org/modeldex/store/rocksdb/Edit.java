package org.modeldex.store.rocksdb;

import org.jspecify.annotations.Nullable;
import org.modeldex.store.rocksdb.Database.Family;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** One key to be written, or deleted when {@code value} is null. */
final class Edit {
  private final Family family;
  private final byte[] key;
  private final byte @Nullable [] value;

  Edit(Family family, byte[] key, byte @Nullable [] value) {
    this.family = family;
    this.key = key;
    this.value = value;
  }

  void addTo(WriteBatch batch, Database database) throws RocksDBException {
    if (value == null) {
      batch.delete(database.handle(family), key);
    } else {
      batch.put(database.handle(family), key, value);
    }
  }
}
