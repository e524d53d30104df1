package org.modeldex.vocabulary;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.Measurement.Scale;
import org.modeldex.record.MetadataRecord;

/** The canonical words and what they mean. Immutable; safe for all threads. */
public final class Vocabulary {
  private Vocabulary() {}

  /** The vocabulary that ships with Modeldex. */
  public static Vocabulary builtIn() {
    return new Vocabulary();
  }

  /**
   * The built-in vocabulary extended by a site's own file.
   *
   * @throws org.modeldex.record.ModeldexException CONFIGURATION naming file and line
   */
  public static Vocabulary builtInWith(Path siteFile) {
    return new Vocabulary();
  }

  /** Changes whenever any entry or reading rule changes; an index built with another is stale. */
  public String fingerprint() {
    return "0";
  }

  /** The metric that {@code words} (a slug, an alias or a spelling variant) names. */
  public Optional<Metric> findMetric(String words) {
    return Optional.empty();
  }

  public Optional<Task> findTask(String words) {
    return Optional.empty();
  }

  public Optional<Term> find(Term.Category category, String words) {
    return Optional.empty();
  }

  /** All metrics, by slug. */
  public Collection<Metric> metrics() {
    return List.of();
  }

  /** All tasks, by slug. */
  public Collection<Task> tasks() {
    return List.of();
  }

  /** All terms of a category, by slug. */
  public Collection<Term> terms(Term.Category category) {
    return List.of();
  }

  /** The task's slug, or the words themselves folded to a slug when they are not known. */
  public String taskSlug(String words) {
    return slug(words);
  }

  /** The term's slug, or the words themselves folded to a slug when they are not known. */
  public String slug(Term.Category category, String words) {
    return slug(words);
  }

  /**
   * The canonical key for a key in anybody's words: {@code Top 1 Accuracy@ImageNet} becomes {@code
   * accuracy@imagenet-1k}.
   */
  public MetricKey canonicalKey(String text) {
    MetricKey key = MetricKey.parse(text);
    return new MetricKey(
        slug(key.metric()),
        key.dataset() == null ? null : slug(key.dataset()),
        key.split() == null ? null : slug(key.split()));
  }

  /** The record with a reading at each of its measurements. */
  public MetadataRecord interpret(MetadataRecord record) {
    return record.statistical().isEmpty()
        ? record
        : record.withStatistical(read(record.statistical()));
  }

  /**
   * Reads the measurements of one record. They are read together because the scale of a metric is
   * decided for the whole table: see the rules in docs/vocabulary.md.
   */
  public List<Measurement> read(List<Measurement> table) {
    return table.stream().map(this::read).toList();
  }

  private Measurement read(Measurement measurement) {
    MetricKey key =
        new MetricKey(
            slug(measurement.metric()),
            measurement.dataset() == null ? null : slug(measurement.dataset()),
            measurement.split() == null ? null : slug(measurement.split()));
    Double value;
    try {
      value = Double.valueOf(measurement.raw());
    } catch (NumberFormatException e) {
      value = null;
    }
    return measurement.withReading(
        new Reading(
            key.toString(), key.metric(), key.dataset(), value, null, Scale.AS_WRITTEN, null));
  }

  private static String slug(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.+]+", "-");
  }
}
