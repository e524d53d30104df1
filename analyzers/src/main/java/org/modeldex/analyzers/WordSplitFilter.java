package org.modeldex.analyzers;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.apache.lucene.util.AttributeSource.State;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.WordSplitter.Word;

/** Cuts terms such as {@code resnet50} and {@code faster_rcnn} into their words. */
final class WordSplitFilter extends TokenFilter {
  private static final String ALPHANUM = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.ALPHANUM];
  private static final String NUM = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.NUM];

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);
  private final TypeAttribute type = addAttribute(TypeAttribute.class);
  private final Deque<Word> pending = new ArrayDeque<>();
  private @Nullable State whole;

  WordSplitFilter(TokenStream input) {
    super(input);
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (!pending.isEmpty()) {
      restoreState(whole);
      emit(pending.removeFirst());
      increment.setPositionIncrement(1);
      return true;
    }
    if (!input.incrementToken()) {
      return false;
    }
    if (!isAlphabetic()) {
      return true;
    }
    List<Word> words = WordSplitter.split(term);
    if (words.size() > 1) {
      whole = captureState();
      pending.addAll(words);
      emit(pending.removeFirst());
    }
    return true;
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    pending.clear();
  }

  /** Emoji and pairs of Chinese, Japanese and Korean characters are left as they are. */
  private boolean isAlphabetic() {
    return type.type().equals(ALPHANUM) || type.type().equals(NUM);
  }

  private void emit(Word word) {
    int start = offset.startOffset();
    if (offset.endOffset() - start == term.length()) {
      offset.setOffset(start + word.start(), start + word.end());
    }
    term.setEmpty().append(word.text());
  }
}
