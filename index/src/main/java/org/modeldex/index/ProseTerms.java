package org.modeldex.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.modeldex.analyzers.ProseAnalyzer;

/**
 * The terms of one text by the {@link ProseAnalyzer}, each one position after the last. Cutting a
 * text into terms costs as much as indexing them, and two fields want them: so it is done once.
 * Immutable.
 */
final class ProseTerms {
  /** Beyond this many characters a description repeats itself: tables, logs, instructions. */
  private static final int BEGINNING = 8_000;

  private final List<String> terms;
  private final int inBeginning;

  private ProseTerms(List<String> terms, int inBeginning) {
    this.terms = terms;
    this.inBeginning = inBeginning;
  }

  /** Cuts a text. */
  static ProseTerms of(String text, Analyzer analyzer) {
    List<String> terms = new ArrayList<>();
    int inBeginning = 0;
    try (TokenStream words = analyzer.tokenStream(IndexFields.TEXT, text)) {
      CharTermAttribute term = words.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = words.addAttribute(OffsetAttribute.class);
      words.reset();
      while (words.incrementToken()) {
        terms.add(term.toString());
        inBeginning += offset.startOffset() < BEGINNING ? 1 : 0;
      }
      words.end();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a text in memory", e);
    }
    return new ProseTerms(terms, inBeginning);
  }

  /** Counts the terms of the text's first 8,000 characters, each as {@code weight} occurrences. */
  void count(Map<String, Integer> frequencies, int weight) {
    for (int i = 0; i < inBeginning; i++) {
      frequencies.merge(terms.get(i), weight, Integer::sum);
    }
  }

  /** All terms, for one field. */
  TokenStream stream() {
    return new Stream(terms);
  }

  private static final class Stream extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final List<String> terms;
    private Iterator<String> rest;

    Stream(List<String> terms) {
      this.terms = terms;
      this.rest = terms.iterator();
    }

    @Override
    public void reset() {
      rest = terms.iterator();
    }

    @Override
    public boolean incrementToken() {
      clearAttributes();
      if (!rest.hasNext()) {
        return false;
      }
      term.append(rest.next());
      return true;
    }
  }
}
