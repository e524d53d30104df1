package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;

/**
 * What a search page asks the catalog for.
 *
 * @param own what stands in the search box
 * @param ranges the clause of each range, by metric key or field
 * @param isFolded whether variants of a model are folded: not where one family is asked for
 */
record SearchPlan(
    Query own,
    SequencedMap<String, Query> ranges,
    List<FieldFilter> filters,
    Sort sort,
    boolean isFolded) {

  /**
   * Understands a page's state.
   *
   * @throws ModeldexException QUERY_SYNTAX or INVALID_ARGUMENT for what cannot be understood
   */
  static SearchPlan of(SearchState state, QuerySyntax syntax) {
    Query own = syntax.parse(state.q());
    SequencedMap<String, Query> ranges = new LinkedHashMap<>();
    state.ranges().forEach((key, bounds) -> ranges.put(key, range(key, bounds, syntax)));
    List<FieldFilter> filters = new ArrayList<>(syntax.parseFilters(state.filters()));
    boolean kindIsNamed =
        Query.compares(own, SearchField.KIND)
            || Query.compares(own, SearchField.ID)
            || filters.stream().anyMatch(filter -> filter.field() == SearchField.KIND);
    boolean defaultKind = state.kind().equals(Kind.MODEL.word());
    if (!state.kind().equals(SearchState.ALL_KINDS) && !(defaultKind && kindIsNamed)) {
      filters.removeIf(filter -> filter.field() == SearchField.KIND);
      Kind kind =
          Kind.find(state.kind())
              .orElseThrow(
                  () -> ModeldexException.invalid("kind", "is not known: " + state.kind()));
      filters.add(new FieldFilter(SearchField.KIND, List.of(kind.word())));
    }
    boolean familyIsNamed =
        Query.compares(own, SearchField.FAMILY)
            || filters.stream().anyMatch(filter -> filter.field() == SearchField.FAMILY);
    return new SearchPlan(
        own,
        ranges,
        filters,
        syntax.parseSort(state.sort()),
        state.look().isFolded() && !familyIsNamed);
  }

  /** The clause that a range stands for. */
  static Query range(String key, SearchState.Bounds bounds, QuerySyntax syntax) {
    String text =
        bounds.min().isEmpty()
            ? key + "<=" + bounds.max()
            : bounds.max().isEmpty()
                ? key + ">=" + bounds.min()
                : key + ":[" + bounds.min() + " TO " + bounds.max() + ']';
    try {
      Query range = syntax.parse(text);
      if (range instanceof Query.MetricRange || range instanceof Query.FieldRange) {
        return range;
      }
    } catch (ModeldexException e) {
      throw ModeldexException.invalid(key, "cannot be narrowed: " + e.getMessage());
    }
    throw ModeldexException.invalid(key, "has no range \"" + text + '"');
  }

  /** The one kind that the filters let through; null where there may be several. */
  @Nullable Kind kind() {
    List<String> kinds =
        filters.stream()
            .filter(filter -> filter.field() == SearchField.KIND)
            .flatMap(filter -> filter.values().stream())
            .toList();
    return kinds.size() == 1 ? Kind.find(kinds.getFirst()).orElse(null) : null;
  }

  /** Whether the largest comes first. */
  boolean isDescending() {
    return switch (sort) {
      case Sort.ByField field -> field.descending();
      case Sort.ByMetric metric -> metric.descending();
      case Sort.ByRelevance relevance -> true;
      case Sort.ByKeys keys -> keys.keys().getFirst().descending();
    };
  }

  /** Everything together. */
  Query query() {
    return together(own, List.copyOf(ranges.values()));
  }

  /** Everything but the range of one key. */
  Query queryWithoutRange(String key) {
    return together(
        own,
        ranges.entrySet().stream()
            .filter(range -> !range.getKey().equals(key))
            .map(Map.Entry::getValue)
            .toList());
  }

  private static Query together(Query own, List<Query> others) {
    List<Query> clauses = new ArrayList<>(Query.conjuncts(own));
    clauses.addAll(others);
    return Query.together(clauses);
  }

  /** What of an altered form of {@link #query} belongs into the box. */
  Query ownPart(Query altered) {
    List<Query> clauses = new ArrayList<>(Query.conjuncts(altered));
    clauses.removeAll(ranges.values());
    return Query.together(clauses);
  }

  /** What stands in the box, with the words that are missing from another query in quotes. */
  Query ownQuoted(Query other) {
    List<Query> kept = Query.conjuncts(other);
    List<Query> clauses = new ArrayList<>();
    for (Query clause : ownClauses()) {
      boolean isMissing = clause instanceof Query.Words && !kept.contains(clause);
      clauses.add(
          isMissing && clause instanceof Query.Words words
              ? new Query.Phrase(words.text())
              : clause);
    }
    return Query.together(clauses);
  }

  /** The clauses in the box that filter, as text, each with the box's text without it. */
  SequencedMap<String, String> understood(QuerySyntax syntax) {
    SequencedMap<String, String> understood = new LinkedHashMap<>();
    for (Query clause : ownClauses()) {
      if (!ranks(clause)) {
        understood.put(syntax.format(clause), ownWithout(clause, syntax));
      }
    }
    return understood;
  }

  /** The box's text without one of its clauses. */
  String ownWithout(Query clause, QuerySyntax syntax) {
    List<Query> others = new ArrayList<>(ownClauses());
    others.remove(clause);
    return others.isEmpty() ? "" : syntax.format(Query.together(others));
  }

  /** What stands in the box, clause by clause. */
  List<Query> ownClauses() {
    return Query.conjuncts(own);
  }

  private static boolean ranks(Query clause) {
    return clause instanceof Query.Words
        || clause instanceof Query.Phrase
        || clause instanceof Query.Fuzzy
        || clause instanceof Query.MatchAll;
  }
}
