package org.modeldex.server.web;

import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * A search that could not be understood.
 *
 * @param before the query's text up to where the mistake is; empty when the place is unknown
 * @param after the query's text from there on
 * @param suggestion what may have been meant
 * @param kept what of the search stands while its text is corrected; null when it is at fault
 * @param anewHref where to start again
 */
record SearchMistake(
    String message,
    String before,
    String after,
    @Nullable String suggestion,
    @Nullable SearchState kept,
    String anewHref) {

  static SearchMistake of(SearchState state, ModeldexException e) {
    Integer position = e.position();
    int place = position == null ? state.q().length() : Math.clamp(position, 0, state.q().length());
    return new SearchMistake(
        Wording.capitalised(String.valueOf(e.getMessage())),
        position == null ? "" : state.q().substring(0, place),
        position == null ? "" : state.q().substring(place),
        e.suggestion(),
        kept(state, e),
        "cursor".equals(e.field()) ? state.withCursor(null).href() : "/");
  }

  private static @Nullable SearchState kept(SearchState state, ModeldexException e) {
    if (e.code() == ErrorCode.QUERY_SYNTAX) {
      return state.withCursor(null);
    }
    String key = e.field();
    return key != null && state.ranges().containsKey(key) ? state.withoutRange(key) : null;
  }
}
