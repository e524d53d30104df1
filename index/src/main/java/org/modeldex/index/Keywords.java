package org.modeldex.index;

import java.util.Locale;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The one form in which a keyword is indexed, counted and looked up: the vocabulary's word where it
 * has one, else the word itself in lower case.
 */
final class Keywords {
  private final Vocabulary vocabulary;

  Keywords(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The form of a value of a field; applying it twice changes nothing. */
  String form(SearchField field, String value) {
    return switch (field) {
      case ID -> value;
      case TASK -> vocabulary.taskSlug(value);
      case FRAMEWORK, LIBRARY -> vocabulary.slug(Term.Category.FRAMEWORK, value);
      case LICENSE -> vocabulary.slug(Term.Category.LICENSE, value);
      case LANGUAGE -> vocabulary.slug(Term.Category.LANGUAGE, value);
      case DATASET -> vocabulary.slug(Term.Category.DATASET, value);
      default -> fold(value);
    };
  }

  /** Lower case without white space around it. */
  static String fold(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }
}
