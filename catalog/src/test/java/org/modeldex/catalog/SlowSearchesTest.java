package org.modeldex.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.modeldex.search.Query;
import org.modeldex.search.SearchMode;
import org.modeldex.search.SearchRequest;
import org.modeldex.testing.ManualClock;

/** Which searches are remembered, and for how long. */
final class SlowSearchesTest {
  private final ManualClock clock = new ManualClock();
  private final SlowSearches searches = new SlowSearches(clock);

  @Test
  void theSlowestOfMany() {
    List<Integer> millis = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      millis.add(i);
    }
    Collections.shuffle(millis, new Random(7));
    millis.forEach(time -> add("word" + time, time));
    assertThat(searches.all())
        .extracting(search -> search.took().toMillis())
        .containsExactly(500L, 499L, 498L, 497L, 496L, 495L, 494L, 493L, 492L, 491L);
  }

  @Test
  void forADay() {
    add("old", 900);
    clock.advance(SlowSearches.KEPT.minusHours(1));
    add("new", 30);
    assertThat(searches.all()).hasSize(2);
    clock.advance(Duration.ofHours(1).plusSeconds(1));
    assertThat(searches.all()).singleElement().extracting(s -> s.took().toMillis()).isEqualTo(30L);
  }

  @Test
  void eachOnceWithItsLongestTime() {
    add("same", 20);
    add("same", 30);
    add("same", 10);
    add("other", 25);
    assertThat(searches.all())
        .extracting(search -> search.took().toMillis())
        .containsExactly(30L, 25L);
  }

  private void add(String words, int millis) {
    searches.add(
        new SlowSearch(
            SearchRequest.of(new Query.Words(words), 10),
            SearchMode.LEXICAL,
            clock.instant(),
            Duration.ofMillis(millis),
            Duration.ZERO,
            0,
            false));
  }
}
