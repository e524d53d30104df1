package org.modeldex.server.web;

import java.util.List;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.search.Query;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.server.web.SearchView.Share;

/** A search in the native protocol. */
final class SearchShare {
  private SearchShare() {}

  static Share of(SearchPlan plan, SearchState state, QuerySyntax syntax) {
    Query query = plan.query();
    String q = query instanceof Query.MatchAll ? "" : syntax.format(query);
    StringBuilder curl = new StringBuilder("curl -G \"$MODELDEX/api/v1/search\"");
    StringBuilder json = new StringBuilder("{");
    Address address = new Address("/api/v1/search");
    if (!q.isEmpty()) {
      curl.append(" \\\n  --data-urlencode ").append(shellQuoted("q=" + q));
      json.append("\n  \"q\": ").append(jsonQuoted(q)).append(',');
    }
    if (state.kind().equals(SearchState.ALL_KINDS)) {
      // Searches are for models unless a kind is named.
      curl.append(" \\\n  -d 'kind=*'");
      json.append("\n  \"kind\": \"*\",");
      address.with("kind", SearchState.ALL_KINDS);
    }
    address.with("q", q);
    StringBuilder filters = new StringBuilder();
    for (FieldFilter filter : plan.filters()) {
      for (String value : filter.values()) {
        String text = filter.field().word() + ':' + value;
        curl.append(" \\\n  --data-urlencode ").append(shellQuoted("filter=" + text));
        filters.append(filters.isEmpty() ? "" : ", ").append(jsonQuoted(text));
        address.with("filter", List.of(text));
      }
    }
    if (!filters.isEmpty()) {
      json.append("\n  \"filter\": [").append(filters).append("],");
    }
    if (plan.isFolded()) {
      curl.append(" \\\n  -d collapse=family");
      json.append("\n  \"collapse\": \"family\",");
      address.with("collapse", "family");
    }
    curl.append(" \\\n  --data-urlencode ").append(shellQuoted("sort=" + state.sort()));
    json.append("\n  \"sort\": ").append(jsonQuoted(state.sort())).append("\n}");
    return new Share(
        curl.toString(),
        json.toString(),
        state.withCursor(null).href("/search.csv"),
        address.with("sort", state.sort()).toString());
  }

  /** The text as one argument of a shell, in which nothing in it has a meaning. */
  static String shellQuoted(String text) {
    return '\'' + text.replace("'", "'\\''") + '\'';
  }

  private static String jsonQuoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
