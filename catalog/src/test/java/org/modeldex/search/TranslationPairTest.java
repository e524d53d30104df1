package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.vocabulary.Vocabulary;

class TranslationPairTest {
  private static final Vocabulary VOCABULARY = Vocabulary.builtIn();

  @ParameterizedTest
  @CsvSource({
    "opus-mt-en-de, en-de",
    "lab/opus-mt-tc-big-en-fi, en-fi",
    "marian-finetuned-kde4-en-to-fr, en-fr",
    "newstest2015-enfi.en.fi, en-fi",
    "wmt14-en-de, en-de",
    "tatoeba-test.eng.fin, en-fi",
    "small en-pt_BR model, en-pt",
    "fi+sv-en, fi-en sv-en",
    "en+fr-et+fi, en-et en-fi fr-et fr-fi",
    "en+fi-en+fi, en-fi fi-en"
  })
  void namesTellBetweenWhichLanguages(String name, String pairs) {
    assertThat(TranslationPair.namedIn(name, VOCABULARY)).containsExactly(pairs.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "transformer-big", "t5-small", "M2M-100", "newstest2015", "en", "+-+"})
  void otherNamesTellNothing(String name) {
    assertThat(TranslationPair.namedIn(name, VOCABULARY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "lab/marian-finetuned-kde4-en-to-fr, en-fr",
    "small eng to deu, en-de",
    "t5-en-to-fr-v2, en-fr",
    "code-to-doc, ''",
    "en-fr, ''",
    "men-to-women, ''",
  })
  void aDirectionInANameSaysThatItTranslates(String name, String pair) {
    assertThat(String.join(" ", TranslationPair.saidIn(name, VOCABULARY))).isEqualTo(pair);
  }

  @Test
  void anyLanguageCoversEach() {
    assertThat(TranslationPair.covers("en-fi", "en-fi")).isTrue();
    assertThat(TranslationPair.covers("en-mul", "en-fi")).isTrue();
    assertThat(TranslationPair.covers("mul-fi", "en-fi")).isTrue();
    assertThat(TranslationPair.covers("fi-mul", "en-fi")).isFalse();
  }
}
