package org.modeldex.index;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.modeldex.search.SearchDocument;

/**
 * All words of a record in one field, each counted as often as its {@link TextPart} weighs. BM25
 * over this field is BM25F (Robertson, Zaragoza and Taylor, 2004): a word's weighted occurrences in
 * all parts are added up before they saturate, its rarity is that in whole records, and one list of
 * postings is read for it. What the vocabulary tells of the record's tasks and datasets in everyday
 * words belongs to the text as well. Safe for all threads.
 */
final class CombinedText {
  private static final int GLOSS_WEIGHT = 1;
  private static final int DATASET_WEIGHT = 2;
  private static final FieldType TYPE = new FieldType();

  static {
    TYPE.setTokenized(true);
    TYPE.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    TYPE.freeze();
  }

  private final Analyzer prose;
  private final RecordFields fields;

  /** The vocabulary's own texts, which stand for many records. */
  private final Map<String, ProseTerms> told = new ConcurrentHashMap<>();

  CombinedText(Analyzer prose, RecordFields fields) {
    this.prose = prose;
    this.fields = fields;
  }

  /** The words of one record. */
  final class Words {
    private final Map<String, Integer> frequencies = new LinkedHashMap<>();

    /** Takes in a text of the record, and gives its terms back. */
    ProseTerms add(String text, TextPart part) {
      ProseTerms terms = ProseTerms.of(text, prose);
      terms.count(frequencies, part.weight());
      return terms;
    }

    /** The field of the record's document, with what the vocabulary tells of it. */
    Field field(SearchDocument source) {
      fields.glosses(source).forEach(text -> told(text).count(frequencies, GLOSS_WEIGHT));
      fields.datasetWords(source).forEach(text -> told(text).count(frequencies, DATASET_WEIGHT));
      return new Field(IndexFields.TEXT, new Frequencies(frequencies), TYPE);
    }
  }

  private ProseTerms told(String text) {
    return told.computeIfAbsent(text, t -> ProseTerms.of(t, prose));
  }

  /** Words with the numbers of their occurrences. */
  private static final class Frequencies extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final TermFrequencyAttribute frequency = addAttribute(TermFrequencyAttribute.class);
    private final Map<String, Integer> frequencies;
    private Iterator<Map.Entry<String, Integer>> rest;

    Frequencies(Map<String, Integer> frequencies) {
      this.frequencies = frequencies;
      this.rest = frequencies.entrySet().iterator();
    }

    @Override
    public void reset() {
      rest = frequencies.entrySet().iterator();
    }

    @Override
    public boolean incrementToken() {
      clearAttributes();
      if (!rest.hasNext()) {
        return false;
      }
      Map.Entry<String, Integer> next = rest.next();
      term.append(next.getKey());
      frequency.setTermFrequency(next.getValue());
      return true;
    }
  }
}
