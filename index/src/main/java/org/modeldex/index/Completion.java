package org.modeldex.index;

import org.modeldex.search.SearchField;

/** Something other than a record's name that can be suggested. */
sealed interface Completion {
  /** As it is shown. */
  String text();

  /**
   * A value of a facet field.
   *
   * @param number among the field's {@link FacetValues}
   */
  record Value(SearchField field, int number, String text) implements Completion {}

  /** A metric key, or {@code attr.NAME}. */
  record Metric(int ordinal, String text) implements Completion {}

  /** The name of a field. */
  record Field(SearchField field) implements Completion {
    @Override
    public String text() {
      return field.word();
    }
  }
}
