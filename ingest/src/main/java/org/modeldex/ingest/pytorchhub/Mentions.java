package org.modeldex.ingest.pytorchhub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Words of the vocabulary in prose. */
record Mentions(Vocabulary vocabulary) {
  private static final int MOST_WORDS = 4;
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.+#-]*[\\p{L}\\p{N}+#])?");
  private static final Pattern ON = Pattern.compile("(?i)\\bon (?:the )?(?=[\\p{L}\\p{N}])");

  /** Tasks that are named in two words or more, in their order and the author's words. */
  List<String> tasks(String text) {
    List<String> tasks = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int from = 0;
    while (word.find(from)) {
      Optional<String> task =
          phrase(text, word.start(), 2, words -> vocabulary.findTask(words).isPresent());
      task.filter(words -> !tasks.contains(words)).ifPresent(tasks::add);
      from = task.map(words -> word.start() + words.length()).orElse(word.end());
    }
    return tasks;
  }

  /** The first known dataset behind the word "on", in the author's words. */
  Optional<String> datasetBehindOn(String text) {
    Matcher on = ON.matcher(text);
    while (on.find()) {
      Optional<String> dataset =
          phrase(
              text,
              on.end(),
              1,
              words -> vocabulary.find(Term.Category.DATASET, words).isPresent());
      if (dataset.isPresent()) {
        return dataset;
      }
    }
    return Optional.empty();
  }

  /** The longest phrase at {@code start} that is known; only spaces are between its words. */
  private static Optional<String> phrase(
      String text, int start, int fewestWords, Predicate<String> known) {
    Optional<String> longest = Optional.empty();
    Matcher word = WORD.matcher(text);
    int at = start;
    for (int words = 1; words <= MOST_WORDS && word.find(at) && isBlank(text, at, word); words++) {
      at = word.end();
      String phrase = text.substring(start, at);
      if (words >= fewestWords && known.test(phrase)) {
        longest = Optional.of(phrase);
      }
    }
    return longest;
  }

  private static boolean isBlank(String text, int from, Matcher word) {
    return text.substring(from, word.start()).isBlank();
  }
}
