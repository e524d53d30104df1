package org.modeldex.analyzers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.util.CharsRef;
import org.apache.lucene.util.CharsRefBuilder;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

/** Prose in which other names of tasks are accompanied by the task's title. */
final class SynonymAnalyzer extends Analyzer {
  private final ProseAnalyzer prose;
  private final SynonymMap synonyms;

  private SynonymAnalyzer(ProseAnalyzer prose, SynonymMap synonyms) {
    this.prose = prose;
    this.synonyms = synonyms;
  }

  /** The analyzer, or {@code prose} itself when the vocabulary has no tasks. */
  static Analyzer of(Vocabulary vocabulary, ProseAnalyzer prose) {
    try {
      SynonymMap.Builder map = new SynonymMap.Builder(true);
      int rules = 0;
      for (Task task : vocabulary.tasks()) {
        List<String> title = terms(prose, task.title());
        List<String> others = new ArrayList<>(task.aliases());
        others.addAll(task.synonyms());
        for (String other : others) {
          List<String> words = terms(prose, other);
          if (!title.isEmpty() && !words.isEmpty() && !words.equals(title)) {
            map.add(joined(words), joined(title), true);
            rules++;
          }
        }
      }
      return rules == 0 ? prose : new SynonymAnalyzer(prose, map.build());
    } catch (IOException e) {
      throw new UncheckedIOException("building the synonyms of tasks in memory", e);
    }
  }

  @Override
  protected TokenStreamComponents createComponents(String fieldName) {
    Tokenizer source = new StandardTokenizer();
    return new TokenStreamComponents(
        source, new SynonymGraphFilter(prose.terms(source), synonyms, true));
  }

  private static CharsRef joined(List<String> words) {
    return SynonymMap.Builder.join(words.toArray(String[]::new), new CharsRefBuilder());
  }

  private static List<String> terms(Analyzer analyzer, String text) throws IOException {
    List<String> terms = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    }
    return terms;
  }
}
