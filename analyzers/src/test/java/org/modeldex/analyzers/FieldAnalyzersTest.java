package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Vocabulary;

class FieldAnalyzersTest {
  private static final FieldAnalyzers ANALYZERS = new FieldAnalyzers(Vocabulary.builtIn());

  @Test
  void namesAreJoinedAndProseIsStemmed() {
    assertThat(Terms.table(ANALYZERS.index(SearchField.NAME), "models50"))
        .isEqualTo("models|models50 50");
    assertThat(Terms.table(ANALYZERS.index(SearchField.DESCRIPTION), "models50"))
        .isEqualTo("model 50");
  }

  @ParameterizedTest
  @EnumSource
  void aWordOfAnyFieldIsFoundByItself(SearchField field) {
    String word = "convolutions";
    String indexed = Terms.table(ANALYZERS.index(field), word);
    assertThat(Terms.table(ANALYZERS.query(field), word)).isEqualTo(indexed);
    assertThat(Terms.table(ANALYZERS.expandedQuery(field), word)).isEqualTo(indexed);
  }

  @Test
  void anotherNameOfATaskBringsTheTaskAlong() {
    assertThat(Terms.table(ANALYZERS.query(SearchField.DESCRIPTION), "asr models"))
        .isEqualTo("asr model");
    assertThat(Terms.table(ANALYZERS.expandedQuery(SearchField.DESCRIPTION), "asr models"))
        .contains("asr", "automatic", "speech", "recognition", "model");
  }

  @Test
  void keywordsAreComparedWithoutCaseAndOuterSpace() {
    assertThat(FieldAnalyzers.keyword("  Apache-2.0 ")).isEqualTo("apache-2.0");
    assertThat(FieldAnalyzers.keyword("Cafe\u0301")).isEqualTo("café");
  }
}
