package org.modeldex.catalog;

import org.jspecify.annotations.Nullable;
import org.modeldex.catalog.SearchAnswer.Meant;
import org.modeldex.search.Query;
import org.modeldex.search.SearchIndex;

/** What one query may have been meant to be. */
final class Misspellings {
  /** A word that no more records have may be misspelled in them too. */
  private static final int RARE = 3;

  private final SearchIndex index;
  private final Query asked;
  private final Query read;

  Misspellings(SearchIndex index, Query asked) {
    this.index = index;
    this.asked = asked;
    this.read = index.corrected(asked, 0);
  }

  /** The query to be answered: words that no record has are replaced. */
  Query read() {
    return read;
  }

  /** The query that was answered; null when it is the one asked. */
  @Nullable Meant certain() {
    return read.equals(asked) ? null : new Meant(read, true);
  }

  /** As {@link #certain}, else the query with rare words replaced; null when there are none. */
  @Nullable Meant likely() {
    Meant certain = certain();
    if (certain != null) {
      return certain;
    }
    Query better = index.corrected(asked, RARE);
    return better.equals(asked) ? null : new Meant(better, false);
  }
}
