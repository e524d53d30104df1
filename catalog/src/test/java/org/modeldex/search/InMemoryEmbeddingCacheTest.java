package org.modeldex.search;

class InMemoryEmbeddingCacheTest extends EmbeddingCacheContract {
  private final EmbeddingCache cache = new InMemoryEmbeddingCache();

  @Override
  protected EmbeddingCache cache() {
    return cache;
  }
}
