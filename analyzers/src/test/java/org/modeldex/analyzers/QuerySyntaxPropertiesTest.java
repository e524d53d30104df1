package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.Query.And;
import org.modeldex.search.Query.Not;
import org.modeldex.search.Query.Or;
import org.modeldex.search.Query.Words;
import org.modeldex.testing.Seeded;

class QuerySyntaxPropertiesTest {
  private static final QuerySyntax SYNTAX = QuerySyntaxTest.SYNTAX;

  @Test
  void anyTextIsReadOrRefusedWithAPositionInsideIt() {
    Seeded.trials(10_000, random -> readsOrRefuses(RandomText.anything(random, 25)));
  }

  @Test
  void anyCharactersAreReadOrRefusedWithAPositionInsideThem() {
    Seeded.trials(
        2_000,
        random -> {
          StringBuilder text = new StringBuilder();
          random
              .ints(random.nextInt(100), 0, Character.MAX_VALUE + 1)
              .forEach(c -> text.append((char) c));
          readsOrRefuses(text.toString());
        });
  }

  @Test
  void everyQueryReadFromTextIsWrittenAsTextThatReadsTheSame() {
    Seeded.trials(
        5_000,
        random -> {
          String text = RandomText.anything(random, 12);
          Query query;
          try {
            query = SYNTAX.parse(text);
          } catch (ModeldexException e) {
            return;
          }
          readsBack(query);
        });
  }

  @Test
  void everyQueryIsWrittenAsTextThatReadsTheSame() {
    Seeded.trials(5_000, random -> readsBack(new RandomQuery(random).next()));
  }

  @Test
  void plainSentencesNeverFail() {
    String[] words = {
      "models",
      "that",
      "(maybe",
      "detect)",
      "\"people",
      "in",
      "[street]",
      "scenes?",
      "a/b",
      "C++",
      "e.g.:",
      "10:30",
      "http://x.org/a?b=c",
      "5%,",
      "50-60",
      "it's",
      "what!",
      "{",
      "}",
      "^",
      "~",
      "@home",
      "#1",
      "$5",
      "a&b",
      "&",
      "|",
      "🤗",
      "note:",
      "-",
      "--",
      "+",
      "=",
      "<",
      ">",
      "->",
      "\\",
      "'quoted'",
      "né",
      "数据",
      "x*y",
      "?",
      ":",
      ";",
      ":-)"
    };
    Seeded.trials(
        5_000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = 1 + random.nextInt(12); i > 0; i--) {
            text.append(words[random.nextInt(words.length)]).append(' ');
          }
          assertThatCode(() -> SYNTAX.parse(text.toString()))
              .as(text.toString())
              .doesNotThrowAnyException();
        });
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void refusesWhatIsTooMuch(String text) {
    assertThatThrownBy(() -> SYNTAX.parse(text))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_SYNTAX));
  }

  static List<String> hostile() {
    return List.of(
        "(".repeat(20_000) + "a" + ")".repeat(20_000),
        "(".repeat(500) + "a" + ")".repeat(500),
        "-(".repeat(300) + "a" + ")".repeat(300),
        "license:(".repeat(100) + "mit" + ")".repeat(100),
        "(".repeat(21) + "a" + ")".repeat(21),
        "(".repeat(1_024),
        "a ".repeat(1_025),
        "a ".repeat(257),
        "a OR ".repeat(200) + "a",
        "-a ".repeat(257),
        "license:" + "x".repeat(1_000_000),
        "a".repeat(1_025),
        "NOT ".repeat(250) + "a",
        "! ".repeat(500),
        "accuracy>" + "9".repeat(1_000),
        "accuracy>1e999999999",
        "accuracy>NaN",
        "accuracy:[NaN TO NaN]",
        "loss:[-Infinity TO Infinity]",
        "parameters<99999999999999999999999999999T".repeat(2),
        "updated>=999999999-01-01",
        "updated>=-9999999999999d",
        "name:" + "*".repeat(500),
        "name:" + "?".repeat(500),
        "\"a b\"~1000000");
  }

  @ParameterizedTest
  @MethodSource("large")
  void readsWhatIsJustWithinTheLimits(String text) {
    assertThat(SYNTAX.parse(text)).isNotNull();
    readsOrRefuses(text);
  }

  static List<String> large() {
    return List.of(
        "(".repeat(20) + "a" + ")".repeat(20),
        "-(".repeat(20) + "license:mit" + ")".repeat(20),
        "a ".repeat(256),
        "a".repeat(1_024),
        "x*".repeat(512),
        "a~".repeat(512),
        "\\".repeat(1_024),
        "\"".repeat(512),
        ")".repeat(1_024),
        "[".repeat(1_024),
        "name:a" + "*".repeat(1_000),
        "a1".repeat(512),
        "图".repeat(1_024),
        "\uD83D".repeat(1_024),
        "accuracy>" + "9".repeat(300),
        "updated>=-999999y");
  }

  private static void readsOrRefuses(String text) {
    try {
      Query query = SYNTAX.parse(text);
      assertThat(depth(query)).as(text).isLessThanOrEqualTo(2 * QueryText.MAX_DEPTH + 3);
      assertThat(leaves(query)).as(text).isLessThanOrEqualTo(2 * QueryText.MAX_CLAUSES);
    } catch (ModeldexException e) {
      assertThat(e.code()).as(text).isEqualTo(ErrorCode.QUERY_SYNTAX);
      assertThat(e.position()).as(text).isBetween(0, text.length());
    }
  }

  private static void readsBack(Query query) {
    String text = SYNTAX.format(query);
    if (text.length() <= QueryText.MAX_LENGTH) {
      assertThat(SYNTAX.parse(text)).as(text).isEqualTo(query);
    }
  }

  private static int depth(Query query) {
    return 1 + parts(query).stream().mapToInt(QuerySyntaxPropertiesTest::depth).max().orElse(0);
  }

  private static int leaves(Query query) {
    int own = query instanceof Words words ? words.text().split(" ").length : 1;
    List<Query> parts = parts(query);
    return parts.isEmpty() ? own : parts.stream().mapToInt(QuerySyntaxPropertiesTest::leaves).sum();
  }

  private static List<Query> parts(Query query) {
    return switch (query) {
      case And and -> and.clauses();
      case Or or -> or.clauses();
      case Not not -> List.of(not.clause());
      default -> List.of();
    };
  }
}
