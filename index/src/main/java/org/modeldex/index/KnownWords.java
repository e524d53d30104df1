package org.modeldex.index;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** The words in the names of everything that the vocabulary has. Immutable. */
final class KnownWords {
  /** Shorter ones are codes more often than words. */
  private static final int SHORTEST = 4;

  private final NavigableSet<String> words = new TreeSet<>();

  KnownWords(Vocabulary vocabulary) {
    for (Task task : vocabulary.tasks()) {
      add(task.title());
      Stream.concat(task.aliases().stream(), task.synonyms().stream()).forEach(this::add);
    }
    for (Metric metric : vocabulary.metrics()) {
      add(metric.title());
      metric.aliases().forEach(this::add);
    }
    for (Term.Category category : Term.Category.values()) {
      for (Term term : vocabulary.terms(category)) {
        add(term.title());
        term.aliases().forEach(this::add);
      }
    }
  }

  private void add(String text) {
    Wording.of(text).words().stream().filter(word -> word.length() >= SHORTEST).forEach(words::add);
  }

  /** Whether a folded word is one of them. */
  boolean has(String word) {
    return words.contains(word);
  }

  /** Those with the same first letter and at most so many other letters wrong. */
  List<String> near(String word, int most) {
    int first = word.offsetByCodePoints(0, 1);
    return words
        .subSet(word.substring(0, first), word.substring(0, first) + Character.MAX_VALUE)
        .stream()
        .filter(known ->
            Math.abs(known.length() - word.length()) <= most
                && TypingErrors.between(word, known) <= most)
        .toList();
  }
}
