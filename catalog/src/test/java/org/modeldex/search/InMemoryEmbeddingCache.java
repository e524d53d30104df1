package org.modeldex.search;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Embeddings in a map. */
public final class InMemoryEmbeddingCache implements EmbeddingCache {
  private final Map<Key, Embedding> embeddings = new ConcurrentHashMap<>();

  @Override
  public Map<Key, Embedding> findAll(Collection<Key> keys) {
    Map<Key, Embedding> found = new HashMap<>();
    for (Key key : keys) {
      Embedding embedding = embeddings.get(key);
      if (embedding != null) {
        found.put(key, embedding);
      }
    }
    return found;
  }

  @Override
  public void putAll(Map<Key, Embedding> more) {
    embeddings.putAll(more);
  }
}
