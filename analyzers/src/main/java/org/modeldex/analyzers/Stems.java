package org.modeldex.analyzers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * English words without their endings, by Krovetz's dictionary stemmer. Texts repeat few words, so
 * what was found is remembered, up to a bound. Safe for all threads.
 */
final class Stems {
  /** Words whose endings tell names apart: Faster R-CNN is not Fast R-CNN. */
  private static final CharArraySet UNSTEMMED = new CharArraySet(List.of("faster"), false);

  private static final int REMEMBERED = 50_000;
  private static final int LONGEST_REMEMBERED = 50;

  private final Map<String, String> remembered = new ConcurrentHashMap<>();
  private final OneTerm asked = new OneTerm();
  private final TokenStream stemmer = new KStemFilter(new SetKeywordMarkerFilter(asked, UNSTEMMED));

  /** The stem of a folded word; the word itself when it has no ending that is known. */
  String of(String word) {
    String known = remembered.get(word);
    if (known != null) {
      return known;
    }
    String stem = stem(word);
    if (word.length() <= LONGEST_REMEMBERED && remembered.size() < REMEMBERED) {
      remembered.put(word, stem);
    }
    return stem;
  }

  private synchronized String stem(String word) {
    try {
      asked.word = word;
      stemmer.incrementToken();
      return asked.term.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("there is nothing to read from", e);
    }
  }

  /** The same word over and over. */
  private static final class OneTerm extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private String word = "";

    @Override
    public boolean incrementToken() {
      clearAttributes();
      term.append(word);
      return true;
    }
  }
}
