package org.modeldex.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.modeldex.record.Measurement;
import org.modeldex.vocabulary.Vocabulary;

class TableScaleTest {
  private static final TableScale SCALE = new TableScale(Vocabulary.builtIn());

  @Test
  void valuesOfOneMetricBeyondOneShowThatAllAreInPercent() {
    List<TableScale.Settled> settled =
        SCALE.settle(
            List.of(Measurement.of("accuracy", "a", "0.9"), Measurement.of("accuracy", "a", "71")));
    assertThat(settled)
        .allSatisfy(one -> {
          assertThat(one.measurement().rawUnit()).isEqualTo(TableScale.PERCENT);
          assertThat(one.measurement().reading()).isNull();
          assertThat(one.hasNumber()).isTrue();
        });
  }

  @Test
  void countsOfParametersAreUnderstoodWhereTheySayOfWhat() {
    assertThat(parameters("Number of params", "24M")).contains(24_000_000L);
    assertThat(parameters("#params", "1.5B")).contains(1_500_000_000L);
    assertThat(parameters("param count", "25,557,032")).contains(25_557_032L);
    assertThat(parameters("Params (M)", "25.6")).contains(25_600_000L);
    assertThat(parameters("Params (M)", "24M")).contains(24_000_000L);
    assertThat(parameters("Number of params", "24")).isEmpty();
    assertThat(parameters("Number of params", "25.6")).isEmpty();
    assertThat(parameters("Number of params", "many")).isEmpty();
    assertThat(parameters("Params (M)", "-3")).isEmpty();
    assertThat(parameters("Params (M)", "NaN")).isEmpty();
    assertThat(parameters("accuracy", "24M")).isEmpty();
  }

  private static Optional<Long> parameters(String metric, String raw) {
    return SCALE.settle(List.of(Measurement.of(metric, null, raw))).getFirst().parameters();
  }
}
