package org.modeldex.analyzers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;

/**
 * English words without their endings, by Krovetz's dictionary stemmer. Texts repeat few words, so
 * the last word of each hash and its stem are remembered. Safe for all threads; they may overwrite
 * what another remembered.
 */
final class Stems {
  /** Words whose endings tell names apart: Faster R-CNN is not Fast R-CNN. */
  private static final Set<String> UNSTEMMED = Set.of("faster");

  /** What the dictionary keeps as a word of its own although it is only a plural: pictures. */
  private static final Pattern PLURAL = Pattern.compile(".{3,}[^aciosu]s");

  private static final Pattern NO_PLURAL = Pattern.compile(".*(?:ies|ways)");
  private static final Pattern LONG_PLURAL = Pattern.compile(".*(?:ss|sh|ch|x)es");

  private static final int REMEMBERED = 131_072; // a power of two
  private static final int LONGEST_REMEMBERED = 50;

  private final @Nullable Stem[] remembered = new Stem[REMEMBERED];
  private final OneTerm asked = new OneTerm();
  private final TokenStream stemmer = new KStemFilter(asked);

  /** The stem of a folded word; the word itself when it has no ending that is known. */
  String of(String word) {
    if (beginsWithDigit(word)) {
      return word; // there are too many numbers to remember, and none has an ending
    }
    if (word.length() > LONGEST_REMEMBERED) {
      return stem(word);
    }
    int hash = word.hashCode();
    int place = (hash ^ hash >>> 16) & REMEMBERED - 1;
    Stem known = remembered[place];
    if (known == null || !known.word.equals(word)) {
      String stem = stem(word);
      known = new Stem(word, stem.equals(word) ? word : stem); // one string is less to go through
      remembered[place] = known;
    }
    return known.stem;
  }

  private static boolean beginsWithDigit(String word) {
    return !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9';
  }

  private record Stem(String word, String stem) {}

  private synchronized String stem(String word) {
    if (UNSTEMMED.contains(word)) {
      return word;
    }
    try {
      String stem = known(word);
      boolean isPlural = PLURAL.matcher(stem).matches() && !NO_PLURAL.matcher(stem).matches();
      int ending = LONG_PLURAL.matcher(stem).matches() ? 2 : 1;
      return isPlural ? known(stem.substring(0, stem.length() - ending)) : stem;
    } catch (IOException e) {
      throw new UncheckedIOException("there is nothing to read from", e);
    }
  }

  /** The stem of a word by the dictionary. */
  private String known(String word) throws IOException {
    asked.word = word;
    stemmer.incrementToken();
    return asked.term.toString();
  }

  /** The same word over and over. */
  private static final class OneTerm extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private String word = "";

    @Override
    public boolean incrementToken() {
      term.setEmpty().append(word);
      return true;
    }
  }
}
