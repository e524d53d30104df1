package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Spelling;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** All names that queries can speak of. */
final class Subjects {
  static final String HAS = "has";
  static final String MISSING = "missing";

  /** Before a metric key that could be taken for something else. */
  static final String METRIC_PREFIX = "metric.";

  /** A language, perhaps with the beginning of an arrow. */
  private static final Pattern SOURCE = Pattern.compile("(\\p{L}+)[-=]*");

  /** A language, perhaps behind the end of an arrow. */
  private static final Pattern TARGET = Pattern.compile(" ?>? ?(\\p{L}+)(?![\\p{L}\\p{Nd}])");

  private final Vocabulary vocabulary;
  private final Predicate<String> isUsedMetricKey;

  /**
   * All names of a site.
   *
   * @param isUsedMetricKey whether a record has a value for this canonical metric key
   */
  Subjects(Vocabulary vocabulary, Predicate<String> isUsedMetricKey) {
    this.vocabulary = vocabulary;
    this.isUsedMetricKey = isUsedMetricKey;
  }

  /** What {@code name} stands for: a field, a custom attribute, {@code has} or a metric key. */
  Optional<Subject> find(String name) {
    if (name.startsWith(METRIC_PREFIX) && name.length() > METRIC_PREFIX.length()) {
      return Optional.of(metricSubject(name.substring(METRIC_PREFIX.length())));
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals(HAS) || lower.equals(MISSING)) {
      return Optional.of(new Subject.Presence(lower.equals(HAS)));
    }
    Optional<SearchField> field = SearchField.find(name);
    if (field.isPresent()) {
      return field.map(Subject.Field::new);
    }
    String prefix = SearchField.ATTRIBUTE_PREFIX;
    if (name.startsWith(prefix) && name.length() > prefix.length()) {
      return Optional.of(new Subject.Attribute(name.substring(prefix.length())));
    }
    return name.indexOf('@') > 0 || isKnownMetric(name)
        ? Optional.of(metricSubject(name))
        : Optional.empty();
  }

  /** The name under which {@link #find} gives this metric key. */
  String nameOf(String key) {
    boolean isClear = find(key).filter(new Subject.Metric(key)::equals).isPresent();
    return isClear ? key : METRIC_PREFIX + key;
  }

  /** A key that records have is itself, even where the vocabulary reads its text as another. */
  String metricKey(String name) {
    return isUsedMetricKey.test(name) ? name : vocabulary.canonicalKey(name).toString();
  }

  private Subject metricSubject(String name) {
    return new Subject.Metric(metricKey(name));
  }

  /** Whether the name's metric is in the vocabulary or some record has a value for the key. */
  boolean isKnownMetric(String name) {
    return vocabulary.findMetric(MetricKey.parse(name).metric()).isPresent()
        || isUsedMetricKey.test(name)
        || isUsedMetricKey.test(vocabulary.canonicalKey(name).toString());
  }

  /**
   * Whether a comparator between these is the arrow from one language to another, as in {@code
   * fr->en}.
   *
   * @param after the rest of the text
   */
  boolean isDirection(String before, String after) {
    Matcher source = SOURCE.matcher(before);
    Matcher target = TARGET.matcher(after);
    return source.matches()
        && target.lookingAt()
        && isLanguage(source.group(1))
        && isLanguage(target.group(1));
  }

  private boolean isLanguage(String name) {
    return vocabulary.find(Term.Category.LANGUAGE, name).isPresent();
  }

  /** The metric of a key, if the vocabulary knows it. */
  Optional<Metric> metric(String key) {
    return vocabulary.findMetric(MetricKey.parse(key).metric());
  }

  /** The metrics of the vocabulary. */
  List<String> metricSlugs() {
    return vocabulary.metrics().stream().map(Metric::slug).toList();
  }

  /** The name that is spelled most like {@code name}; null when none is near. */
  @Nullable String nearest(String name) {
    List<String> names = new ArrayList<>();
    for (SearchField field : SearchField.values()) {
      names.add(field.word());
    }
    names.add(HAS);
    names.add(MISSING);
    names.addAll(metricSlugs());
    return Spelling.nearest(name, names);
  }
}
