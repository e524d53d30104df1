package org.modeldex.index;

import java.time.Duration;
import org.apache.lucene.index.QueryTimeout;

/** The moment at which a search stops looking further. */
final class Deadline implements QueryTimeout {
  private final long end;

  Deadline(Duration limit) {
    end = System.nanoTime() + limit.toNanos();
  }

  @Override
  public boolean shouldExit() {
    return System.nanoTime() - end > 0;
  }
}
