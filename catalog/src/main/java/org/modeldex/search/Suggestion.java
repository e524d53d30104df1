package org.modeldex.search;

/** How what is being typed may go on. */
public sealed interface Suggestion {
  /** How many records it concerns. */
  long count();

  /** How many words at the end of what was typed it stands for, the unfinished one included. */
  int words();

  /**
   * A value of a keyword field, or a record's name.
   *
   * @param text a canonical value; a name as it is written
   */
  record Value(SearchField field, String text, long count, int words) implements Suggestion {}

  /** A field that can be asked for by name. */
  record Field(SearchField field, long count, int words) implements Suggestion {}

  /** A metric key, or {@code attr.NAME} of a numeric custom attribute. */
  record Metric(String key, long count, int words) implements Suggestion {}
}
