package org.modeldex.vocabulary;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A canonical dataset, licence, language, framework or abbreviation.
 *
 * @param about what a dataset holds; null for other terms
 * @param permissions what a licence lets people do; empty for other terms and where it is not known
 */
public record Term(
    Category category,
    String slug,
    String title,
    List<String> aliases,
    @Nullable String about,
    List<Permission> permissions) {
  public Term {
    aliases = List.copyOf(aliases);
    permissions = List.copyOf(permissions);
  }

  /** What licences have in common. */
  public enum Permission {
    /** Anything may be done with it, as long as its authors are named. */
    PERMISSIVE,
    /** It may be used to earn money. */
    COMMERCIAL_USE,
    /** It may not. */
    NON_COMMERCIAL;

    /** The word in queries: {@code permissive}, {@code commercial-use}, {@code non-commercial}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
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
