package org.modeldex.index;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.modeldex.search.SearchRequest.FieldFilter;

/**
 * What filters let pass of one reader, kept for the next searches: most have the same few filters.
 * Safe for all threads.
 */
final class FilterSets {
  /** Each takes a bit for every record. */
  private static final int MOST = 16;

  private static final float LOAD = 0.75f;

  private final Map<FieldFilter, MatchSet> recent =
      new LinkedHashMap<>(MOST, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FieldFilter, MatchSet> eldest) {
          return size() > MOST;
        }
      };

  /** What a filter lets pass, if it is known. */
  synchronized Optional<MatchSet> find(FieldFilter filter) {
    return Optional.ofNullable(recent.get(filter));
  }

  /** Keeps all that a filter lets pass. */
  synchronized void keep(FieldFilter filter, MatchSet passing) {
    recent.put(filter, passing);
  }
}
