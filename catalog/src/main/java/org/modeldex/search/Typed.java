package org.modeldex.search;

import java.util.List;

/**
 * What stands at the end of a query that is being typed.
 *
 * @param place what may stand there
 * @param words whole words right before the one being typed, in their order; few at most
 * @param beginning of the word being typed; empty after a space
 */
public record Typed(Place place, List<String> words, String beginning) {
  public Typed {
    words = List.copyOf(words);
  }

  /** What may stand at a place of a query. */
  public sealed interface Place {
    /** Free words, or the beginning of a clause. */
    record Anything() implements Place {}

    /** A value of the field. */
    record ValueOf(SearchField field) implements Place {}

    /** The name of a field or metric key, as after {@code has:}. */
    record Subject() implements Place {}

    /** A number, or something else that nobody can foresee. */
    record Unforeseen() implements Place {}
  }
}
