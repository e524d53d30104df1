package org.modeldex.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.store.MetadataStore;
import org.modeldex.vocabulary.Vocabulary;

/** Puts together what is indexed for records. */
final class SearchDocuments {
  /** So many records are worth the work of several cores. */
  private static final int MANY = 100;

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
    return current(ids, Set.of());
  }

  /**
   * The same.
   *
   * @param created those of them that are new. No embedding is looked up for them: it would hardly
   *     ever be there, and who embeds them looks for it, too.
   */
  List<IndexChange> current(Collection<RecordId> ids, Set<RecordId> created) {
    Map<RecordId, MetadataRecord> records = store.findAll(ids);
    Stream<MetadataRecord> older =
        records.values().stream().filter(record -> !created.contains(record.id()));
    List<IndexChange> changes = new ArrayList<>(of(records.values(), older.toList()));
    for (RecordId id : ids) {
      if (!records.containsKey(id)) {
        changes.add(new IndexChange.Remove(id));
      }
    }
    return changes;
  }

  /** The documents of records. */
  List<IndexChange> of(Collection<MetadataRecord> records) {
    return of(records, records);
  }

  private List<IndexChange> of(
      Collection<MetadataRecord> records, Collection<MetadataRecord> perhapsEmbedded) {
    Map<RecordId, Embedding> known =
        embeddings == null ? Map.of() : embeddings.known(perhapsEmbedded);
    return (records.size() < MANY ? records.stream() : records.parallelStream())
        .<IndexChange>map(record ->
            new IndexChange.Index(
                SearchDocument.of(record, store, vocabulary).withEmbedding(known.get(record.id()))))
        .toList();
  }
}
