package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.testing.Seeded;

class FoldingTest {

  @ParameterizedTest
  @CsvSource({
    "ResNet, resnet",
    "Café, cafe",
    "ÅNGSTRÖM, angstrom",
    "straße, strasse",
    "ﬁne, fine",
    "İstanbul, istanbul",
    "ＡＢＣ, abc",
    "Łódź, lodz",
    "한국어, 한국어",
    "データ, データ",
    "हिन्दी, हिन्दी"
  })
  void makesSpellingsOfTheSameLettersEqual(String text, String folded) {
    assertThat(Folding.fold(text)).isEqualTo(folded);
  }

  @Test
  void foldingTwiceGivesTheSameAndNeverNothing() {
    Seeded.trials(
        2_000,
        random -> {
          String text = RandomText.anything(random, 20);
          String once = Folding.fold(text);
          assertThat(once.isEmpty()).isEqualTo(text.isEmpty());
          assertThat(Folding.fold(once)).isEqualTo(once);
        });
  }
}
