package org.modeldex.catalog;

import org.jspecify.annotations.Nullable;
import org.modeldex.catalog.SearchAnswer.Meant;
import org.modeldex.search.Query;
import org.modeldex.search.SearchHelp.Suspects;
import org.modeldex.search.SearchIndex;

/** What one query may have been meant to be. */
final class Misspellings {
  private final SearchIndex index;
  private final Query asked;
  private final Query read;

  Misspellings(SearchIndex index, Query asked) {
    this.index = index;
    this.asked = asked;
    this.read = index.corrected(asked, Suspects.UNKNOWN_WORDS);
  }

  /** The query to be answered: words that no record has are replaced. */
  Query read() {
    return read;
  }

  /**
   * The query that was answered when it is not the one asked, else the one that the asker may have
   * meant; null when there is none.
   */
  @Nullable Meant meant() {
    if (!read.equals(asked)) {
      return new Meant(read, true);
    }
    Query better = index.corrected(asked, Suspects.RARE_WORDS_AND_UNKNOWN_VALUES);
    return better.equals(asked) ? null : new Meant(better, false);
  }
}
