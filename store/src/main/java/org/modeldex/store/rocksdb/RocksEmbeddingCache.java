package org.modeldex.store.rocksdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Embedding;
import org.modeldex.search.EmbeddingCache;
import org.modeldex.store.rocksdb.Database.Family;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeddings in a column family of the store, in half precision. They are written beside the one
 * thread that writes records, without a sync: none of its promises depends on them, and after a
 * power cut the last ones are computed again. Safe for all threads.
 */
final class RocksEmbeddingCache implements EmbeddingCache {
  private static final Logger LOG = LoggerFactory.getLogger(RocksEmbeddingCache.class);

  private final Database database;
  private final BooleanSupplier isFull;

  /**
   * A cache in an open database.
   *
   * @param isFull whether the store waits for space; then nothing may be written
   */
  RocksEmbeddingCache(Database database, BooleanSupplier isFull) {
    this.database = database;
    this.isFull = isFull;
  }

  @Override
  public Map<Key, Embedding> findAll(Collection<Key> keys) {
    List<Key> wanted = keys.stream().distinct().toList();
    Map<Key, Embedding> found = new HashMap<>();
    try {
      database.getAll(
          Family.VECTORS,
          wanted.stream().map(Key::toBytes).toList(),
          (value, i) -> found.put(wanted.get(i), Codec.embedding(value)));
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.CORRUPTED) {
        throw e;
      }
      LOG.warn("embeddings do not read back and are computed again", e);
    }
    return found;
  }

  @Override
  public void putAll(Map<Key, Embedding> embeddings) {
    if (isFull.getAsBoolean()) {
      throw full(null);
    }
    List<Map.Entry<byte[], byte[]>> entries = new ArrayList<>(embeddings.size());
    embeddings.forEach(
        (key, embedding) -> entries.add(Map.entry(key.toBytes(), Codec.embedding(embedding))));
    try {
      database.putAll(Family.VECTORS, entries);
    } catch (RocksDBException e) {
      throw RocksErrors.isNoSpace(e)
          ? full(e)
          : new ModeldexException(
              ErrorCode.UNAVAILABLE, "writing embeddings: " + e.getMessage(), e);
    }
  }

  private static ModeldexException full(@Nullable RocksDBException e) {
    return new ModeldexException(ErrorCode.STORE_FULL, "there is no space for embeddings", e);
  }
}
