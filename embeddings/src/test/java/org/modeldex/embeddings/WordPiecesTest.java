package org.modeldex.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Expected numbers are those of Hugging Face's tokenizers 0.21 for the same vocabulary. */
class WordPiecesTest {
  private static final WordPieces PIECES = read();

  private static WordPieces read() {
    try (InputStream in =
        WordPiecesTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
      return WordPieces.read(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void wordsAreCutAtPunctuationAndIntoTheirLongestPieces() {
    assertThat(numbers("Faster-RCNN_r50 on COCO!"))
        .containsExactly(101, 5514, 1011, 22110, 10695, 1035, 1054, 12376, 2006, 25033, 999, 102);
    assertThat(numbers("tokenisation of xylophonists"))
        .containsExactly(101, 19204, 6648, 1997, 1060, 8516, 7361, 8747, 5130, 102);
  }

  @Test
  void accentsAndCapitalsAreFolded() {
    assertThat(numbers("Für Élise, naïve café"))
        .containsExactly(101, 6519, 14251, 1010, 15743, 7668, 102);
  }

  @Test
  void chineseCharactersAreWordsOfTheirOwn() {
    assertThat(numbers("中文 NER模型")).containsExactly(101, 1746, 1861, 11265, 2099, 100, 100, 102);
  }

  @Test
  void controlCharactersAreDropped() {
    assertThat(numbers("a\u0000b\tc\u200bd")).containsExactly(101, 11113, 3729, 102);
  }

  @Test
  void whatIsUnknownOrTooLongIsOneUnknownPiece() {
    assertThat(numbers("\uD83D\uDE00 7B")).containsExactly(101, 100, 1021, 2497, 102);
    assertThat(numbers("x".repeat(101))).containsExactly(101, 100, 102);
  }

  @Test
  void noTextIsTheTwoMarks() {
    assertThat(numbers("")).containsExactly(101, 102);
  }

  @Test
  void longTextEndsAtTheLimitWithTheMark() {
    assertThat(PIECES.numbers("word ".repeat(1_000), 16)).hasSize(16).endsWith(2773, 102);
    assertThat(PIECES.numbers("word ".repeat(14), 16)).hasSize(16).endsWith(2773, 102);
    assertThat(PIECES.numbers("word ".repeat(13), 16)).hasSize(15);
  }

  private static long[] numbers(String text) {
    return PIECES.numbers(text, 256);
  }
}
