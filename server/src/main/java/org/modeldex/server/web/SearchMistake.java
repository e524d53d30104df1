package org.modeldex.server.web;

import org.jspecify.annotations.Nullable;
import org.modeldex.record.ModeldexException;

/**
 * A search that could not be understood.
 *
 * @param before the query's text up to where the mistake is; empty when the place is unknown
 * @param after the query's text from there on
 * @param suggestion what may have been meant
 * @param anewHref where to start again
 */
record SearchMistake(
    String message, String before, String after, @Nullable String suggestion, String anewHref) {

  static SearchMistake of(SearchState state, ModeldexException e) {
    Integer position = e.position();
    int place = position == null ? state.q().length() : Math.clamp(position, 0, state.q().length());
    return new SearchMistake(
        Wording.capitalised(String.valueOf(e.getMessage())),
        position == null ? "" : state.q().substring(0, place),
        position == null ? "" : state.q().substring(place),
        e.suggestion(),
        "/");
  }
}
