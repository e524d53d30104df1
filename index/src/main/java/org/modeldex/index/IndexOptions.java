package org.modeldex.index;

import java.time.Clock;
import java.time.Duration;
import org.modeldex.search.MetricDictionary;
import org.modeldex.vocabulary.Vocabulary;

/**
 * What an index is opened with.
 *
 * @param storeUuid the store it is derived from; an index of another store is not used
 * @param vocabulary whose words it holds; an index made with another is not used
 * @param dictionary the store's metric keys
 * @param embeddingModel whose embeddings it takes; an index with those of another is not used.
 *     Empty when it takes none.
 * @param clock what "now" is for date facets
 * @param bufferMegabytes heap for changes that are not written out yet, 16 to 2,000
 * @param cacheMegabytes heap for the matches of filters that come up again and again
 * @param timeLimit after this long a search returns what it has, marked as partial
 */
public record IndexOptions(
    String storeUuid,
    Vocabulary vocabulary,
    MetricDictionary dictionary,
    String embeddingModel,
    Clock clock,
    int bufferMegabytes,
    int cacheMegabytes,
    Duration timeLimit) {

  /** The usual sizes and limits, and no embeddings. */
  public static IndexOptions of(
      String storeUuid, Vocabulary vocabulary, MetricDictionary dictionary) {
    return new IndexOptions(
        storeUuid, vocabulary, dictionary, "", Clock.systemUTC(), 256, 64, Duration.ofSeconds(1));
  }

  public IndexOptions withEmbeddingModel(String newModel) {
    return new IndexOptions(
        storeUuid,
        vocabulary,
        dictionary,
        newModel,
        clock,
        bufferMegabytes,
        cacheMegabytes,
        timeLimit);
  }
}
