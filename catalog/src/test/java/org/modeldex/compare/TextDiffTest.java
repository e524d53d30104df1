package org.modeldex.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.modeldex.compare.TextDiff.Change;
import org.modeldex.compare.TextDiff.Span;
import org.modeldex.testing.Seeded;

final class TextDiffTest {
  @Test
  void namesTheWordsThatChanged() {
    assertThat(TextDiff.between("A small net with 50 layers.", "A large net with 50 layers!"))
        .containsExactly(
            new Span(Change.EQUAL, "A "),
            new Span(Change.DELETED, "small "),
            new Span(Change.INSERTED, "large "),
            new Span(Change.EQUAL, "net with 50 layers"),
            new Span(Change.DELETED, "."),
            new Span(Change.INSERTED, "!"));
  }

  @Test
  void whiteSpaceIsNoDifference() {
    assertThat(TextDiff.between("one\n\ntwo", "one two"))
        .containsExactly(new Span(Change.EQUAL, "one two"));
  }

  @Test
  void aTextComesOutOfNothingAndGoesIntoIt() {
    assertThat(TextDiff.between("", "")).isEmpty();
    assertThat(TextDiff.between("", "new")).containsExactly(new Span(Change.INSERTED, "new"));
    assertThat(TextDiff.between(" old", "")).containsExactly(new Span(Change.DELETED, " old"));
  }

  @Test
  void bothTextsCanBeReadOffTheDifference() {
    Seeded.trials(
        200,
        random -> {
          String from = words(random, random.nextInt(40));
          String to = words(random, random.nextInt(40));
          List<Span> spans = TextDiff.between(from, to);
          assertThat(join(spans, Change.DELETED)).isEqualTo(to);
          assertThat(squeezed(join(spans, Change.INSERTED))).isEqualTo(squeezed(from));
          assertThat(words(spans, Change.EQUAL)).isEqualTo(longestCommon(from, to));
        });
  }

  @Test
  void textsWithLittleInCommonAreReplacedBetweenTheirCommonEnds() {
    Random random = new Random(7);
    String from = "begin " + numbers(random, 3_000) + "end";
    String to = "begin " + numbers(random, 3_000) + "end";
    List<Span> spans = TextDiff.between(from, to);
    assertThat(spans)
        .extracting(Span::change)
        .containsExactly(Change.EQUAL, Change.DELETED, Change.INSERTED, Change.EQUAL);
    assertThat(join(spans, Change.DELETED)).isEqualTo(to);
  }

  private static String numbers(Random random, int count) {
    return random
        .ints(count, 0, 1_000)
        .mapToObj(number -> number + " ")
        .collect(Collectors.joining());
  }

  private static String words(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(List.of("a", "bc", "é", ".", "中").get(random.nextInt(5)))
          .append(random.nextInt(4) == 0 ? "\n" : " ");
    }
    return text.toString();
  }

  /** What is left of the pieces without those of one kind. */
  private static String join(List<Span> spans, Change without) {
    return spans.stream()
        .filter(span -> span.change() != without)
        .map(Span::text)
        .collect(Collectors.joining());
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static int words(List<Span> spans, Change change) {
    return spans.stream()
        .filter(span -> span.change() == change)
        .mapToInt(span -> span.text().split("\\s+", -1).length - 1)
        .sum();
  }

  /** The length of the longest common subsequence of words, by dynamic programming. */
  private static int longestCommon(String from, String to) {
    List<String> a = from.isEmpty() ? List.of() : List.of(from.split("\\s+", 0));
    List<String> b = to.isEmpty() ? List.of() : List.of(to.split("\\s+", 0));
    int[][] longest = new int[a.size() + 1][b.size() + 1];
    for (int i = 1; i <= a.size(); i++) {
      for (int j = 1; j <= b.size(); j++) {
        longest[i][j] =
            a.get(i - 1).equals(b.get(j - 1))
                ? longest[i - 1][j - 1] + 1
                : Math.max(longest[i - 1][j], longest[i][j - 1]);
      }
    }
    return longest[a.size()][b.size()];
  }
}
