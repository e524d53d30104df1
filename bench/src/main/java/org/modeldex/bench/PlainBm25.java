package org.modeldex.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;

/**
 * The baseline of rankings, what a search engine gives before anybody thinks about it: everything
 * that is said about a model in one field with Lucene's English analyzer, the name three times, any
 * of the words, BM25 with its usual parameters.
 */
final class PlainBm25 implements AutoCloseable {
  private static final String ID = "id";
  private static final String TEXT = "text";

  private final Analyzer analyzer = new EnglishAnalyzer();
  private final DirectoryReader reader;

  PlainBm25(Iterable<MetadataRecord> records) throws IOException {
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      for (MetadataRecord record : records) {
        Document document = new Document();
        document.add(new StringField(ID, record.id().toString(), Store.YES));
        document.add(new TextField(TEXT, String.join("\n", texts(record)), Store.NO));
        writer.addDocument(document);
      }
    }
    reader = DirectoryReader.open(directory);
  }

  private static List<String> texts(MetadataRecord record) {
    List<String> texts = new ArrayList<>();
    String name = record.id().name();
    texts.addAll(List.of(name, name, name));
    texts.addAll(record.tags());
    texts.addAll(record.structural().architectures());
    texts.addAll(record.contextual().tasks());
    texts.addAll(record.contextual().languages());
    record
        .contextual()
        .papers()
        .forEach(paper -> {
          if (paper.title() != null) {
            texts.add(paper.title());
          }
        });
    if (record.description() != null) {
      texts.add(record.description());
    }
    return texts;
  }

  /** The best records, best first. */
  List<RecordId> search(String text, int limit) throws IOException {
    Query query = new QueryBuilder(analyzer).createBooleanQuery(TEXT, text, Occur.SHOULD);
    List<RecordId> found = new ArrayList<>();
    if (query != null) {
      StoredFields fields = reader.storedFields();
      for (ScoreDoc hit : new IndexSearcher(reader).search(query, limit).scoreDocs) {
        found.add(RecordId.parse(fields.document(hit.doc).get(ID)));
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
