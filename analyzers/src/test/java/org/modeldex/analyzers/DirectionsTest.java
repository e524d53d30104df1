package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.vocabulary.Vocabulary;

class DirectionsTest {
  /** Of a catalogue with metrics that are named like languages. */
  private final QuerySyntax syntax =
      new QuerySyntax(Vocabulary.builtIn(), Clock.systemUTC(), key -> true);

  @ParameterizedTest
  @ValueSource(strings = {"fr->en translation", "German>English", "en=>de", "from fr>en"})
  void anArrowBetweenLanguagesIsNoComparison(String text) {
    assertThat(syntax.parse(text)).isEqualTo(new Query.Words(text));
  }

  @Test
  void aMetricIsStillComparedWithNumbersOnly() {
    assertThat(syntax.parse("fr>5")).isInstanceOf(Query.MetricRange.class);
    assertThatThrownBy(() -> syntax.parse("accuracy>high")).isInstanceOf(ModeldexException.class);
  }
}
