package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.modeldex.catalog.SlowSearch;
import org.modeldex.search.Query;
import org.modeldex.search.SearchRequest;

/** What a search consists of, which tells why it takes its time. For one search. */
final class QueryShape {
  private int texts;
  private int fields;
  private int metrics;
  private int alternatives;
  private int exclusions;
  private int patterns;

  private QueryShape() {}

  /** {@code 1 text, 2 metric conditions, 16 facets, hybrid}. */
  static String of(SlowSearch search) {
    SearchRequest request = search.request();
    QueryShape shape = new QueryShape();
    shape.add(request.query());
    List<String> parts = new ArrayList<>();
    add(parts, shape.texts, "text", "texts");
    add(parts, shape.fields, "field condition", "field conditions");
    add(parts, shape.metrics, "metric condition", "metric conditions");
    add(parts, shape.patterns, "pattern", "patterns");
    add(parts, shape.alternatives, "list of alternatives", "lists of alternatives");
    add(parts, shape.exclusions, "exclusion", "exclusions");
    add(parts, request.filters().size(), "filter", "filters");
    add(parts, request.facets().size(), "facet", "facets");
    if (parts.isEmpty()) {
      parts.add("everything");
    }
    if (request.cursor() != null) {
      parts.add("a later page");
    }
    if (request.isCollapsed()) {
      parts.add("variants folded");
    }
    if (shape.texts > 0) {
      parts.add(search.mode().name().toLowerCase(Locale.ROOT));
    }
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String one, String many) {
    if (count > 0) {
      parts.add(Figures.count(count, one, many));
    }
  }

  private void add(Query query) {
    switch (query) {
      case Query.MatchAll all -> {}
      case Query.Words words -> texts++;
      case Query.Phrase phrase -> texts++;
      case Query.Fuzzy fuzzy -> patterns++;
      case Query.TextIs text -> texts++;
      case Query.FieldIs is -> fields++;
      case Query.Wildcard wildcard -> patterns++;
      case Query.FieldRange range -> fields++;
      case Query.HasField has -> fields++;
      case Query.MetricRange range -> metrics++;
      case Query.HasMetric has -> metrics++;
      case Query.AttributeIs is -> fields++;
      case Query.ExactlyIs is -> fields++;
      case Query.ExactlyLike like -> patterns++;
      case Query.HasExact has -> fields++;
      case Query.And and -> and.clauses().forEach(this::add);
      case Query.Or or -> {
        alternatives++;
        or.clauses().forEach(this::add);
      }
      case Query.Not not -> {
        exclusions++;
        add(not.clause());
      }
    }
  }
}
