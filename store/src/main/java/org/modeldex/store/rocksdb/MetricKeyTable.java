package org.modeldex.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.store.rocksdb.Database.Family;

/** The interned metric keys, in memory. Holds only what is durable. Safe for all threads. */
final class MetricKeyTable {
  private final Map<String, Integer> ordinals = new ConcurrentHashMap<>();
  private final List<String> keys = new ArrayList<>();

  static MetricKeyTable load(Database database) {
    List<String> keys = new ArrayList<>();
    try (Cursor cursor = database.range(Family.KEYS, new byte[0], null)) {
      while (cursor.next()) {
        int ordinal = KeyLayout.metricKey(cursor.key());
        if (ordinal != keys.size()) {
          throw new ModeldexException(
              ErrorCode.CORRUPTED, "metric key " + keys.size() + " is missing");
        }
        keys.add(Codec.metricKey(ordinal, cursor.value()));
      }
    }
    MetricKeyTable table = new MetricKeyTable();
    table.add(keys);
    return table;
  }

  /** Adds keys behind the others. */
  synchronized void add(List<String> more) {
    for (String key : more) {
      ordinals.put(key, keys.size());
      keys.add(key);
    }
  }

  synchronized List<String> all() {
    return List.copyOf(keys);
  }

  synchronized int size() {
    return keys.size();
  }

  @Nullable Integer ordinal(String key) {
    return ordinals.get(key);
  }

  /** The ordinals of keys, in their order; null when one of them is new. */
  int @Nullable [] ordinals(List<String> wanted) {
    int[] found = new int[wanted.size()];
    for (int i = 0; i < found.length; i++) {
      Integer ordinal = ordinals.get(wanted.get(i));
      if (ordinal == null) {
        return null;
      }
      found[i] = ordinal;
    }
    return found;
  }
}
