package org.modeldex.search;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The embeddings of records. They depend on nothing but the record's text and the model, so a
 * record that is indexed again, or one with the same text as another, costs nothing. Safe for all
 * threads.
 */
public final class RecordEmbeddings {
  private final Embedder embedder;
  private final EmbeddingCache cache;
  private final EmbeddedText texts;

  public RecordEmbeddings(Embedder embedder, EmbeddingCache cache, Vocabulary vocabulary) {
    this.embedder = embedder;
    this.cache = cache;
    this.texts = new EmbeddedText(vocabulary);
  }

  /** The embeddings of those records that were computed before. */
  Map<RecordId, Embedding> known(Collection<MetadataRecord> records) {
    Map<RecordId, EmbeddingCache.Key> keys = new HashMap<>();
    for (MetadataRecord record : records) {
      if (EmbeddedText.isOf(record.id().kind())) {
        keys.put(record.id(), key(texts.of(record)));
      }
    }
    Map<EmbeddingCache.Key, Embedding> cached = cache.findAll(keys.values());
    Map<RecordId, Embedding> known = new HashMap<>();
    keys.forEach((id, key) -> {
      Embedding embedding = cached.get(key);
      if (embedding != null) {
        known.put(id, embedding);
      }
    });
    return known;
  }

  /**
   * Computes the embeddings of records for which that was not done before, then keeps them all: a
   * few records at a time lose little to a crash.
   */
  void compute(Collection<MetadataRecord> records) {
    Map<EmbeddingCache.Key, String> wanted = new LinkedHashMap<>();
    for (MetadataRecord record : records) {
      String text = texts.of(record);
      wanted.put(key(text), text);
    }
    wanted.keySet().removeAll(cache.findAll(wanted.keySet()).keySet());
    if (wanted.isEmpty()) {
      return;
    }
    Iterator<Embedding> embeddings = embedder.embed(List.copyOf(wanted.values())).iterator();
    Map<EmbeddingCache.Key, Embedding> computed = new HashMap<>();
    wanted.keySet().forEach(key -> computed.put(key, embeddings.next()));
    cache.putAll(computed);
  }

  private EmbeddingCache.Key key(String text) {
    return EmbeddingCache.Key.of(embedder.model(), text);
  }
}
