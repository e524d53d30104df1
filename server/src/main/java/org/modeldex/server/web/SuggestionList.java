package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QueryEnding;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.Kind;
import org.modeldex.search.SearchField;
import org.modeldex.search.Suggestion;
import org.modeldex.server.http.RouteRegistrar;

/** The list under the search box: how what is being typed may go on. A part of a page. */
final class SuggestionList {
  private static final int SHOWN = 8;

  private final Catalog catalog;
  private final QuerySyntax syntax;
  private final Wording wording;

  SuggestionList(WebPages.Parts parts) {
    catalog = parts.catalog();
    syntax = parts.syntax();
    wording = new Wording(parts.vocabulary());
  }

  /**
   * One suggestion.
   *
   * @param type what it is, such as the field it is a value of
   * @param query the whole text of the box when it is taken
   * @param whole whether that can be searched for as it stands; else a value has to follow
   */
  record Option(String text, String type, String count, String query, boolean whole) {}

  void register(RouteRegistrar routes) {
    routes.get("/suggestions", Permission.READ, this::list);
  }

  private void list(Principal principal, Context request) {
    SearchState state = SearchState.of(request);
    List<Option> options = new ArrayList<>();
    if (!state.q().isEmpty()) {
      QueryEnding ending = syntax.ending(String.valueOf(request.queryParam("q")));
      Kind kind = Kind.find(state.kind()).orElse(null);
      for (Suggestion suggestion : catalog.suggest(principal, ending.typed(), kind, SHOWN)) {
        options.add(option(suggestion, ending.with(suggestion)));
      }
    }
    Html.send(request, 200, (out, none) -> JtesuggestionsGenerated.render(out, none, options));
  }

  private Option option(Suggestion suggestion, String query) {
    String count = Figures.count(suggestion.count());
    return switch (suggestion) {
      case Suggestion.Value value ->
          new Option(
              wording.value(value.field(), value.text()),
              value.field() == SearchField.NAME ? "" : Wording.field(value.field()),
              value.field() == SearchField.NAME ? "" : count,
              query,
              true);
      case Suggestion.Field field ->
          new Option(query.substring(query.lastIndexOf(' ') + 1), "Field", count, query, false);
      case Suggestion.Metric metric ->
          new Option(wording.subject(metric.key()), "Metric", count, query, false);
    };
  }
}
