package org.modeldex.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchMode;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.server.http.QueryParameters;

/** Reads the parameters of a search. Immutable; safe for all threads. */
final class SearchParameters {
  static final Set<String> NAMES =
      Set.of(
          "q",
          "kind",
          "facet",
          "filter",
          "sort",
          "limit",
          "cursor",
          "mode",
          "collapse",
          "explain",
          "highlight",
          "fresh");

  private static final int FACET_VALUES = 20;
  private static final int MAX_FILTERS = 100;
  private static final String ALL_KINDS = "*";

  private final QuerySyntax syntax;

  SearchParameters(QuerySyntax syntax) {
    this.syntax = syntax;
  }

  /**
   * A search that was understood.
   *
   * @param mode null when none was asked for
   */
  record Call(SearchRequest request, @Nullable SearchMode mode, boolean fresh, boolean highlight) {}

  Call read(QueryParameters given) {
    Query query = given.find("q").map(syntax::parse).orElse(Query.ALL);
    SearchRequest request =
        new SearchRequest(
                query,
                filters(given, query),
                facets(given.all("facet")),
                syntax.parseSort(given.text("sort", "relevance")),
                given.number("limit", 20, 1, 100),
                given.find("cursor").orElse(null))
            .collapsed(isCollapsed(given.text("collapse", "none")))
            .explained(given.flag("explain", false));
    SearchMode mode = given.find("mode").map(SearchParameters::mode).orElse(null);
    return new Call(request, mode, given.flag("fresh", true), given.flag("highlight", true));
  }

  private static SearchMode mode(String word) {
    return SearchMode.find(word)
        .orElseThrow(
            () -> ModeldexException.invalid("mode", "must be hybrid, lexical or semantic"));
  }

  private static boolean isCollapsed(String collapse) {
    return switch (collapse) {
      case "family" -> true;
      case "none" -> false;
      default -> throw ModeldexException.invalid("collapse", "must be family or none");
    };
  }

  /** Filters given and, unless something else names kinds, the one for models. */
  private List<FieldFilter> filters(QueryParameters given, Query query) {
    if (given.all("filter").size() > MAX_FILTERS) {
      throw ModeldexException.invalid("filter", "is given more than " + MAX_FILTERS + " times");
    }
    List<FieldFilter> filters = new ArrayList<>(syntax.parseFilters(given.all("filter")));
    boolean kindIsNamed =
        namesKind(query) || filters.stream().anyMatch(f -> f.field() == SearchField.KIND);
    String kind = given.text("kind", kindIsNamed ? ALL_KINDS : Kind.MODEL.word());
    if (!kind.equals(ALL_KINDS)) {
      FieldFilter wanted = new FieldFilter(SearchField.KIND, List.of(RecordApi.kind(kind).word()));
      for (FieldFilter filter : filters) {
        if (filter.field() == SearchField.KIND && !filter.values().containsAll(wanted.values())) {
          throw ModeldexException.invalid(
              "kind", "is " + kind + " but filter asks for " + String.join(", ", filter.values()));
        }
      }
      filters.removeIf(filter -> filter.field() == SearchField.KIND);
      filters.add(wanted);
    }
    return filters;
  }

  private static List<Facet> facets(List<String> names) {
    if (names.equals(List.of("none"))) {
      return List.of();
    }
    if (names.isEmpty()) {
      return SearchField.facets().stream().map(SearchParameters::facet).toList();
    }
    return names.stream().distinct().map(SearchParameters::facet).toList();
  }

  private static Facet facet(String name) {
    return SearchField.find(name)
        .filter(SearchField::isFacet)
        .map(SearchParameters::facet)
        .orElseThrow(() ->
            ModeldexException.invalid(
                "facet",
                "is not known: "
                    + name
                    + "; there are "
                    + String.join(
                        ", ", SearchField.facets().stream().map(SearchField::word).toList())
                    + " and none"));
  }

  private static Facet facet(SearchField field) {
    return new Facet(field, FACET_VALUES);
  }

  /** The query among models, unless it says itself which kinds it is about. */
  static Query amongModels(Query query) {
    return namesKind(query)
        ? query
        : new Query.And(List.of(query, new Query.FieldIs(SearchField.KIND, Kind.MODEL.word())));
  }

  /** Whether the query says itself which kinds it is about. */
  private static boolean namesKind(Query query) {
    return Query.compares(query, SearchField.KIND) || Query.compares(query, SearchField.ID);
  }
}
