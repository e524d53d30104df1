package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every cache of embeddings promises. */
public abstract class EmbeddingCacheContract {
  private static final EmbeddingCache.Key KEY = EmbeddingCache.Key.of("model", "a text");

  /** The one cache of this test, empty at first. */
  protected abstract EmbeddingCache cache();

  @Test
  void whatWasNeverPutIsNotFound() {
    assertThat(cache().findAll(List.of(KEY))).isEmpty();
    assertThat(cache().findAll(List.of())).isEmpty();
  }

  @Test
  void embeddingsComeBackToAThousandth() {
    Random random = new Random(384);
    Map<EmbeddingCache.Key, Embedding> embeddings = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      float[] vector = new float[384];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = (float) random.nextGaussian();
      }
      embeddings.put(EmbeddingCache.Key.of("model", "text " + i), Embedding.of(vector));
    }
    cache().putAll(embeddings);
    Map<EmbeddingCache.Key, Embedding> found = cache().findAll(embeddings.keySet());
    assertThat(found).hasSameSizeAs(embeddings);
    found.forEach((key, embedding) -> {
      float[] expected = Objects.requireNonNull(embeddings.get(key)).toArray();
      float[] actual = embedding.toArray();
      for (int j = 0; j < expected.length; j++) {
        assertThat(actual[j]).isCloseTo(expected[j], within(0.001f));
      }
    });
  }

  @Test
  void keysThatAreAskedForTwiceAreFoundOnce() {
    cache().putAll(Map.of(KEY, Embedding.of(new float[] {1, 0})));
    assertThat(cache().findAll(List.of(KEY, EmbeddingCache.Key.of("model", "another"), KEY)))
        .containsOnlyKeys(KEY);
  }

  @Test
  void theLastEmbeddingOfAKeyCounts() {
    cache().putAll(Map.of(KEY, Embedding.of(new float[] {1, 0})));
    cache().putAll(Map.of(KEY, Embedding.of(new float[] {0, 1})));
    assertThat(cache().findAll(List.of(KEY))).containsEntry(KEY, Embedding.of(new float[] {0, 1}));
  }

  @Test
  void modelsDoNotSeeEachOthersEmbeddings() {
    cache().putAll(Map.of(KEY, Embedding.of(new float[] {1, 0})));
    assertThat(cache().findAll(List.of(EmbeddingCache.Key.of("another model", "a text"))))
        .isEmpty();
  }
}
