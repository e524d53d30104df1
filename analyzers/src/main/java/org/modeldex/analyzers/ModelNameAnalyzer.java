package org.modeldex.analyzers;

import org.apache.lucene.analysis.Analyzer;

/**
 * For names of models, architectures, datasets and other identifiers. Words are cut at punctuation,
 * between letters and digits and at changes of case, and folded; at index time neighbouring words
 * are also joined. So {@code Faster-RCNN_r50} is found by {@code faster rcnn}, {@code fasterrcnn},
 * {@code faster-rcnn} and {@code r50}, and {@code resnet 50}, {@code resnet50} and {@code
 * ResNet-50} find the same.
 *
 * <p>Tokens never span positions (there is no graph): a search token is either required or optional
 * on its own, alternatives stand at one position. Values of one field are 100 positions apart. Safe
 * for all threads.
 */
public final class ModelNameAnalyzer extends Analyzer {
  private static final int GAP_BETWEEN_VALUES = 100;

  private final boolean forIndex;

  private ModelNameAnalyzer(boolean forIndex) {
    this.forIndex = forIndex;
  }

  /** For text that is indexed or highlighted. */
  public static ModelNameAnalyzer forIndex() {
    return new ModelNameAnalyzer(true);
  }

  /** For text that is searched for. */
  public static ModelNameAnalyzer forQuery() {
    return new ModelNameAnalyzer(false);
  }

  /** A name in the form in which all its spellings are equal; empty without letters and digits. */
  public static String joined(String name) {
    return NameTokenizer.joined(WordSplitter.split(name));
  }

  @Override
  protected TokenStreamComponents createComponents(String fieldName) {
    return new TokenStreamComponents(new NameTokenizer(forIndex));
  }

  @Override
  public int getPositionIncrementGap(String fieldName) {
    return GAP_BETWEEN_VALUES;
  }
}
