package org.modeldex.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modeldex.search.SearchIndex.MetricStatistics;

final class TaskOverviewTest {
  private static final List<String> USED =
      List.of("accuracy@a-set", "accuracy@b-set", "f1@a-set", "oddity@a-set");

  @Test
  void primaryMetricsWithValuesComeBeforeOthersOfTheSameName() {
    assertThat(TaskOverview.leaderKeys(List.of("accuracy@b-set", "f1"), USED))
        .containsExactly("accuracy@b-set");
  }

  @Test
  void whereNoneHasValuesTheMostUsedKeyOfTheSameMetricStandsForIt() {
    assertThat(TaskOverview.leaderKeys(List.of("f1@c-set", "accuracy", "accuracy@c-set"), USED))
        .containsExactly("f1@a-set", "accuracy@a-set");
  }

  @Test
  void whereNoneIsMeasuredTheMostUsedKeysStandForThem() {
    assertThat(TaskOverview.leaderKeys(List.of("bleu"), USED)).isEqualTo(USED.subList(0, 3));
    assertThat(TaskOverview.leaderKeys(List.of(), List.of())).isEmpty();
  }

  @Test
  void aSplitThatIsTheOnlyOneOfItsDatasetIsNotNamedTwice() {
    List<MetricStatistics> all =
        List.of(of("wer@a", 3), of("wer@a#test", 3), of("wer@b", 3), of("wer@b#dev", 2));
    assertThat(TaskOverview.withoutLoneSplits(all))
        .extracting(MetricStatistics::key)
        .containsExactly("wer@a", "wer@b", "wer@b#dev");
  }

  private static MetricStatistics of(String key, long count) {
    return new MetricStatistics(key, count, 0, 1);
  }
}
