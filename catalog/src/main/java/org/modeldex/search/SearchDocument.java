package org.modeldex.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.MetadataRecord;
import org.modeldex.store.MetadataStore;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Vocabulary;

/**
 * What is indexed for one record.
 *
 * @param record with readings
 * @param inherited {@link InheritedMeasurements} with readings; searched as the record's own
 * @param embedding what the record means; null as long as that is not known
 */
public record SearchDocument(
    MetadataRecord record, List<Measurement> inherited, @Nullable Embedding embedding) {
  public SearchDocument {
    inherited = List.copyOf(inherited);
  }

  /** A document whose meaning is not known. */
  public SearchDocument(MetadataRecord record, List<Measurement> inherited) {
    this(record, inherited, null);
  }

  /** The document of a stored record, its meaning not known. */
  public static SearchDocument of(
      MetadataRecord record, MetadataStore store, Vocabulary vocabulary) {
    List<Measurement> inherited = vocabulary.read(InheritedMeasurements.of(record, store));
    return new SearchDocument(vocabulary.interpret(record), inherited);
  }

  /** The measurements of the record, then those it inherits. */
  public Stream<Measurement> measurements() {
    return Stream.concat(record.statistical().stream(), inherited.stream());
  }

  /** What the vocabulary made of the measurements. */
  public Stream<Reading> readings() {
    return measurements().map(Measurement::reading).flatMap(Stream::ofNullable);
  }

  /**
   * The measurement by which the record is ranked under a key: of those found under it that are a
   * number the largest, or the smallest where lower is better; the first of equals.
   */
  public Optional<Measurement> best(String key) {
    return best(measurements().filter(measurement -> isNumber(measurement.reading(), key)));
  }

  /** What {@link #best} gives for every key under which anything is found. */
  public Map<String, Measurement> bests() {
    Map<String, Measurement> bests = new HashMap<>();
    measurements()
        .forEach(measurement -> {
          Reading reading = measurement.reading();
          if (reading != null && hasNumber(reading)) {
            for (String key : MetricKey.parse(reading.key()).levels()) {
              bests.merge(key, measurement, SearchDocument::better);
            }
          }
        });
    return bests;
  }

  /** As {@link #best}, but of those alone that name no dataset or split besides the key's. */
  public Optional<Measurement> bestOwn(String key) {
    return best(
        measurements()
            .filter(measurement -> isNumber(measurement.reading(), key))
            .filter(measurement -> isOwn(measurement.reading(), key)));
  }

  private static Optional<Measurement> best(Stream<Measurement> numbers) {
    return numbers.reduce(SearchDocument::better);
  }

  private static Measurement better(Measurement best, Measurement other) {
    return isBetter(other.reading(), best.reading()) ? other : best;
  }

  private static boolean isNumber(@Nullable Reading reading, String key) {
    return reading != null
        && hasNumber(reading)
        && MetricKey.parse(reading.key()).levels().contains(key);
  }

  private static boolean hasNumber(Reading reading) {
    return reading.value() != null && !reading.value().isNaN();
  }

  private static boolean isOwn(@Nullable Reading reading, String key) {
    return reading != null && reading.key().equals(key);
  }

  private static boolean isBetter(@Nullable Reading reading, @Nullable Reading best) {
    if (reading == null || reading.value() == null || best == null || best.value() == null) {
      return false;
    }
    return reading.better() == Better.LOWER
        ? reading.value() < best.value()
        : reading.value() > best.value();
  }

  /** The same document with what it means. */
  SearchDocument withEmbedding(@Nullable Embedding newEmbedding) {
    return new SearchDocument(record, inherited, newEmbedding);
  }

  /** Whether the record's meaning is still to be found out. */
  public boolean awaitsEmbedding() {
    return embedding == null && EmbeddedText.isOf(record.id().kind());
  }
}
