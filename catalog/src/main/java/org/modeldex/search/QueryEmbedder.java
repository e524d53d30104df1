package org.modeldex.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Embeds queries and remembers the latest ones: a page, its facets and the next page ask for the
 * same text. Safe for all threads.
 */
public final class QueryEmbedder {
  /** At 384 dimensions, 1.5 megabytes. */
  private static final int REMEMBERED = 1_000;

  private final Embedder embedder;
  private final Map<String, Embedding> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Embedding> eldest) {
          return size() > REMEMBERED;
        }
      };

  public QueryEmbedder(Embedder embedder) {
    this.embedder = embedder;
  }

  /** See {@link Embedder#model}. */
  public String model() {
    return embedder.model();
  }

  /** See {@link Embedder#relatedSimilarity}. */
  public double relatedSimilarity() {
    return embedder.relatedSimilarity();
  }

  /** See {@link Embedder#embed}. */
  public Embedding embed(String text) {
    synchronized (latest) {
      Embedding known = latest.get(text);
      if (known != null) {
        return known;
      }
    }
    Embedding embedding = embedder.embed(List.of(text)).getFirst();
    synchronized (latest) {
      latest.put(text, embedding);
    }
    return embedding;
  }
}
