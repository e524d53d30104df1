package org.modeldex.search;

import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;

/**
 * What some free words of a query were understood to mean. Records of which it holds rank higher;
 * no record is left out for it, unless the words plainly exclude something.
 *
 * @param field what it is about; null for words that look like a clause, {@code Read:A}, but were
 *     searched as text because no field is called so
 * @param value canonical, as in a filter
 * @param text the words of the query that it was read from, as they were typed
 * @param filter the clause that would insist on it; of an exclusion the one that does
 * @param confidence above 0, at most 1
 */
public record Interpretation(
    @Nullable SearchField field, String value, String text, Query filter, double confidence) {
  public Interpretation {
    if (!(confidence > 0 && confidence <= 1)) {
      throw ModeldexException.invalid("confidence", "must be above 0 and at most 1: " + confidence);
    }
  }

  /** Whether it is something that no record may have. */
  public boolean isExclusion() {
    return filter instanceof Query.Not;
  }
}
