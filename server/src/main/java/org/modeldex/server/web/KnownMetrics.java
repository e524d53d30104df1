package org.modeldex.server.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.search.Query;
import org.modeldex.search.SearchIndex.MetricStatistics;

/**
 * The metric keys in use, to be looked up. There are thousands, and they stay the same until
 * something is written, so what is made of them is kept as long. Safe for all threads.
 */
final class KnownMetrics {
  private final Catalog catalog;
  private volatile Keyed newest = new Keyed(List.of(), Map.of());

  KnownMetrics(Catalog catalog) {
    this.catalog = catalog;
  }

  private record Keyed(List<MetricStatistics> all, Map<String, MetricStatistics> byKey) {}

  /** The statistics of every key, most common first. */
  @SuppressWarnings("ReferenceEquality") // The index answers with one list until it changes.
  Map<String, MetricStatistics> byKey(Principal principal) {
    List<MetricStatistics> all = catalog.metrics(principal, Query.ALL);
    Keyed known = newest;
    if (known.all != all) {
      Map<String, MetricStatistics> byKey = new LinkedHashMap<>();
      all.forEach(metric -> byKey.put(metric.key(), metric));
      known = new Keyed(all, Collections.unmodifiableMap(byKey));
      newest = known;
    }
    return known.byKey;
  }
}
