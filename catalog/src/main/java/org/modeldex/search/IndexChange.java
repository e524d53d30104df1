package org.modeldex.search;

import org.modeldex.record.RecordId;

/** One thing the index must take in. */
public sealed interface IndexChange {
  RecordId id();

  /** Add the document or replace the one of the same id. */
  record Index(SearchDocument document) implements IndexChange {
    @Override
    public RecordId id() {
      return document.record().id();
    }
  }

  /** Remove the document, if there is one. */
  record Remove(RecordId id) implements IndexChange {}
}
