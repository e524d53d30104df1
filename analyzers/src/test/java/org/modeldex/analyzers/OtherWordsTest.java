package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.analyzers.OtherWords.Pair;
import org.modeldex.vocabulary.Vocabulary;

class OtherWordsTest {
  private static final OtherWords WORDS = new OtherWords(Vocabulary.builtIn());

  @ParameterizedTest
  @CsvSource({
    "a GAN for faces, GAN, generative adversarial network",
    "generative adversarial networks, generative adversarial networks, gan",
    "resnet50 detector, resnet50, r50",
    "detector with r50, r50, resnet50",
    "you only look once, you only look once, yolo",
    "llama 7b, 7b, 7 billion",
    "7 billion parameters, 7 billion, 7b",
    "USE, USE, universal sentence encoder",
    "Spracherkennung auf Deutsch, Deutsch, German",
    "traduction en français, français, French",
    "中文 BERT, 中文, Chinese"
  })
  void findsOtherWords(String text, String typed, String other) {
    assertThat(WORDS.of(text)).contains(new Pair(typed, other));
  }

  @Test
  void leavesOtherTextsAlone() {
    assertThat(WORDS.of("use a plain sentence with 7 words")).isEmpty();
  }

  @Test
  void functionWordsDoNotCountBesideOthersUnlessTheyAreNames() {
    assertThat(
            FunctionWords.without(java.util.List.of("I", "need", "the", "USE", "model", "please!")))
        .containsExactly("USE", "model");
    assertThat(FunctionWords.without(java.util.List.of("to", "the"))).containsExactly("to", "the");
  }
}
