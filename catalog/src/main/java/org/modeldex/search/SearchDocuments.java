package org.modeldex.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /**
   * What makes the index agree with the current states of the first of some records.
   *
   * @param ids how many records that are, at least one
   */
  record Page(int ids, List<IndexChange> changes) {}

  /**
   * What makes the index agree with the current states of records, whether they exist or not: of as
   * many as are read at once.
   *
   * @param created those of them that are new. No embedding is looked up for them: it would hardly
   *     ever be there, and who embeds them looks for it, too.
   */
  Page current(List<RecordId> ids, Set<RecordId> created) {
    List<Optional<MetadataRecord>> found = store.findPage(ids);
    List<MetadataRecord> records = found.stream().flatMap(Optional::stream).toList();
    List<MetadataRecord> older =
        records.stream().filter(record -> !created.contains(record.id())).toList();
    List<IndexChange> changes = new ArrayList<>(of(records, older));
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).isEmpty()) {
        changes.add(new IndexChange.Remove(ids.get(i)));
      }
    }
    return new Page(found.size(), changes);
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
