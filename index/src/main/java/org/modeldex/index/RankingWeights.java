package org.modeldex.index;

import org.modeldex.search.Interpretation;
import org.modeldex.search.SearchField;

/**
 * How much everything is worth beside the BM25 score of a word in the {@link CombinedText} of a
 * record, which is about 1 to 8. Tuned with {@code modeldex bench discovery}; docs/search.md has
 * the figures.
 *
 * @param name factor of a word that stands in the name, in any spelling
 * @param architecture factor of a word that stands in an architecture
 * @param wholeArchitecture of a record whose architecture was named in full
 * @param otherWord factor of an abbreviation, its long form or another way to write a number
 * @param namePhrase factor of the text in a name
 * @param titlePhrase factor of the text in the title of a paper
 * @param prosePhrase factor of the text in a description
 * @param pair factor of two words in a row in a task, title or description
 * @param allWords of a record that has all words
 * @param completeness of a record that tells everything about its model
 * @param translation of a model that translates between the languages that were named
 * @param language of a model for a language that was named
 * @param task of a model for a task that was named or described
 * @param label of a model of the dataset, licence or framework that was named
 * @param size of a model of the size that was named
 * @param bound of a model within a bound or range of sizes
 * @param demands of a model of which everything holds that a text demands, and nothing else
 */
record RankingWeights(
    float name,
    float architecture,
    float wholeArchitecture,
    float otherWord,
    float namePhrase,
    float titlePhrase,
    float prosePhrase,
    float pair,
    float allWords,
    float completeness,
    float translation,
    float language,
    float task,
    float label,
    float size,
    float bound,
    float demands) {
  static final RankingWeights TUNED =
      new RankingWeights(0.15f, 0.3f, 5, 0.5f, 1, 3, 0.5f, 0.2f, 2, 8, 20, 8, 3, 5, 1, 4, 30);

  /** From here on a meaning is what was said, not what was guessed. */
  private static final double SAID = 0.7;

  /** Whether something was said in so many words. */
  static boolean isSaid(Interpretation meaning) {
    return meaning.confidence() >= SAID;
  }

  /** What a meaning is worth to a record of which it holds. */
  float meaning(Interpretation meaning) {
    SearchField field = meaning.field();
    return field == null || meaning.isExclusion()
        ? 0
        : certain(field, isBound(meaning)) * (float) meaning.confidence();
  }

  private static boolean isBound(Interpretation meaning) {
    return meaning.confidence() > SAID;
  }

  private float certain(SearchField field, boolean isBound) {
    return switch (field) {
      case TRANSLATES -> translation;
      case LANGUAGE -> language;
      case TASK -> task;
      case PARAMETERS, SIZE -> isBound ? bound : size;
      default -> label;
    };
  }
}
