package org.modeldex.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.NamedMatches;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.Similar;
import org.modeldex.search.Similar.Trait;

/**
 * Finds records that are like one: that share values of its structure and telling words of its name
 * and texts. What few records have is worth more (its inverse document frequency, as in Lucene's
 * MoreLikeThis), and a task or architecture more than a word. One thread.
 */
final class SimilarRun {
  private static final int MAX_WORDS = 8;
  private static final int MAX_VALUES = 8;
  private static final int MAX_SHOWN = 5;

  /** Of a long text so many different words are looked up. */
  private static final int MAX_SEEN = 1_000;

  private static final int SHORTEST_WORD = 3;

  /** What is rarer counts no more: names of people and places are rare, and say little. */
  private static final double RAREST = 5;

  private final IndexSearcher searcher;
  private final IndexReader reader;
  private final RecordFields fields;
  private final IndexAnalyzer analyzer;
  private final SearchDocument document;
  private final List<Shared> wanted = new ArrayList<>();

  SimilarRun(
      IndexSearcher searcher, RecordFields fields, IndexAnalyzer analyzer, MetadataRecord record) {
    this.searcher = searcher;
    this.reader = searcher.getIndexReader();
    this.fields = fields;
    this.analyzer = analyzer;
    this.document = new SearchDocument(record, List.of());
  }

  /** Something of the record that others may share, and what that is worth. */
  private record Shared(Trait trait, Term term, double worth) {
    boolean isWord() {
      return trait.field().type() == SearchField.Type.TEXT;
    }
  }

  List<Similar> similar(int limit) throws IOException {
    for (SearchField field : SearchField.values()) {
      addValues(field, weight(field));
    }
    addWords(TextPart.NAME, 1.5);
    addWords(TextPart.DESCRIPTION, 0.5);
    addWords(TextPart.PAPER, 0.5);
    if (wanted.isEmpty()) {
      return List.of();
    }
    Query query = query();
    ScoreDoc[] hits = searcher.search(query, limit).scoreDocs;
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    List<Similar> all = new ArrayList<>();
    for (ScoreDoc hit : hits) {
      all.add(similar(hit, weight));
    }
    return all;
  }

  /** What it is worth to share a value of a field; 0 when that says nothing. */
  private static double weight(SearchField field) {
    return switch (field) {
      case TASK, ARCHITECTURE -> 2;
      case DATASET, LANGUAGE, ALGORITHM -> 1;
      case TAG, DOMAIN, MODALITY -> 0.7;
      case FRAMEWORK, LIBRARY -> 0.3;
      default -> 0;
    };
  }

  private void addValues(SearchField field, double weight) throws IOException {
    if (weight > 0) {
      List<Shared> values = new ArrayList<>();
      for (String value : fields.keywords(field, document)) {
        add(values, new Trait(field, value), new Term(field.word(), value), weight);
      }
      keepBest(values, MAX_VALUES);
    }
  }

  private void addWords(TextPart part, double weight) throws IOException {
    Map<String, Integer> frequencies = new HashMap<>();
    for (String text : fields.texts(part, document)) {
      try (TokenStream tokens = analyzer.tokenStream(part.luceneField(), text)) {
        CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
        PositionIncrementAttribute step = tokens.addAttribute(PositionIncrementAttribute.class);
        tokens.reset();
        while (tokens.incrementToken() && frequencies.size() < MAX_SEEN) {
          // Names also have words joined to one, at the positions of their words.
          if (step.getPositionIncrement() > 0) {
            frequencies.merge(term.toString(), 1, Integer::sum);
          }
        }
      }
    }
    List<Shared> words = new ArrayList<>();
    for (Map.Entry<String, Integer> word : frequencies.entrySet()) {
      String text = word.getKey();
      if (text.length() >= SHORTEST_WORD && text.chars().allMatch(Character::isLetter)) {
        double often = 1 + Math.log(word.getValue());
        add(
            words,
            new Trait(part.field(), text),
            new Term(part.luceneField(), text),
            weight * often);
      }
    }
    keepBest(words, MAX_WORDS);
  }

  /** Adds what some other record has too. */
  private void add(List<Shared> all, Trait trait, Term term, double weight) throws IOException {
    int records = reader.docFreq(term);
    if (records > 1) {
      double rarity = Math.log1p((Math.max(0, reader.numDocs() - records) + 0.5) / (records + 0.5));
      all.add(new Shared(trait, term, weight * Math.min(RAREST, rarity)));
    }
  }

  private void keepBest(List<Shared> all, int most) {
    all.stream()
        .sorted(Comparator.comparingDouble(Shared::worth).reversed())
        .limit(most)
        .forEach(wanted::add);
  }

  private Query query() {
    RecordId id = document.record().id();
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (int i = 0; i < wanted.size(); i++) {
      Query term = new ConstantScoreQuery(new TermQuery(wanted.get(i).term()));
      Query boosted = new BoostQuery(term, (float) wanted.get(i).worth());
      query.add(NamedMatches.wrapQuery(Integer.toString(i), boosted), Occur.SHOULD);
    }
    query.setMinimumNumberShouldMatch(1);
    query.add(new TermQuery(new Term(SearchField.KIND.word(), id.kind().word())), Occur.FILTER);
    query.add(new TermQuery(RecordDocuments.term(id)), Occur.MUST_NOT);
    if (id.kind() == Kind.VERSION) {
      String text = id.toString();
      String versions = text.substring(0, text.indexOf('@') + 1);
      query.add(new PrefixQuery(new Term(IndexFields.ID, versions)), Occur.MUST_NOT);
    }
    return query.build();
  }

  private Similar similar(ScoreDoc hit, Weight weight) throws IOException {
    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(hit.doc, reader.leaves()));
    int doc = hit.doc - leaf.docBase;
    BinaryDocValues ids = DocValues.getBinary(leaf.reader(), IndexFields.ID);
    ids.advance(doc);
    List<Shared> shared = new ArrayList<>();
    Matches matches = weight.matches(leaf, doc);
    if (matches != null) {
      for (NamedMatches match : NamedMatches.findNamedMatches(matches)) {
        shared.add(wanted.get(Integer.parseInt(match.getName())));
      }
    }
    return new Similar(
        RecordId.parse(ids.binaryValue().utf8ToString()),
        hit.score,
        shared.stream()
            .sorted(
                Comparator.comparing(Shared::isWord)
                    .thenComparing(Comparator.comparingDouble(Shared::worth).reversed()))
            .limit(MAX_SHOWN)
            .map(Shared::trait)
            .toList());
  }
}
