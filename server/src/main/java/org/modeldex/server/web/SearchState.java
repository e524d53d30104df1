package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;
import org.modeldex.search.SearchField;

/**
 * All that a search page depends on; the address holds exactly this. Values are as people wrote
 * them: nothing is checked before the search is made.
 *
 * @param kind word of a {@link Kind} or {@link #ALL_KINDS}
 * @param filters {@code field:value}
 * @param ranges bounds by metric key or name of a number field
 * @param sort as {@link org.modeldex.analyzers.QuerySyntax#parseSort} reads it
 * @param cursor where the page before ended
 */
record SearchState(
    String q,
    String kind,
    List<String> filters,
    SequencedMap<String, Bounds> ranges,
    String sort,
    Look look,
    @Nullable String cursor) {
  static final String ALL_KINDS = "*";
  static final String RELEVANCE = "relevance";

  private static final String MIN = "min:";
  private static final String MAX = "max:";

  SearchState {
    filters = List.copyOf(filters);
    ranges = new LinkedHashMap<>(ranges);
  }

  /**
   * How hits are shown.
   *
   * @param columns of the table; empty for the ones that suit the search
   * @param isFolded whether of the variants of one model only the first is shown
   */
  record Look(View view, List<String> columns, boolean isFolded) {
    Look {
      columns = List.copyOf(columns);
    }
  }

  /** As cards or as a table. */
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
        new Look(
            text(request, "view", "").equals("table") ? View.TABLE : View.CARDS,
            request.queryParams("column").stream().filter(c -> !c.isBlank()).distinct().toList(),
            !text(request, "collapse", "").equals("none")),
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
    return look.view() == View.TABLE;
  }

  List<String> columns() {
    return look.columns();
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
        .with("view", isTable() ? look.view().word() : "")
        .with("column", look.columns())
        .with("collapse", look.isFolded() ? "" : "none")
        .with("cursor", cursor)
        .toString();
  }

  SearchState withQ(String newQ) {
    return new SearchState(newQ, kind, filters, ranges, sort, look, null);
  }

  SearchState withKind(String newKind) {
    return new SearchState(q, newKind, filters, ranges, sort, look, null);
  }

  SearchState withoutFilter(String filter) {
    List<String> others = filters.stream().filter(f -> !f.equals(filter)).toList();
    return new SearchState(q, kind, others, ranges, sort, look, null);
  }

  SearchState withFilter(String filter) {
    List<String> more = new ArrayList<>(filters);
    more.add(filter);
    return new SearchState(q, kind, more, ranges, sort, look, null);
  }

  /** The word of a filter's field, which people may have written in another way; or nothing. */
  static String field(String filter) {
    int colon = filter.indexOf(':');
    return SearchField.find(filter.substring(0, Math.max(0, colon)))
        .map(SearchField::word)
        .orElse("");
  }

  /** Without the filters of one field, given by its word. */
  SearchState withoutFilters(String field) {
    List<String> others = filters.stream().filter(f -> !field(f).equals(field)).toList();
    return new SearchState(q, kind, others, ranges, sort, look, null);
  }

  SearchState withoutRange(String key) {
    SequencedMap<String, Bounds> others = new LinkedHashMap<>(ranges);
    others.remove(key);
    return new SearchState(q, kind, filters, others, sort, look, null);
  }

  SearchState withSort(String newSort) {
    return new SearchState(q, kind, filters, ranges, newSort, look, null);
  }

  SearchState withView(View newView) {
    Look other = new Look(newView, look.columns(), look.isFolded());
    return new SearchState(q, kind, filters, ranges, sort, other, null);
  }

  /** With one hit for all variants of a model, or with all. */
  SearchState folded(boolean folded) {
    Look other = new Look(look.view(), look.columns(), folded);
    return new SearchState(q, kind, filters, ranges, sort, other, null);
  }

  SearchState withCursor(@Nullable String newCursor) {
    return new SearchState(q, kind, filters, ranges, sort, look, newCursor);
  }
}
