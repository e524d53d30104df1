package org.modeldex.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Contextual;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.store.Mutation;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The words of records that the vocabulary does not know, and how often they occur. Used by one
 * thread.
 */
public final class UnknownWords {
  /** What a word is used for. */
  public enum Use {
    METRIC,
    TASK,
    DATASET,
    LANGUAGE,
    LICENSE,
    FRAMEWORK
  }

  /** A word with its number of occurrences. */
  public record Counted(Use use, String word, long count) {}

  private final Vocabulary vocabulary;
  private final Map<Use, Map<String, Long>> counts = new EnumMap<>(Use.class);

  public UnknownWords(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    for (Use use : Use.values()) {
      counts.put(use, new HashMap<>());
    }
  }

  /** Counts the words of the records that are put. */
  public void add(List<Mutation> mutations) {
    for (Mutation mutation : mutations) {
      if (mutation instanceof Mutation.Put put) {
        add(put.record());
      }
    }
  }

  private void add(MetadataRecord record) {
    for (Measurement measurement : record.statistical()) {
      count(Use.METRIC, measurement.metric());
      count(Use.DATASET, measurement.dataset());
    }
    for (LineageEdge edge : record.lineage()) {
      if (edge.relation() == Relation.TRAINED_ON && edge.target().kind() == Kind.DATASET) {
        count(Use.DATASET, edge.target().name());
      }
    }
    Contextual contextual = record.contextual();
    contextual.tasks().forEach(task -> count(Use.TASK, task));
    contextual.languages().forEach(language -> count(Use.LANGUAGE, language));
    count(Use.LICENSE, contextual.license());
    count(Use.FRAMEWORK, record.structural().framework());
    count(Use.FRAMEWORK, record.structural().library());
  }

  private void count(Use use, @Nullable String word) {
    if (word != null && !word.isBlank() && !isKnown(use, word)) {
      counts.computeIfAbsent(use, first -> new HashMap<>()).merge(word, 1L, Long::sum);
    }
  }

  private boolean isKnown(Use use, String word) {
    return switch (use) {
      case METRIC -> vocabulary.findMetric(word).isPresent();
      case TASK -> vocabulary.findTask(word).isPresent();
      case DATASET -> vocabulary.find(Term.Category.DATASET, word).isPresent();
      case LANGUAGE -> vocabulary.find(Term.Category.LANGUAGE, word).isPresent();
      case LICENSE -> vocabulary.find(Term.Category.LICENSE, word).isPresent();
      case FRAMEWORK -> vocabulary.find(Term.Category.FRAMEWORK, word).isPresent();
    };
  }

  /** All words, use by use; the most frequent first, those of one frequency in their own order. */
  public List<Counted> all() {
    List<Counted> all = new ArrayList<>();
    counts.forEach(
        (use, words) -> words.forEach((word, count) -> all.add(new Counted(use, word, count))));
    all.sort(
        Comparator.comparing(Counted::use)
            .thenComparing(Counted::count, Comparator.reverseOrder())
            .thenComparing(Counted::word));
    return all;
  }
}
