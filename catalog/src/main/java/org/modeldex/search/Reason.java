package org.modeldex.search;

import java.util.List;

/**
 * One thing that a hit's score comes from; the scores of all its reasons add up to it.
 *
 * @param text the words, the meaning or the signal
 * @param fields where words were found, empty for other reasons and for words that only stand in
 *     what the vocabulary says about the record's tasks and datasets
 * @param score above 0
 */
public record Reason(Type type, String text, List<SearchField> fields, double score) {
  public Reason {
    fields = List.copyOf(fields);
  }

  /** What a score can come from. */
  public enum Type {
    /** A word of the query occurs. */
    WORD,
    /** Words of the query stand together. */
    PHRASE,
    /** The query was understood to mean something that holds of the record. */
    MEANING,
    /** Something that counts for a record whatever is looked for. */
    SIGNAL
  }
}
