package org.modeldex.server.web;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.RecordId;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Canonical words as people read them. Immutable; safe for all threads. */
final class Wording {
  private static final Map<SearchField, String> FIELDS =
      Map.of(
          SearchField.LICENSE, "Licence",
          SearchField.LICENSING, "Licence allows",
          SearchField.DATASET, "Dataset",
          SearchField.METRIC, "Measured by",
          SearchField.SOURCE, "Imported from",
          SearchField.TRUST, "Trust in values",
          SearchField.UPDATED, "Last changed",
          SearchField.FAMILY, "Variants of");

  private final Vocabulary vocabulary;

  Wording(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** A record's name, with its version where it has one. */
  static String name(RecordId id) {
    return id.version() == null ? id.name() : id.name() + " @ " + id.version();
  }

  static String kind(Kind kind, boolean many) {
    String word = capitalised(kind.word().replace('-', ' '));
    return many ? word + 's' : word;
  }

  static String field(SearchField field) {
    return FIELDS.getOrDefault(field, capitalised(field.word()));
  }

  String task(String words) {
    return vocabulary.findTask(words).map(Task::title).orElse(words);
  }

  String taskSlug(String words) {
    return vocabulary.taskSlug(words);
  }

  String dataset(String words) {
    return vocabulary.datasetTitle(words);
  }

  /** The metric alone, without dataset and split. */
  String metric(String words) {
    return words.startsWith(SearchField.ATTRIBUTE_PREFIX)
        ? words.substring(SearchField.ATTRIBUTE_PREFIX.length())
        : vocabulary.findMetric(words).map(Metric::title).orElse(words);
  }

  /** {@code Accuracy on ImageNet-1k (val)}; a number field's own name. */
  String subject(String key) {
    if (SearchField.find(key).isPresent()) {
      return capitalised(key);
    }
    return key.startsWith(SearchField.ATTRIBUTE_PREFIX) ? metric(key) : vocabulary.keyTitle(key);
  }

  /** The value of a facet. */
  String value(SearchField field, String value) {
    return switch (field) {
      case TASK -> task(value);
      case DATASET -> dataset(value);
      case METRIC -> metric(value);
      case LANGUAGE, FRAMEWORK -> term(field, value);
      case UPDATED -> value.equals("older") ? "earlier" : value.replace('-', ' ');
      case PARAMETERS -> value.replace("-", " – ").replace(">=", "≥ ").replace("<", "< ");
      default -> value;
    };
  }

  private String term(SearchField field, String value) {
    return vocabulary
        .find(Term.Category.valueOf(field.name()), value)
        .map(Term::title)
        .orElse(value);
  }

  /** The value of a metric or number field, with its unit. */
  String number(String by, double value) {
    SearchField field = SearchField.find(by).orElse(null);
    if (field == null) {
      return Figures.value(value, unit(by));
    }
    return field == SearchField.SIZE ? Figures.bytes(value) : Figures.quantity(value);
  }

  /** A metric's canonical unit, null when it has none. */
  @Nullable String unit(String key) {
    return vocabulary.findMetric(MetricKey.parse(key).metric()).map(Metric::unit).orElse(null);
  }

  /** Which direction of a metric is better, null when neither is known to be. */
  @Nullable Better better(String key) {
    return vocabulary.findMetric(MetricKey.parse(key).metric()).map(Metric::better).orElse(null);
  }

  /** {@code higher is better}, or nothing. */
  String direction(String key) {
    Better better = better(key);
    return better == null ? "" : better.word() + " is better";
  }

  static String capitalised(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
