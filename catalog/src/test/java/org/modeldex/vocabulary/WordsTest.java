package org.modeldex.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.testing.Seeded;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "Top-1 Accuracy (%), top-1-accuracy, top-1-accuracy",
    "top_1__accuracy, top-1-accuracy, top-1-accuracy",
    "mIoU(ms+flip), miou-ms+flip, miou-ms+flip",
    "AP@0.5, ap-0-5, ap-0.5",
    "C#, c#, c",
    "v1.5., v1-5, v1.5",
    "'...', '', unnamed",
    "中文 NER, 中文-ner, 中文-ner",
    "हिन्दी, हिन्दी, हिन्दी",
    "Gre\u0301vy, grévy, grévy"
  })
  void foldForComparingAndSlugForShowing(String words, String folded, String slug) {
    assertThat(Words.fold(words)).isEqualTo(folded);
    assertThat(Words.slug(words)).isEqualTo(slug);
  }

  @Test
  void aSlugStaysWhatItIsAndFitsIntoAKey() {
    Seeded.trials(
        20_000,
        random -> {
          String slug = Words.slug(text(random));
          assertThat(slug).isNotEmpty().doesNotContain("@", "#", "/", " ");
          assertThat(Words.slug(slug)).isEqualTo(slug);
          assertThat(Words.fold(slug)).isEqualTo(Words.fold(Words.fold(slug)));
        });
  }

  /** Mostly ASCII with all its punctuation, some letters and marks of other scripts. */
  static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = 1 + random.nextInt(12); length > 0; length--) {
      text.appendCodePoint(
          switch (random.nextInt(8)) {
            case 0 -> 0x300 + random.nextInt(0x2000);
            case 1 -> "@#./+-_".charAt(random.nextInt(7));
            default -> ' ' + random.nextInt(95);
          });
    }
    return text.toString();
  }
}
