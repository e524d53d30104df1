package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modeldex.analyzers.QueryWords.Word;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Which tasks a text describes: a small BM25 search of the vocabulary's tasks by their names,
 * synonyms and what is said about them. Immutable.
 */
final class TaskGlosses {
  private static final double K1 = 1.2;
  private static final double B = 0.5;
  private static final int NAME_WEIGHT = 2;

  /** At most so many tasks are guessed. */
  private static final int MOST = 3;

  /** A guess scores at least this share of the best one. */
  private static final double NEAR_BEST = 0.7;

  /** The tasks' words tell of at least this share of the text, weighed by rarity. */
  private static final double COVERED = 0.4;

  private static final double SUREST = 0.8;
  private static final double PAIR_WEIGHT = 1.2;

  private final Map<String, List<Posting>> postings = new HashMap<>();
  private final Map<String, Double> rarity = new HashMap<>();
  private final double rarest;

  private record Posting(String task, double frequency) {}

  /** A task that a text may be about, with the words that say so. */
  record Guess(String task, String text, double confidence) {}

  TaskGlosses(Vocabulary vocabulary, QueryWords words) {
    Map<String, Map<String, Integer>> texts = new LinkedHashMap<>();
    for (Task task : vocabulary.tasks()) {
      Map<String, Integer> counts = new HashMap<>();
      addAll(counts, words, task.title(), NAME_WEIGHT);
      task.aliases().forEach(alias -> addAll(counts, words, alias, NAME_WEIGHT));
      task.synonyms().forEach(synonym -> addAll(counts, words, synonym, 1));
      if (task.about() != null) {
        addAll(counts, words, task.about(), 1);
      }
      texts.put(task.slug(), counts);
    }
    double mean = texts.values().stream().mapToInt(TaskGlosses::length).average().orElse(1);
    texts.forEach((task, counts) -> {
      double norm = K1 * (1 - B + B * length(counts) / mean);
      counts.forEach((stem, count) ->
          postings
              .computeIfAbsent(stem, key -> new ArrayList<>())
              .add(new Posting(task, count * (K1 + 1) / (count + norm))));
    });
    int tasks = texts.size();
    postings.forEach((stem, list) ->
        rarity.put(stem, Math.log(1 + (tasks - list.size() + 0.5) / (list.size() + 0.5))));
    rarest = Math.log(1 + (tasks - 0.5) / 1.5);
  }

  private static void addAll(
      Map<String, Integer> counts, QueryWords words, String text, int weight) {
    features(text, words.of(text))
        .keySet()
        .forEach(stem -> counts.merge(stem, weight, Integer::sum));
  }

  /**
   * The words that tell something, and each two of them in a row, with the text they stand for:
   * text into speech is not speech into text.
   */
  private static Map<String, String> features(String text, List<Word> typed) {
    Map<String, String> features = new LinkedHashMap<>();
    String before = "";
    for (Word word : typed) {
      String written = text.substring(word.start(), word.end());
      if (!FunctionWords.contains(written)) {
        features.putIfAbsent(word.stem(), written);
        if (!before.isEmpty()) {
          features.putIfAbsent(before + ' ' + word.stem(), "");
        }
        before = word.stem();
      }
    }
    return features;
  }

  private static int length(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The tasks that a text describes, the likeliest first. */
  List<Guess> in(String text, List<Word> typed) {
    Map<String, String> asked = features(text, typed);
    Map<String, Double> scores = new HashMap<>();
    Map<String, Set<String>> matched = new HashMap<>();
    double total = 0;
    for (String stem : asked.keySet()) {
      boolean isPair = stem.indexOf(' ') > 0;
      double idf = rarity.getOrDefault(stem, rarest) * (isPair ? PAIR_WEIGHT : 1);
      total += isPair ? 0 : idf;
      for (Posting posting : postings.getOrDefault(stem, List.of())) {
        scores.merge(posting.task(), idf * posting.frequency(), Double::sum);
        if (!isPair) {
          matched.computeIfAbsent(posting.task(), key -> new LinkedHashSet<>()).add(stem);
        }
      }
    }
    int told = asked.keySet().stream().mapToInt(stem -> stem.indexOf(' ') < 0 ? 1 : 0).sum();
    double whole = total;
    double best = scores.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return scores.entrySet().stream()
        .filter(score -> score.getValue() >= NEAR_BEST * best)
        .sorted(
            Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(score -> {
          Set<String> stems = matched.getOrDefault(score.getKey(), Set.of());
          double covered =
              stems.stream().mapToDouble(stem -> rarity.getOrDefault(stem, 0.0)).sum() / whole;
          return new Guess(
              score.getKey(),
              String.join(" ", stems.stream().map(asked::get).toList()),
              covered < COVERED || stems.size() < Math.min(2, told)
                  ? 0
                  : SUREST * covered * score.getValue() / best);
        })
        .filter(guess -> guess.confidence() > 0)
        .toList();
  }
}
