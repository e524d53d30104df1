package org.modeldex.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Embedder;
import org.modeldex.search.Embedding;

class MiniLmEmbedderTest {
  private static final Embedder EMBEDDER = new MiniLmEmbedder();

  @AfterAll
  static void close() {
    EMBEDDER.close();
  }

  @Test
  void itIsFoundByTheServer() {
    assertThat(ServiceLoader.load(Embedder.class)).hasExactlyElementsOfTypes(MiniLmEmbedder.class);
  }

  @Test
  void textsOfLikeMeaningAreNearer() {
    Embedding query = embed("label every pixel of a street scene");
    double alike = query.similarity(embed("semantic segmentation of road images"));
    double other = query.similarity(embed("a speech recogniser for telephone calls"));
    assertThat(alike).isGreaterThan(EMBEDDER.relatedSimilarity());
    assertThat(other).isLessThan(EMBEDDER.relatedSimilarity());
  }

  @Test
  void vectorsAreThoseOfAnotherImplementation() {
    // By langchain4j 1.19.0 with the same weights.
    float[] expected = {0.0384f, -0.0009f, -0.0032f, 0.0389f, -0.1333f, -0.0368f};
    float[] vector = embed("A man is eating food.").toArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat(vector[i]).isCloseTo(expected[i], within(0.001f));
    }
  }

  @Test
  void aTextsVectorDoesNotDependOnItsNeighboursOrThread() {
    List<String> texts =
        IntStream.range(0, 8)
            .mapToObj(i -> "a model number " + i + " of something".repeat(i))
            .toList();
    List<Embedding> together = EMBEDDER.embed(texts);
    List<Embedding> alone = texts.parallelStream().map(MiniLmEmbedderTest::embed).toList();
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void anyTextHasAVector() {
    for (String text :
        List.of("", " ", "x".repeat(100_000), "word ".repeat(20_000), "\uD83D\uDE00\uD800\u0000")) {
      assertThat(embed(text).dimensions()).isEqualTo(EMBEDDER.dimensions());
    }
  }

  @Test
  void aClosedEmbedderSaysSo() {
    Embedder closed = new MiniLmEmbedder();
    closed.embed(List.of("text"));
    closed.close();
    assertThatThrownBy(() -> closed.embed(List.of("text")))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  private static Embedding embed(String text) {
    return EMBEDDER.embed(List.of(text)).getFirst();
  }
}
