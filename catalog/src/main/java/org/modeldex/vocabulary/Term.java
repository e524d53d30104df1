package org.modeldex.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A canonical dataset, licence, language, framework or abbreviation.
 *
 * @param about what a dataset holds; null for other terms
 */
public record Term(
    Category category, String slug, String title, List<String> aliases, @Nullable String about) {
  public Term {
    aliases = List.copyOf(aliases);
  }

  /** The kinds of words that have a plain list of canonical terms. */
  public enum Category {
    DATASET,
    LICENSE,
    LANGUAGE,
    FRAMEWORK,
    /** A short form; its title and aliases are the long forms and other short ones. */
    ABBREVIATION
  }
}
