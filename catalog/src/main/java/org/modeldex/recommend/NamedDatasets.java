package org.modeldex.recommend;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Term.Category;
import org.modeldex.vocabulary.Vocabulary;

/** The datasets that the names of models speak of, as {@code yolov5_l_voc} of Pascal VOC. */
final class NamedDatasets {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}]+");

  /** Shorter words and numbers mean too many things. */
  private static final int SHORTEST = 3;

  private NamedDatasets() {}

  /**
   * The last dataset that a model's name speaks of, when it is another one than this and the name
   * does not speak of this one too.
   *
   * @param dataset canonical
   */
  static Optional<String> other(String name, String dataset, Vocabulary vocabulary) {
    String lower = name.toLowerCase(Locale.ROOT);
    Optional<Term> own = vocabulary.find(Category.DATASET, dataset);
    Stream<String> ownNames =
        own.map(term -> Stream.concat(Stream.of(term.slug()), term.aliases().stream()))
            .orElse(Stream.of(dataset));
    if (ownNames.anyMatch(lower::contains)) {
      return Optional.empty();
    }
    List<String> words = WORD.matcher(lower).results().map(MatchResult::group).toList();
    return words.stream()
        .filter(word -> word.length() >= SHORTEST && !word.chars().allMatch(Character::isDigit))
        .flatMap(word -> vocabulary.find(Category.DATASET, word).stream())
        .map(Term::slug)
        .filter(slug -> !slug.equals(dataset))
        .reduce((first, last) -> last);
  }
}
