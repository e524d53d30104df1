package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryEmbedderTest {
  private final WordsEmbedder embedder = new WordsEmbedder();
  private final QueryEmbedder queries = new QueryEmbedder(embedder);

  @Test
  void theSameQueryIsEmbeddedOnce() {
    assertThat(queries.embed("a car")).isEqualTo(queries.embed("a car"));
    assertThat(embedder.embedded()).isEqualTo(1);
  }

  @Test
  void theOldestOfManyQueriesAreForgotten() {
    queries.embed("first");
    for (int i = 0; i < 1_000; i++) {
      queries.embed("query " + i);
    }
    queries.embed("query 999");
    assertThat(embedder.embedded()).isEqualTo(1_001);
    queries.embed("first");
    assertThat(embedder.embedded()).isEqualTo(1_002);
  }
}
