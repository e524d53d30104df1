package org.modeldex.vocabulary;

import java.util.Map;
import java.util.Set;

/** The parts of a dataset that have many names. */
final class Splits {
  private static final Map<String, String> CANONICAL =
      Map.ofEntries(
          Map.entry("training", "train"),
          Map.entry("valid", "val"),
          Map.entry("validation", "val"),
          Map.entry("dev", "val"),
          Map.entry("development", "val"),
          Map.entry("testing", "test"),
          Map.entry("evaluation", "eval"));
  private static final Set<String> SPLITS = Set.of("train", "val", "test", "eval");

  private Splits() {}

  /** The canonical name of a split: {@code Validation} and {@code dev} are {@code val}. */
  static String canonical(String words) {
    String slug = Words.slug(words);
    return CANONICAL.getOrDefault(slug, slug);
  }

  /** Whether this folded word is a split's name and nothing else. */
  static boolean isSplit(String word) {
    return CANONICAL.containsKey(word) || SPLITS.contains(word);
  }
}
