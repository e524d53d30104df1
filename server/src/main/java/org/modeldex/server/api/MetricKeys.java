package org.modeldex.server.api;

import java.util.Optional;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.vocabulary.Spelling;

/** Finds the metric keys that requests name in their own words. Safe for all threads. */
final class MetricKeys {
  private final Catalog catalog;
  private final QuerySyntax syntax;

  MetricKeys(NativeApi.Parts parts) {
    catalog = parts.catalog();
    syntax = parts.syntax();
  }

  /** The canonical key of a path's segment, in which / and ~ are written ~1 and ~0. */
  String ofPath(String segment) {
    return canonical(segment.replace("~1", "/").replace("~0", "~"));
  }

  String canonical(String words) {
    return syntax.metricKey(words);
  }

  /** Whether any record has a number for the key. */
  boolean isUsed(Principal principal, String key) {
    return catalog.metrics(principal, Query.ALL).stream()
        .map(MetricStatistics::key)
        .anyMatch(key::equals);
  }

  /** The error with the nearest key that records have numbers for, if one is near. */
  ModeldexException withNearest(Principal principal, String key, ModeldexException error) {
    return Optional.ofNullable(
            Spelling.nearest(
                key,
                catalog.metrics(principal, Query.ALL).stream().map(MetricStatistics::key).toList()))
        .map(error::withSuggestion)
        .orElse(error);
  }
}
