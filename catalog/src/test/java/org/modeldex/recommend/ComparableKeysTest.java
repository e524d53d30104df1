package org.modeldex.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.modeldex.recommend.ComparableKeys.ComparableKey;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.vocabulary.Vocabulary;

class ComparableKeysTest {
  private static MetricStatistics key(String key, long count) {
    return new MetricStatistics(key, count, 0, 1);
  }

  @Test
  void slicesWithoutDatasetDoNotHideTheWholeValue() {
    List<MetricStatistics> measured =
        List.of(key("ents-f", 3), key("ents-f@/person", 3), key("dep-f@/acl", 5));
    ComparableKeys keys = new ComparableKeys(measured);
    assertThat(keys.all()).containsExactly(new ComparableKey("ents-f", 3));
    assertThat(keys.find("ents-f")).contains(new ComparableKey("ents-f", 3));
  }

  @Test
  void withoutPrimaryMetricOneOnADatasetComesBeforeSpeedAndMemory() {
    List<MetricStatistics> measured = List.of(key("gpu-memory", 9), key("miou@potsdam", 2));
    assertThat(
            new Objectives(Vocabulary.builtIn(), measured)
                .resolve(List.of(), Optional.empty(), List::of))
        .singleElement()
        .satisfies(resolved -> assertThat(resolved.objective().by()).isEqualTo("miou@potsdam"));
  }
}
