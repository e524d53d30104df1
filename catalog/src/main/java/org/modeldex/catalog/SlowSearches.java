package org.modeldex.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The slowest searches of the last day, in memory and few, so that nothing else of what people look
 * for is kept, and that not for long. Safe for all threads.
 */
final class SlowSearches {
  static final int MOST = 10;
  static final Duration KEPT = Duration.ofDays(1);

  private final Clock clock;
  private final List<SlowSearch> slowest = new ArrayList<>();

  SlowSearches(Clock clock) {
    this.clock = clock;
  }

  /** Remembers a search if it is slow; of equal ones, the slowest. */
  synchronized void add(SlowSearch search) {
    forgetOld();
    for (SlowSearch other : slowest) {
      if (other.request().equals(search.request())) {
        if (other.took().compareTo(search.took()) >= 0) {
          return;
        }
        slowest.remove(other);
        break;
      }
    }
    slowest.add(search);
    slowest.sort(Comparator.comparing(SlowSearch::took).reversed());
    if (slowest.size() > MOST) {
      slowest.removeLast();
    }
  }

  /** Slowest first. */
  synchronized List<SlowSearch> all() {
    forgetOld();
    return List.copyOf(slowest);
  }

  private void forgetOld() {
    Instant oldest = clock.instant().minus(KEPT);
    slowest.removeIf(search -> search.at().isBefore(oldest));
  }
}
