package org.modeldex.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.modeldex.analyzers.ModelNameAnalyzer;
import org.modeldex.index.PackedMetrics.Pair;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.Embedding;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Turns records into Lucene documents. Nothing is stored: hits are read back from the store by id.
 *
 * <pre>
 *   field                 kind                         holds
 *   id                    term + binary doc value      the id's text form
 *   task, tag, name, ...  terms                        keywords in the form of {@link Keywords}
 *   name.text, ...        text with positions          words, one field per {@link TextPart}
 *   text                  terms with frequencies       all words weighed, {@link CombinedText}
 *   signals               features                     {@link Completeness}
 *   architecture.whole    terms                        letters and digits of each architecture
 *   family                term + sorted doc value      {@link org.modeldex.search.ModelFamily}
 *   name.order            sorted doc value             the name folded
 *   parameters, updated,  long point + doc value       numbers; instants in milliseconds
 *   facets                sorted-set doc values        facet, separator, keyword
 *   attr                  terms                        attribute name, separator, value folded
 *   exact                 terms                        texts as they are written, {@link ExactTerms}
 *   exact.order           sorted-set doc value         their beginnings
 *   has                   terms                        names of fields, attributes and exact texts
 *   mp                    points                       all metric values, {@link MetricPoints}
 *   mb                    binary doc value             the same packed, {@link PackedMetrics}
 *   vector                float vector                 what the record means
 * </pre>
 *
 * <p>Safe for all threads.
 */
final class RecordDocuments {
  /** Longer attribute texts are not compared as a whole. */
  private static final int LONGEST_ATTRIBUTE = 2_000;

  private final RecordFields fields;
  private final IndexAnalyzer analyzer;
  private final CombinedText combined;
  private final MetricOrdinals metrics;

  RecordDocuments(Vocabulary vocabulary, MetricDictionary dictionary, IndexAnalyzer analyzer) {
    this.fields = new RecordFields(vocabulary);
    this.analyzer = analyzer;
    this.combined = new CombinedText(analyzer, fields);
    this.metrics = new MetricOrdinals(dictionary);
  }

  /** The term that identifies a record's document. */
  static Term term(RecordId id) {
    return new Term(IndexFields.ID, id.toString());
  }

  /** Gives ordinals to all metric keys of the documents. */
  void internMetrics(Collection<SearchDocument> documents) {
    metrics.intern(documents);
  }

  /** The Lucene document of one whose metrics are {@link #internMetrics interned}. */
  Document document(SearchDocument source) {
    Document document = new Document();
    String id = source.record().id().toString();
    document.add(new BinaryDocValuesField(IndexFields.ID, new BytesRef(id)));
    document.add(
        new SortedDocValuesField(
            IndexFields.NAME_ORDER, new BytesRef(Keywords.fold(source.record().id().name()))));
    for (SearchField field : SearchField.values()) {
      addKeywords(document, field, source);
      addNumber(document, field, source.record());
    }
    CombinedText.Words words = combined.new Words();
    for (TextPart part : TextPart.values()) {
      addTexts(document, part, source, words);
    }
    document.add(words.field(source));
    addSignals(document, source.record());
    for (String architecture : source.record().structural().architectures()) {
      String whole = ModelNameAnalyzer.joined(architecture);
      if (!whole.isEmpty()) {
        document.add(new StringField(IndexFields.WHOLE_ARCHITECTURE, whole, Store.NO));
      }
    }
    for (String family : fields.keywords(SearchField.FAMILY, source)) {
      document.add(new SortedDocValuesField(SearchField.FAMILY.word(), new BytesRef(family)));
    }
    addAttributes(document, source.record());
    ExactTerms.add(document, source.record());
    addMetrics(document, source);
    Embedding embedding = source.embedding();
    if (embedding != null) {
      document.add(
          new KnnFloatVectorField(
              IndexFields.VECTOR, embedding.toArray(), VectorSimilarityFunction.DOT_PRODUCT));
    }
    return document;
  }

  private void addKeywords(Document document, SearchField field, SearchDocument source) {
    Set<String> keywords = fields.keywords(field, source);
    for (String keyword : keywords) {
      document.add(new StringField(field.word(), keyword, Store.NO));
      if (field.isFacet()) {
        document.add(
            new SortedSetDocValuesField(
                SegmentFacets.FIELD, new BytesRef(SegmentFacets.term(field, keyword))));
      }
    }
    if (!keywords.isEmpty()) {
      addHas(document, field.word());
    }
  }

  private static void addNumber(Document document, SearchField field, MetadataRecord record) {
    OptionalLong number = RecordFields.number(field, record);
    if (number.isPresent()) {
      document.add(new LongPoint(field.word(), number.getAsLong()));
      document.add(new NumericDocValuesField(field.word(), number.getAsLong()));
      addHas(document, field.word());
    }
  }

  private void addTexts(
      Document document, TextPart part, SearchDocument source, CombinedText.Words words) {
    List<String> texts = fields.texts(part, source);
    for (String text : texts) {
      ProseTerms terms = words.add(text, part);
      document.add(
          analyzer.isProse(part)
              ? new TextField(part.luceneField(), terms.stream())
              : new TextField(part.luceneField(), text, Store.NO));
    }
    if (part.field().type() == SearchField.Type.TEXT && part != TextPart.NAME && !texts.isEmpty()) {
      addHas(document, part.field().word());
    }
  }

  private static void addSignals(Document document, MetadataRecord record) {
    float completeness = Completeness.of(record);
    if (completeness > 0) {
      document.add(new FeatureField(IndexFields.SIGNALS, Completeness.FEATURE, completeness));
    }
  }

  private static void addAttributes(Document document, MetadataRecord record) {
    record
        .attributes()
        .forEach((name, value) -> {
          addHas(document, SearchField.ATTRIBUTE_PREFIX + name);
          for (String text : texts(value)) {
            if (text.length() <= LONGEST_ATTRIBUTE) {
              document.add(new StringField(IndexFields.ATTRIBUTE, attribute(name, text), Store.NO));
            }
          }
        });
  }

  /** The term of an attribute's value. */
  static String attribute(String name, String value) {
    return name + IndexFields.SEPARATOR + Keywords.fold(value);
  }

  private static List<String> texts(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text text -> List.of(text.text());
      case AttributeValue.Texts texts -> texts.texts();
      case AttributeValue.Flag flag -> List.of(Boolean.toString(flag.value()));
      case AttributeValue.Time time -> List.of(time.value().toString());
      case AttributeValue.Numeric numeric -> List.of(plain(numeric.value()));
    };
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private void addMetrics(Document document, SearchDocument source) {
    TreeSet<Pair> pairs = new TreeSet<>();
    source.readings().forEach(reading -> addLevels(pairs, reading));
    MetricOrdinals.plainNumbers(
        source, (key, number) -> pairs.add(Pair.of(metrics.ofPlain(key), number)));
    if (pairs.isEmpty()) {
      return;
    }
    for (Pair pair : pairs) {
      document.add(MetricPoints.field(pair));
    }
    document.add(
        new BinaryDocValuesField(
            IndexFields.METRIC_VALUES, PackedMetrics.pack(new ArrayList<>(pairs))));
  }

  private void addLevels(Set<Pair> pairs, Reading reading) {
    Double value = reading.value();
    if (value != null) {
      for (int ordinal : metrics.ofMetric(reading.key())) {
        pairs.add(Pair.of(ordinal, value));
      }
    }
  }

  static void addHas(Document document, String name) {
    document.add(new StringField(IndexFields.HAS, name, Store.NO));
  }
}
