package org.modeldex.analyzers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Spelling;
import org.modeldex.vocabulary.Term.Category;
import org.modeldex.vocabulary.Term.Permission;
import org.modeldex.vocabulary.Vocabulary;

/** Brings values of keyword fields into the form in which records have them. */
final class FieldValues {
  private static final List<String> KINDS = Arrays.stream(Kind.values()).map(Kind::word).toList();
  private static final List<String> TRUSTS =
      Arrays.stream(Trust.values()).map(Trust::word).toList();

  private static final List<String> PERMISSIONS =
      Arrays.stream(Permission.values()).map(Permission::word).toList();

  private static final List<String> EMBEDDINGS =
      List.of(SearchField.AWAITS_EMBEDDING, SearchField.HAS_EMBEDDING);

  private final Vocabulary vocabulary;

  FieldValues(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * The field and its canonical value. {@code license:permissive} speaks of what licences allow, as
   * no licence has that name.
   *
   * @param position of the value in the query text
   * @throws ModeldexException as {@link #canonical}
   */
  Query.FieldIs clause(SearchField field, String words, int position) {
    String permissive = Permission.PERMISSIVE.word();
    return field == SearchField.LICENSE && words.strip().equalsIgnoreCase(permissive)
        ? new Query.FieldIs(SearchField.LICENSING, permissive)
        : new Query.FieldIs(field, canonical(field, words, position));
  }

  /**
   * The canonical value where the vocabulary has one, else the words as they are.
   *
   * @param position of the value in the query text
   * @throws ModeldexException QUERY_SYNTAX for a kind, trust or permission that does not exist
   */
  String canonical(SearchField field, String words, int position) {
    String value = words.strip();
    return switch (field) {
      case TASK -> vocabulary.taskSlug(value);
      case LICENSE -> vocabulary.slug(Category.LICENSE, value);
      case LANGUAGE -> vocabulary.slug(Category.LANGUAGE, value);
      case FRAMEWORK -> vocabulary.slug(Category.FRAMEWORK, value);
      case DATASET -> vocabulary.slug(Category.DATASET, value);
      case METRIC -> vocabulary.canonicalKey(value).toString();
      case KIND -> oneOf(KINDS, field, value, position);
      case LICENSING -> oneOf(PERMISSIONS, field, value, position);
      case EMBEDDING -> oneOf(EMBEDDINGS, field, value, position);
      case TRUST -> oneOf(TRUSTS, field, value, position);
      default -> value;
    };
  }

  private static String oneOf(List<String> words, SearchField field, String value, int position) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (!words.contains(lower)) {
      throw ModeldexException.querySyntax(
          "there is no " + field.word() + " '" + value + "' but " + String.join(", ", words),
          position,
          Spelling.nearest(lower, words));
    }
    return lower;
  }
}
