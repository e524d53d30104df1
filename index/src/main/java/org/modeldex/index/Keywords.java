package org.modeldex.index;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.modeldex.analyzers.FieldAnalyzers;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * The one form in which a keyword is indexed, counted and looked up: the vocabulary's word where it
 * has one, else the word itself {@link FieldAnalyzers#keyword folded}. Safe for all threads.
 */
final class Keywords {
  /** Records repeat few words over and over; more of a field than these are not remembered. */
  private static final int REMEMBERED = 5_000;

  private final Vocabulary vocabulary;
  private final Map<SearchField, Map<String, String>> remembered = new EnumMap<>(SearchField.class);

  Keywords(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    for (SearchField field : SearchField.values()) {
      remembered.put(field, new ConcurrentHashMap<>());
    }
  }

  /** The form of a value of a field; applying it twice changes nothing. */
  String form(SearchField field, String value) {
    if (field == SearchField.ID) {
      return value;
    }
    Map<String, String> forms = Objects.requireNonNull(remembered.get(field));
    String known = forms.get(value);
    if (known != null) {
      return known;
    }
    String form = lookUp(field, value);
    if (forms.size() < REMEMBERED) {
      forms.put(value, form);
    }
    return form;
  }

  private String lookUp(SearchField field, String value) {
    return switch (field) {
      case TASK -> vocabulary.taskSlug(value);
      case LICENSE -> vocabulary.slug(Term.Category.LICENSE, value);
      case LANGUAGE -> vocabulary.slug(Term.Category.LANGUAGE, value);
      case DATASET -> vocabulary.slug(Term.Category.DATASET, value);
      case FRAMEWORK, LIBRARY -> vocabulary.slug(Term.Category.FRAMEWORK, value);
      default -> fold(value);
    };
  }

  /** Without case and white space around it. */
  static String fold(String value) {
    return FieldAnalyzers.keyword(value);
  }
}
