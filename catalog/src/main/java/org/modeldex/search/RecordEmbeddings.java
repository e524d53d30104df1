package org.modeldex.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
  /** So many texts are embedded between two writes to the cache: about a second's work. */
  private static final int BATCH = 32;

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

  /** Computes and keeps the embeddings of records for which that was not done before. */
  void compute(Collection<MetadataRecord> records) {
    Map<EmbeddingCache.Key, String> wanted = new LinkedHashMap<>();
    for (MetadataRecord record : records) {
      String text = texts.of(record);
      wanted.put(key(text), text);
    }
    wanted.keySet().removeAll(cache.findAll(wanted.keySet()).keySet());
    List<EmbeddingCache.Key> keys = List.copyOf(wanted.keySet());
    for (int from = 0; from < keys.size(); from += BATCH) {
      computeBatch(keys.subList(from, Math.min(keys.size(), from + BATCH)), wanted);
    }
  }

  private void computeBatch(List<EmbeddingCache.Key> keys, Map<EmbeddingCache.Key, String> texts) {
    List<String> batch = new ArrayList<>(keys.size());
    keys.forEach(key -> batch.add(texts.getOrDefault(key, "")));
    List<Embedding> embeddings = embedder.embed(batch);
    Map<EmbeddingCache.Key, Embedding> computed = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      computed.put(keys.get(i), embeddings.get(i));
    }
    cache.putAll(computed);
  }

  private EmbeddingCache.Key key(String text) {
    return EmbeddingCache.Key.of(embedder.model(), text);
  }
}
