package org.modeldex.analyzers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.modeldex.analyzers.WordSplitter.Word;

/** Cuts a name into folded words and the joined spellings under which people look for it. */
final class NameTokenizer extends Tokenizer {

  /*
   * One position per word; joined spellings stand at the position of the words they are made of, so
   * that a phrase of words still matches and no token is longer than one position.
   *
   *   indexed "Faster-RCNN_r50"
   *     position 0  faster  fasterrcnn (with the next word)  fasterrcnnr50 (all that has no space)
   *     position 1  rcnn    rcnnr
   *     position 2  r       r50
   *     position 3  50
   *   asked for "r-cnn"
   *     position 0  r    rcnn
   *     position 1  cnn  rcnn
   *
   * Asked for, the joined spelling stands at each of its words' positions: a name written as one
   * word then has something at all of them.
   */

  /** Longer joined spellings are left out: nobody types them. */
  private static final int MAX_JOINED_LENGTH = 100;

  /** Shorter parts of a word in mixed case ({@code LLaVA}) say nothing. */
  private static final int MIN_CASE_PART_LENGTH = 3;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);
  private final boolean forIndex;

  private Iterator<Token> tokens = List.<Token>of().iterator();
  private int length;

  NameTokenizer(boolean forIndex) {
    this.forIndex = forIndex;
  }

  private record Token(String text, int start, int end, int increment) {}

  @Override
  public void reset() throws IOException {
    super.reset();
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[1024];
    for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
      text.append(buffer, 0, n);
    }
    length = text.length();
    List<Word> words = WordSplitter.split(text);
    tokens = (forIndex ? indexed(words) : asked(words)).iterator();
  }

  @Override
  public boolean incrementToken() {
    clearAttributes();
    if (!tokens.hasNext()) {
      return false;
    }
    Token token = tokens.next();
    term.append(token.text());
    offset.setOffset(correctOffset(token.start()), correctOffset(token.end()));
    increment.setPositionIncrement(token.increment());
    return true;
  }

  @Override
  public void end() throws IOException {
    super.end();
    int end = correctOffset(length);
    offset.setOffset(end, end);
  }

  private static List<Token> indexed(List<Word> words) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      tokens.add(token(word, 1));
      if (i + 1 < words.size()) {
        addJoined(tokens, words.subList(i, i + 2));
      }
      if (i == 0 || words.get(i - 1).chunk() != word.chunk()) {
        List<Word> chunk = words.subList(i, chunkEnd(words, i));
        if (chunk.size() > 2) {
          addJoined(tokens, chunk);
        }
      }
      addCaseParts(tokens, word);
    }
    return tokens;
  }

  private static void addCaseParts(List<Token> tokens, Word word) {
    List<Word> parts = WordSplitter.splitCase(word);
    if (parts.size() > 1) {
      parts.stream()
          .filter(part -> part.text().length() >= MIN_CASE_PART_LENGTH)
          .forEach(part -> tokens.add(token(part, 0)));
    }
  }

  private static List<Token> asked(List<Word> words) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < words.size(); ) {
      List<Word> chunk = words.subList(i, chunkEnd(words, i));
      String joined = joined(chunk);
      for (Word word : chunk) {
        tokens.add(token(word, 1));
        if (chunk.size() > 1 && joined.length() <= MAX_JOINED_LENGTH) {
          tokens.add(new Token(joined, word.start(), word.end(), 0));
        }
      }
      i += chunk.size();
    }
    return tokens;
  }

  /** The first word after {@code start} that is of another chunk. */
  private static int chunkEnd(List<Word> words, int start) {
    int end = start + 1;
    while (end < words.size() && words.get(end).chunk() == words.get(start).chunk()) {
      end++;
    }
    return end;
  }

  private static void addJoined(List<Token> tokens, List<Word> words) {
    String joined = joined(words);
    if (joined.length() <= MAX_JOINED_LENGTH) {
      tokens.add(new Token(joined, words.getFirst().start(), words.getLast().end(), 0));
    }
  }

  /** The words as one, folded. */
  static String joined(List<Word> words) {
    return Folding.fold(words.stream().map(Word::text).collect(Collectors.joining()));
  }

  private static Token token(Word word, int increment) {
    return new Token(Folding.fold(word.text()), word.start(), word.end(), increment);
  }
}
