package org.modeldex.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.modeldex.store.MetadataStore;

/**
 * The ordinals of metric keys, as the store interned them, kept in memory. Safe for all threads.
 *
 * <p>An index holds ordinals instead of keys. They are durable in the store before a document that
 * uses them is indexed.
 */
public final class MetricDictionary {
  private final MetadataStore store;
  private final Map<String, Integer> ordinals = new ConcurrentHashMap<>();
  private volatile List<String> keys = List.of();

  public MetricDictionary(MetadataStore store) {
    this.store = store;
    load();
  }

  /** The ordinal of a key; empty when no document ever used it. */
  public OptionalInt find(String key) {
    Integer ordinal = ordinals.get(key);
    return ordinal == null ? OptionalInt.empty() : OptionalInt.of(ordinal);
  }

  /** The key of an ordinal that was handed out. */
  public String key(int ordinal) {
    return keys.get(ordinal);
  }

  /** How many ordinals are handed out: 0 to {@code size() - 1}. */
  public int size() {
    return keys.size();
  }

  /** Makes sure that all keys have ordinals; one trip to the store for all new ones together. */
  public synchronized void intern(Iterable<String> wanted) {
    Set<String> unknown = new LinkedHashSet<>();
    for (String key : wanted) {
      if (!ordinals.containsKey(key)) {
        unknown.add(key);
      }
    }
    if (!unknown.isEmpty()) {
      store.internMetricKeys(List.copyOf(unknown));
      load();
    }
  }

  private void load() {
    List<String> all = List.copyOf(store.metricKeys());
    int known = keys.size();
    keys = all;
    for (int ordinal = known; ordinal < all.size(); ordinal++) {
      ordinals.put(all.get(ordinal), ordinal);
    }
  }
}
