package org.modeldex.index;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.MetricKey;

/**
 * Under which ordinals the numbers of documents are indexed. A measurement counts for every level
 * of its metric key, and a numeric attribute for the key {@code attr.NAME}. What was found for a
 * key is remembered, since records repeat few keys. Safe for all threads.
 */
final class MetricOrdinals {
  private final MetricDictionary dictionary;
  private final Map<String, int[]> ofMetrics = new ConcurrentHashMap<>();
  private final Map<String, Integer> ofAttributes = new ConcurrentHashMap<>();

  MetricOrdinals(MetricDictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** Gives ordinals to all keys of the documents; one trip to the store for all new ones. */
  void intern(Collection<SearchDocument> documents) {
    Set<String> metrics = new HashSet<>();
    Set<String> attributes = new HashSet<>();
    for (SearchDocument document : documents) {
      document
          .readings()
          .filter(reading -> reading.value() != null)
          .map(Reading::key)
          .filter(key -> !ofMetrics.containsKey(key))
          .forEach(metrics::add);
      document
          .record()
          .attributes()
          .forEach((name, value) -> {
            if (value instanceof AttributeValue.Numeric && !ofAttributes.containsKey(name)) {
              attributes.add(name);
            }
          });
    }
    if (!metrics.isEmpty() || !attributes.isEmpty()) {
      intern(metrics, attributes);
    }
  }

  private void intern(Set<String> metrics, Set<String> attributes) {
    dictionary.intern(
        Stream.concat(
                metrics.stream().flatMap(key -> levels(key).stream()),
                attributes.stream().map(MetricOrdinals::attribute))
            .toList());
    metrics.forEach(key -> ofMetrics.put(key, levels(key).stream().mapToInt(this::of).toArray()));
    attributes.forEach(name -> ofAttributes.put(name, of(attribute(name))));
  }

  private static List<String> levels(String key) {
    return MetricKey.parse(key).levels();
  }

  private static String attribute(String name) {
    return SearchField.ATTRIBUTE_PREFIX + name;
  }

  private int of(String internedKey) {
    return dictionary.find(internedKey).orElseThrow();
  }

  /** The ordinals of all levels of a metric key that was interned. */
  int[] ofMetric(String key) {
    return Objects.requireNonNull(ofMetrics.get(key), key);
  }

  /** The ordinal of a numeric attribute that was interned. */
  int ofAttribute(String name) {
    return Objects.requireNonNull(ofAttributes.get(name), name);
  }
}
