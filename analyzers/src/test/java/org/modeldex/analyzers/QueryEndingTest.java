package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.search.SearchField;
import org.modeldex.search.Suggestion;
import org.modeldex.search.Typed;
import org.modeldex.search.Typed.Place;
import org.modeldex.testing.Seeded;
import org.modeldex.vocabulary.Vocabulary;

final class QueryEndingTest {
  private static final QuerySyntax SYNTAX =
      new QuerySyntax(Vocabulary.builtIn(), Clock.systemUTC());

  @Test
  void theLastWordIsBeingTypedAfterAFewWholeOnes() {
    assertThat(typed("find street object det"))
        .isEqualTo(new Typed(new Place.Anything(), List.of("find", "street", "object"), "det"));
    assertThat(typed("object ")).isEqualTo(new Typed(new Place.Anything(), List.of("object"), ""));
    assertThat(typed("")).isEqualTo(new Typed(new Place.Anything(), List.of(), ""));
  }

  @Test
  void wordsEndAtClausesOperatorsAndBrackets() {
    Typed resn = new Typed(new Place.Anything(), List.of(), "resn");
    assertThat(typed("faster license:mit resn")).isEqualTo(resn);
    assertThat(typed("faster OR resn")).isEqualTo(resn);
    assertThat(typed("faster (resn")).isEqualTo(resn);
    assertThat(typed("faster \"street scene\" -resn")).isEqualTo(resn);
    assertThat(typed("box-ap@coco>=0.4 resn")).isEqualTo(resn);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "faster task:obj | TASK | obj",
        "-tag:dep | TAG | dep",
        "licence:ap | LICENSE | ap",
        "license:(mit OR ap | LICENSE | ap",
        "license:(mit OR -ap | LICENSE | ap",
        "license:\"ap | LICENSE | ap",
        "(bert arch:res | ARCHITECTURE | res",
        "name:res | NAME | res",
      })
  void aValueOfAFieldIsBeingTypedAfterItsName(String text, SearchField field, String beginning) {
    assertThat(typed(text)).isEqualTo(new Typed(new Place.ValueOf(field), List.of(), beginning));
  }

  @Test
  void nobodyForeseesNumbersAndQuotations() {
    for (String text : List.of("parameters<5", "updated:2026", "accuracy>=0.", "\"a street")) {
      assertThat(typed(text).place()).isEqualTo(new Place.Unforeseen());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "object det | object task:object-detection | 1",
        "street object det | street task:object-detection | 2",
        "(street -det | (street -task:object-detection | 1",
        "models without det | models without -task:object-detection | 1",
        "not trained on det | not trained on -task:object-detection | 1",
        "faster, not only det | faster, not only task:object-detection | 1",
        "why not? det | why not? task:object-detection | 1",
        "street without task:obj | street without task:object-detection | 1",
        "task:obj | task:object-detection | 1",
        "a task:\"object det | a task:object-detection | 2",
        "task:(x OR obj | task:(x OR object-detection | 1",
      })
  void aSuggestionTakesThePlaceOfItsWords(String text, String whole, int words) {
    Suggestion task = new Suggestion.Value(SearchField.TASK, "object-detection", 7, words);
    assertThat(SYNTAX.ending(text).with(task)).isEqualTo(whole);
  }

  @Test
  void aSuggestionIsWrittenAsTheQueryLanguageWantsIt() {
    QueryEnding ending = SYNTAX.ending("x");
    assertThat(ending.with(new Suggestion.Metric("box-ap@coco", 1, 1))).isEqualTo("box-ap@coco>=");
    assertThat(ending.with(new Suggestion.Metric("wer", 1, 1))).isEqualTo("wer<=");
    assertThat(ending.with(new Suggestion.Field(SearchField.TASK, 1, 1))).isEqualTo("task:");
    assertThat(ending.with(new Suggestion.Field(SearchField.PARAMETERS, 1, 1)))
        .isEqualTo("parameters<=");
    assertThat(ending.with(new Suggestion.Value(SearchField.TAG, "two words", 1, 1)))
        .isEqualTo("tag:\"two words\"");
    assertThat(SYNTAX.ending("has:x").with(new Suggestion.Metric("wer", 1, 1)))
        .isEqualTo("has:wer");
  }

  @Test
  void anyTextHasAnEndingAndANameTakenIsReadAsItsWords() {
    Seeded.trials(
        2_000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(30); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
          }
          QueryEnding ending = SYNTAX.ending(text.toString());
          String name = PIECES.get(random.nextInt(PIECES.size())) + "a b:c(d";
          int words = 1 + random.nextInt(3);
          String whole = ending.with(new Suggestion.Value(SearchField.NAME, name, 1, words));
          assertThat(whole).isNotBlank();
          if (text.toString().isBlank()) {
            SYNTAX.parse(whole);
          }
        });
  }

  private static final List<String> PIECES =
      List.of(
          " ",
          " ",
          "a",
          "Ab",
          "é",
          "字",
          "😀",
          "\ud83d",
          "\\",
          "\"",
          "(",
          ")",
          ":",
          "task:",
          "license:(",
          "has:",
          "-",
          "+",
          "!",
          ">=",
          "wer<",
          "@",
          "/",
          "~",
          "*",
          "AND ",
          " OR ",
          "\u0301",
          "\u202e",
          "\n",
          "\u0000",
          "resnet50");

  private static Typed typed(String text) {
    return SYNTAX.ending(text).typed();
  }
}
