package org.modeldex.analyzers;

import org.modeldex.search.SearchField;

/** What may stand before a colon or a comparator in a query. */
sealed interface Subject {
  record Field(SearchField field) implements Subject {}

  /**
   * A number that records may have.
   *
   * @param key canonical
   */
  record Metric(String key) implements Subject {}

  record Attribute(String name) implements Subject {
    /** The key of its numbers, see {@link org.modeldex.search.Query.MetricRange}. */
    String key() {
      return SearchField.ATTRIBUTE_PREFIX + name;
    }
  }

  /** {@code has:} or {@code missing:}. */
  record Presence(boolean wanted) implements Subject {}
}
