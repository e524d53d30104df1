package org.modeldex.index;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.IndexChange;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchDocument;
import org.modeldex.store.InMemoryMetadataStore;
import org.modeldex.vocabulary.Vocabulary;

/** An index with the built-in vocabulary whose records are searchable at once. */
final class RecordIndex implements AutoCloseable {
  private final Vocabulary vocabulary = Vocabulary.builtIn();
  private final LuceneSearchIndex index;
  private long sequence;

  RecordIndex(Path folder) {
    MetricDictionary dictionary =
        new MetricDictionary(new InMemoryMetadataStore(Clock.systemUTC()));
    index = LuceneSearchIndex.open(folder, IndexOptions.of("uuid", vocabulary, dictionary));
  }

  LuceneSearchIndex index() {
    return index;
  }

  void put(MetadataRecord... records) {
    index.apply(Arrays.stream(records).map(this::change).toList(), ++sequence);
    index.refresh();
  }

  private IndexChange change(MetadataRecord record) {
    return new IndexChange.Index(new SearchDocument(vocabulary.interpret(record), List.of()));
  }

  void remove(RecordId id) {
    index.apply(List.of(new IndexChange.Remove(id)), ++sequence);
    index.refresh();
  }

  @Override
  public void close() {
    index.close();
  }
}
