package org.modeldex.analyzers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Text as a list of stems that know where they stand. Safe for all threads. */
final class QueryWords {
  private final ProseAnalyzer prose = new ProseAnalyzer();

  /** A word's stem, and where in the text it stands. */
  record Word(String stem, int start, int end) {
    /** As it is written in the text. */
    String in(String text) {
      return text.substring(start, end);
    }
  }

  /** A word as it is written, in lower case; empty for one before the first or after the last. */
  static String lower(String text, List<Word> typed, int place) {
    return place >= 0 && place < typed.size()
        ? typed.get(place).in(text).toLowerCase(Locale.ROOT)
        : "";
  }

  /** What stands between a word and the next one; nothing between two that overlap, as in 日本語. */
  static String between(String text, List<Word> typed, int place) {
    int end = typed.get(place).end();
    return text.substring(end, Math.max(end, typed.get(place + 1).start()));
  }

  List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    try (TokenStream stream = prose.tokenStream("", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(new Word(term.toString(), offset.startOffset(), offset.endOffset()));
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a text in memory", e);
    }
    return words;
  }

  List<String> stems(String text) {
    return of(text).stream().map(Word::stem).toList();
  }
}
