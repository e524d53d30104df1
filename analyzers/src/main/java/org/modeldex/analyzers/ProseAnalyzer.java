package org.modeldex.analyzers;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * For sentences in any language: descriptions, titles, tasks, tags. Words follow Unicode's rules
 * (UAX 29) and are cut further between letters and digits; Chinese, Japanese and Korean become
 * pairs of characters; letters are folded; English endings are taken away by Krovetz's dictionary
 * stemmer. It may shorten a word of another language too, but then wherever that word stands. There
 * are no stop words. The same for indexing and searching. Safe for all threads.
 */
public final class ProseAnalyzer extends Analyzer {
  private static final int GAP_BETWEEN_VALUES = 100;

  private final Stems stems = new Stems();

  @Override
  protected TokenStreamComponents createComponents(String fieldName) {
    Tokenizer source = new StandardTokenizer();
    return new TokenStreamComponents(source, terms(source));
  }

  @Override
  public int getPositionIncrementGap(String fieldName) {
    return GAP_BETWEEN_VALUES;
  }

  /** The terms of the words that a tokenizer gives. */
  TokenStream terms(Tokenizer source) {
    TokenStream words = new EnglishPossessiveFilter(new CJKBigramFilter(source));
    return new StemFilter(new WordSplitFilter(words), stems);
  }
}
