package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;

/**
 * All that a search page depends on; the address holds exactly this. Values are as people wrote
 * them: nothing is checked before the search is made.
 *
 * @param kind word of a {@link Kind} or {@link #ALL_KINDS}
 * @param filters {@code field:value}
 * @param ranges bounds by metric key or name of a number field
 * @param sort as {@link org.modeldex.analyzers.QuerySyntax#parseSort} reads it
 * @param columns of the table view; empty for the ones that suit the search
 * @param cursor where the page before ended
 */
record SearchState(
    String q,
    String kind,
    List<String> filters,
    SequencedMap<String, Bounds> ranges,
    String sort,
    View view,
    List<String> columns,
    @Nullable String cursor) {
  static final String ALL_KINDS = "*";
  static final String RELEVANCE = "relevance";

  private static final String MIN = "min:";
  private static final String MAX = "max:";

  SearchState {
    filters = List.copyOf(filters);
    ranges = new LinkedHashMap<>(ranges);
    columns = List.copyOf(columns);
  }

  /** How hits are shown. */
  enum View {
    CARDS,
    TABLE;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The text of two bounds, empty where there is none. */
  record Bounds(String min, String max) {
    static final Bounds OPEN = new Bounds("", "");

    boolean isOpen() {
      return min.isEmpty() && max.isEmpty();
    }
  }

  /** The state of a request; parameters of another page are ignored. */
  static SearchState of(Context request) {
    SequencedMap<String, Bounds> ranges = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> parameter : request.queryParamMap().entrySet()) {
      String name = parameter.getKey();
      if (name.startsWith(MIN) || name.startsWith(MAX)) {
        String value = parameter.getValue().getFirst().strip();
        ranges.merge(
            name.substring(MIN.length()),
            name.startsWith(MIN) ? new Bounds(value, "") : new Bounds("", value),
            (a, b) -> new Bounds(a.min() + b.min(), a.max() + b.max()));
      }
    }
    ranges.values().removeIf(Bounds::isOpen);
    return new SearchState(
        text(request, "q", "").strip(),
        text(request, "kind", Kind.MODEL.word()),
        request.queryParams("filter").stream().filter(f -> !f.isBlank()).distinct().toList(),
        ranges,
        text(request, "sort", RELEVANCE),
        text(request, "view", "").equals("table") ? View.TABLE : View.CARDS,
        request.queryParams("column").stream().filter(c -> !c.isBlank()).distinct().toList(),
        request.queryParam("cursor"));
  }

  private static String text(Context request, String name, String otherwise) {
    String text = request.queryParam(name);
    return text == null || text.isBlank() ? otherwise : text;
  }

  /** Whether nothing is asked for. */
  boolean isEmpty() {
    return q.isEmpty()
        && filters.isEmpty()
        && ranges.isEmpty()
        && kind.equals(Kind.MODEL.word())
        && sort.equals(RELEVANCE)
        && cursor == null;
  }

  boolean isTable() {
    return view == View.TABLE;
  }

  Bounds range(String key) {
    return ranges.getOrDefault(key, Bounds.OPEN);
  }

  /** The address of this state. */
  String href() {
    return href("/");
  }

  /** The address of another page for the same search. */
  String href(String path) {
    Address address =
        new Address(path)
            .with("q", q)
            .with("kind", kind.equals(Kind.MODEL.word()) ? "" : kind)
            .with("filter", filters);
    ranges.forEach(
        (key, bounds) -> address.with(MIN + key, bounds.min()).with(MAX + key, bounds.max()));
    return address
        .with("sort", sort.equals(RELEVANCE) ? "" : sort)
        .with("view", view == View.CARDS ? "" : view.word())
        .with("column", columns)
        .with("cursor", cursor)
        .toString();
  }

  SearchState withQ(String newQ) {
    return new SearchState(newQ, kind, filters, ranges, sort, view, columns, null);
  }

  SearchState withKind(String newKind) {
    return new SearchState(q, newKind, filters, ranges, sort, view, columns, null);
  }

  SearchState withoutFilter(String filter) {
    List<String> others = filters.stream().filter(f -> !f.equals(filter)).toList();
    return new SearchState(q, kind, others, ranges, sort, view, columns, null);
  }

  SearchState withFilter(String filter) {
    List<String> more = new ArrayList<>(filters);
    more.add(filter);
    return new SearchState(q, kind, more, ranges, sort, view, columns, null);
  }

  /** Without the filters of one field, given as {@code field:}. */
  SearchState withoutFilters(String prefix) {
    List<String> others = filters.stream().filter(f -> !f.startsWith(prefix)).toList();
    return new SearchState(q, kind, others, ranges, sort, view, columns, null);
  }

  SearchState withoutRange(String key) {
    SequencedMap<String, Bounds> others = new LinkedHashMap<>(ranges);
    others.remove(key);
    return new SearchState(q, kind, filters, others, sort, view, columns, null);
  }

  SearchState withSort(String newSort) {
    return new SearchState(q, kind, filters, ranges, newSort, view, columns, null);
  }

  SearchState withView(View newView) {
    return new SearchState(q, kind, filters, ranges, sort, newView, columns, null);
  }

  SearchState withCursor(@Nullable String newCursor) {
    return new SearchState(q, kind, filters, ranges, sort, view, columns, newCursor);
  }
}
