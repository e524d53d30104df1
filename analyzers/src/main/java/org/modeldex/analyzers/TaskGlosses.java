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
import org.modeldex.search.SearchField;
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

  /** A word is enough by itself when it is as rare as this share of the rarest. */
  private static final double TELLING = 0.6;

  private final Map<String, List<Posting>> postings = new HashMap<>();
  private final Map<String, Double> rarity = new HashMap<>();
  private final double rarest;
  private final Vocabulary vocabulary;

  private record Posting(String task, double frequency) {}

  /** A task that a text may be about, with the words that say so. */
  record Guess(String task, String text, double confidence) {}

  TaskGlosses(Vocabulary vocabulary, QueryWords words) {
    this.vocabulary = vocabulary;
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
      String written = word.in(text);
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
    Map<String, Score> scores = new HashMap<>();
    double whole = 0;
    for (String feature : asked.keySet()) {
      boolean isPair = isPair(feature);
      double idf = rarity.getOrDefault(feature, rarest) * (isPair ? PAIR_WEIGHT : 1);
      whole += isPair ? 0 : idf;
      for (Posting posting : postings.getOrDefault(feature, List.of())) {
        Score score = scores.computeIfAbsent(posting.task(), task -> new Score());
        score.sum += idf * posting.frequency();
        if (!isPair) {
          score.words.add(feature);
        }
      }
    }
    double best = scores.values().stream().mapToDouble(score -> score.sum).max().orElse(0);
    List<Guess> guesses = new ArrayList<>();
    for (Map.Entry<String, Score> task : scores.entrySet()) {
      Score score = task.getValue();
      double covered = score.words.stream().mapToDouble(this::rarity).sum() / whole;
      if (score.sum >= NEAR_BEST * best && covered >= COVERED && saysEnough(score.words, asked)) {
        String words = String.join(" ", score.words.stream().map(asked::get).toList());
        guesses.add(new Guess(task.getKey(), words, SUREST * covered * score.sum / best));
      }
    }
    guesses.sort(
        Comparator.comparingDouble(Guess::confidence).reversed().thenComparing(Guess::task));
    return guesses.subList(0, Math.min(MOST, guesses.size()));
  }

  /** How well a task fits, and by which words. */
  private static final class Score {
    private double sum;
    private final Set<String> words = new LinkedHashSet<>();
  }

  private static boolean isPair(String feature) {
    return feature.indexOf(' ') > 0;
  }

  private double rarity(String word) {
    return rarity.getOrDefault(word, rarest);
  }

  /**
   * One word says enough when it is the whole text, few tasks are described with it and it names
   * neither a metric nor a field: {@code mAP} is no depth map.
   */
  private boolean saysEnough(Set<String> words, Map<String, String> asked) {
    return words.size() > 1
        || (asked.size() == 1
            && words.stream()
                .allMatch(word ->
                    rarity(word) >= TELLING * rarest && !isOther(asked.getOrDefault(word, word))));
  }

  private boolean isOther(String written) {
    return vocabulary.findMetric(written).isPresent() || SearchField.find(written).isPresent();
  }
}
