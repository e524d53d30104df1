package org.modeldex.analyzers;

import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * For sentences in any language: descriptions, titles, tasks, tags. Words follow Unicode's rules
 * (UAX 29) and are cut further between letters and digits; Chinese, Japanese and Korean become
 * pairs of characters; letters are folded; English endings are taken away by Krovetz's dictionary
 * stemmer. It may shorten a word of another language too, but then wherever that word stands. There
 * are no stop words. The same for indexing and searching. Safe for all threads.
 */
public final class ProseAnalyzer extends Analyzer {
  /** Words whose endings tell names apart: Faster R-CNN is not Fast R-CNN. */
  private static final CharArraySet UNSTEMMED = new CharArraySet(List.of("faster"), false);

  private static final int GAP_BETWEEN_VALUES = 100;

  @Override
  protected TokenStreamComponents createComponents(String fieldName) {
    Tokenizer source = new StandardTokenizer();
    return new TokenStreamComponents(source, terms(source));
  }

  @Override
  public int getPositionIncrementGap(String fieldName) {
    return GAP_BETWEEN_VALUES;
  }

  static TokenStream terms(Tokenizer source) {
    TokenStream words = new EnglishPossessiveFilter(new CJKBigramFilter(source));
    TokenStream folded = new FoldingFilter(new WordSplitFilter(words));
    return new KStemFilter(new SetKeywordMarkerFilter(folded, UNSTEMMED));
  }
}
