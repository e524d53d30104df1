package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlainProseTest {
  @Test
  void marksGoAndWordsStay() {
    assertThat(plain("# A *small* `model`\n\n- for **phones**\n> and tablets"))
        .isEqualTo("A small model - for phones and tablets");
    assertThat(plain("a (`tiny`), `base`.")).isEqualTo("a (tiny), base.");
  }

  @Test
  void linksKeepTheirTextAndLoseTheirAddress() {
    assertThat(plain("see [the paper](https://arxiv.org/abs/1) or https://example.org/x now"))
        .isEqualTo("see the paper or now");
  }

  @Test
  void whatHasNoWordsIsLeftOut() {
    assertThat(plain("a\n```python\nprint(1)\n```\nb ![logo](logo.png)<!-- x --> <b>c</b>"))
        .isEqualTo("a b c");
    assertThat(plain("---\nlicense: mit\n---\nText")).isEqualTo("Text");
    assertThat(plain("| a | b |\n|---|---|\n| 1 | 2 |")).isEqualTo("a b 1 2");
  }

  @Test
  void whatNeverEndsEndsWithTheText() {
    assertThat(plain("a ```code")).isEqualTo("a");
    assertThat(plain("a <!-- b")).isEqualTo("a");
    assertThat(plain("a < b and c <d")).isEqualTo("a < b and c <d");
    assertThat(plain("---\nno end")).isEmpty();
  }

  @Test
  void itStopsAtTheLimitAndNeverWithinACharacter() {
    assertThat(PlainProse.of("word ".repeat(10_000), 12)).isEqualTo("word word wo");
    assertThat(PlainProse.of("abc\uD83D\uDE00", 4)).isEqualTo("abc");
  }

  @Test
  @Timeout(5)
  void textFullOfBeginningsOfTagsIsReadQuickly() {
    String text = "<".repeat(500_000);
    assertThat(PlainProse.of(text, 500_000)).isEqualTo(text);
  }

  private static String plain(String markdown) {
    return PlainProse.of(markdown, 1_000);
  }
}
