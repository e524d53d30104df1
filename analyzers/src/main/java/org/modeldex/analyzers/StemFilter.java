package org.modeldex.analyzers;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Folds every term and takes its English ending away. */
final class StemFilter extends TokenFilter {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final Stems stems;

  StemFilter(TokenStream input, Stems stems) {
    super(input);
    this.stems = stems;
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (!input.incrementToken()) {
      return false;
    }
    String stem = stems.of(Folding.fold(term));
    term.setEmpty().append(stem);
    return true;
  }
}
