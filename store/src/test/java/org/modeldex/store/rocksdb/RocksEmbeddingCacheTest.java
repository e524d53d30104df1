package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Embedding;
import org.modeldex.search.EmbeddingCache;
import org.modeldex.search.EmbeddingCacheContract;

class RocksEmbeddingCacheTest extends EmbeddingCacheContract {
  private static final EmbeddingCache.Key KEY = EmbeddingCache.Key.of("model", "kept");
  private static final Embedding EMBEDDING = Embedding.of(new float[] {0, 1, 0});

  @TempDir private Path folder;
  private @Nullable RocksMetadataStore store;

  @Override
  protected EmbeddingCache cache() {
    return open().embeddings();
  }

  private RocksMetadataStore open() {
    RocksMetadataStore current = store;
    if (current == null) {
      current = RocksMetadataStore.open(folder.resolve("store"), StoreOptions.DEFAULT);
      store = current;
    }
    return current;
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
      store = null;
    }
  }

  @Test
  void embeddingsSurviveARestart() {
    cache().putAll(Map.of(KEY, EMBEDDING));
    close();
    assertThat(cache().findAll(List.of(KEY))).containsEntry(KEY, EMBEDDING);
  }

  @Test
  void embeddingsAreNoPartOfWhatIsVerifiedAndTakePartInABackup() {
    cache().putAll(Map.of(KEY, EMBEDDING));
    assertThat(open().verify()).isEmpty();
    open().backup(folder.resolve("backup"));
    close();
    RocksMetadataStore.restore(folder.resolve("backup"), folder.resolve("restored"));
    try (RocksMetadataStore restored =
        RocksMetadataStore.open(folder.resolve("restored"), StoreOptions.DEFAULT)) {
      assertThat(restored.embeddings().findAll(List.of(KEY))).containsEntry(KEY, EMBEDDING);
    }
  }

  @Test
  void aClosedStoreSaysSo() {
    EmbeddingCache cache = cache();
    close();
    assertThatThrownBy(() -> cache.putAll(Map.of(KEY, EMBEDDING)))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }
}
