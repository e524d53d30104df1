package org.modeldex.index;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.search.ExactValues;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.MetricKey;

/**
 * Under which ordinals the numbers of documents are indexed. A measurement counts for every level
 * of its metric key, and a plain number (a numeric attribute, one of the {@link ExactValues}) for a
 * key of its own. What was found for a key is remembered, since records repeat few keys. Safe for
 * all threads.
 */
final class MetricOrdinals {
  private final MetricDictionary dictionary;
  private final Map<String, int[]> ofMetrics = new ConcurrentHashMap<>();
  private final Map<String, Integer> ofPlain = new ConcurrentHashMap<>();

  MetricOrdinals(MetricDictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** Gives ordinals to all keys of the documents; one trip to the store for all new ones. */
  void intern(Collection<SearchDocument> documents) {
    Set<String> metrics = new HashSet<>();
    Set<String> plain = new HashSet<>();
    for (SearchDocument document : documents) {
      document
          .readings()
          .filter(reading -> reading.value() != null)
          .map(Reading::key)
          .filter(key -> !ofMetrics.containsKey(key))
          .forEach(metrics::add);
      plainNumbers(
          document,
          (key, value) -> {
            if (!ofPlain.containsKey(key)) {
              plain.add(key);
            }
          });
    }
    if (!metrics.isEmpty() || !plain.isEmpty()) {
      intern(metrics, plain);
    }
  }

  private void intern(Set<String> metrics, Set<String> plain) {
    dictionary.intern(
        Stream.concat(metrics.stream().flatMap(key -> levels(key).stream()), plain.stream())
            .toList());
    metrics.forEach(key -> ofMetrics.put(key, levels(key).stream().mapToInt(this::of).toArray()));
    plain.forEach(key -> ofPlain.put(key, of(key)));
  }

  /** Gives the numbers of a document that are no measurements, with their keys. */
  static void plainNumbers(SearchDocument document, BiConsumer<String, Double> found) {
    document
        .record()
        .attributes()
        .forEach((name, value) -> {
          if (value instanceof AttributeValue.Numeric numeric) {
            found.accept(SearchField.ATTRIBUTE_PREFIX + name, numeric.value());
          }
        });
    ExactValues.numbers(document, found);
  }

  private static List<String> levels(String key) {
    return MetricKey.parse(key).levels();
  }

  private int of(String internedKey) {
    return dictionary.find(internedKey).orElseThrow();
  }

  /** The ordinals of all levels of a metric key that was interned. */
  int[] ofMetric(String key) {
    return Objects.requireNonNull(ofMetrics.get(key), key);
  }

  /** The ordinal of a plain number's key that was interned. */
  int ofPlain(String key) {
    return Objects.requireNonNull(ofPlain.get(key), key);
  }
}
