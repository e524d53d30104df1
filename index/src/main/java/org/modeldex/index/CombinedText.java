package org.modeldex.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  /** Beyond this many characters a description repeats itself: tables, logs, instructions. */
  private static final int LONGEST_PROSE = 8_000;

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

  CombinedText(Analyzer prose, RecordFields fields) {
    this.prose = prose;
    this.fields = fields;
  }

  /** The field of one document. */
  Field field(SearchDocument source) {
    Map<String, Integer> frequencies = new LinkedHashMap<>();
    for (TextPart part : TextPart.values()) {
      addAll(frequencies, fields.texts(part, source), part.weight());
    }
    addAll(frequencies, fields.glosses(source), GLOSS_WEIGHT);
    addAll(frequencies, fields.datasetWords(source), DATASET_WEIGHT);
    return new Field(IndexFields.TEXT, new Frequencies(frequencies), TYPE);
  }

  private void addAll(Map<String, Integer> frequencies, List<String> texts, int weight) {
    for (String text : texts) {
      String beginning = text.substring(0, Math.min(text.length(), LONGEST_PROSE));
      try (TokenStream words = prose.tokenStream(IndexFields.TEXT, beginning)) {
        CharTermAttribute term = words.addAttribute(CharTermAttribute.class);
        words.reset();
        while (words.incrementToken()) {
          frequencies.merge(term.toString(), weight, Integer::sum);
        }
        words.end();
      } catch (IOException e) {
        throw new UncheckedIOException("reading a text in memory", e);
      }
    }
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
