package org.modeldex.analyzers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionLengthAttribute;

/** What an analyzer makes of a text. */
final class Terms {
  private Terms() {}

  record Term(String text, int position, int start, int end, int positions) {}

  static List<Term> of(Analyzer analyzer, String text) {
    List<Term> terms = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("field", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
      PositionLengthAttribute length = stream.addAttribute(PositionLengthAttribute.class);
      stream.reset();
      int position = -1;
      while (stream.incrementToken()) {
        position += increment.getPositionIncrement();
        terms.add(
            new Term(
                term.toString(),
                position,
                offset.startOffset(),
                offset.endOffset(),
                length.getPositionLength()));
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return terms;
  }

  /** The terms, those of one position joined by {@code |}, positions separated by a space. */
  static String table(Analyzer analyzer, String text) {
    StringBuilder table = new StringBuilder();
    int position = 0;
    for (Term term : of(analyzer, text)) {
      if (!table.isEmpty()) {
        table.append(term.position() == position ? "|" : " ");
      }
      position = term.position();
      table.append(term.text());
    }
    return table.toString();
  }
}
