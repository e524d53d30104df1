package org.modeldex.search;

import java.util.List;
import org.modeldex.record.RecordId;

/**
 * A record that is like another one.
 *
 * @param score how much; comparable within one answer only
 * @param shared what both have: values of fields, then words, the most telling of each first
 */
public record Similar(RecordId id, float score, List<Trait> shared) {
  public Similar {
    shared = List.copyOf(shared);
  }

  /**
   * Something that two records have in common.
   *
   * @param value a canonical value; a word of the name or description in the form in which it is
   *     searched
   */
  public record Trait(SearchField field, String value) {}
}
