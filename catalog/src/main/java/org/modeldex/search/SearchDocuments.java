package org.modeldex.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.store.MetadataStore;
import org.modeldex.vocabulary.Vocabulary;

/** Puts together what is indexed for records. */
final class SearchDocuments {
  private final MetadataStore store;
  private final Vocabulary vocabulary;
  private final @Nullable RecordEmbeddings embeddings;

  SearchDocuments(
      MetadataStore store, Vocabulary vocabulary, @Nullable RecordEmbeddings embeddings) {
    this.store = store;
    this.vocabulary = vocabulary;
    this.embeddings = embeddings;
  }

  /** What makes the index agree with the current states of records, whether they exist or not. */
  List<IndexChange> current(Collection<RecordId> ids) {
    Map<RecordId, MetadataRecord> records = store.findAll(ids);
    List<IndexChange> changes = new ArrayList<>(of(records.values()));
    for (RecordId id : ids) {
      if (!records.containsKey(id)) {
        changes.add(new IndexChange.Remove(id));
      }
    }
    return changes;
  }

  /** The documents of records. */
  List<IndexChange> of(Collection<MetadataRecord> records) {
    Map<RecordId, Embedding> known = embeddings == null ? Map.of() : embeddings.known(records);
    return records.stream()
        .<IndexChange>map(record ->
            new IndexChange.Index(
                SearchDocument.of(record, store, vocabulary).withEmbedding(known.get(record.id()))))
        .toList();
  }
}
