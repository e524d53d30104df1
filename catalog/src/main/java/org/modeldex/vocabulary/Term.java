package org.modeldex.vocabulary;

import java.util.List;

/** A canonical dataset, licence, language or framework. */
public record Term(Category category, String slug, String title, List<String> aliases) {
  public Term {
    aliases = List.copyOf(aliases);
  }

  /** The kinds of words that have a plain list of canonical terms. */
  public enum Category {
    DATASET,
    LICENSE,
    LANGUAGE,
    FRAMEWORK
  }
}
