package org.modeldex.server.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.catalog.SearchAnswer;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchResults.FacetCounts;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.server.web.SearchView.Chip;
import org.modeldex.server.web.SearchView.Folding;
import org.modeldex.server.web.SearchView.Sorting;
import org.modeldex.server.web.SearchView.Tab;

/** The search: one box, what narrows it, what was found. */
final class SearchPage {
  private static final int PAGE = 20;

  /** One more than the sidebar shows tells whether there are more. */
  private static final int FACET_VALUES = SearchFacets.SHOWN + 1;

  private final Catalog catalog;
  private final QuerySyntax syntax;
  private final KnownMetrics metrics;
  private final Assets assets;
  private final Wording wording;
  private final SearchFacets facets;
  private final SearchRanges ranges;

  SearchPage(WebPages.Parts parts, KnownMetrics metrics, Assets assets) {
    this.catalog = parts.catalog();
    this.syntax = parts.syntax();
    this.metrics = metrics;
    this.assets = assets;
    wording = new Wording(parts.vocabulary());
    facets = new SearchFacets(wording);
    ranges = new SearchRanges(parts.catalog(), parts.vocabulary(), wording);
  }

  void register(RouteRegistrar routes) {
    routes.get("/", Permission.READ, this::page);
    routes.get("/facets/{field}", Permission.READ, this::facet);
    routes.get("/search.csv", Permission.READ, this::csv);
  }

  private void page(Principal principal, Context request) {
    SearchState state = SearchState.of(request);
    Page page = new Page(title(state), Page.Section.SEARCH, state.q(), assets);
    try {
      SearchView view = view(principal, state);
      Html.send(request, 200, (out, none) -> JtesearchGenerated.render(out, none, page, view));
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.QUERY_SYNTAX && e.code() != ErrorCode.INVALID_ARGUMENT) {
        throw e;
      }
      SearchMistake mistake = SearchMistake.of(state, e);
      Html.send(request, 400, (out, none) -> JtemistakeGenerated.render(out, none, page, mistake));
    }
  }

  private static String title(SearchState state) {
    return state.q().isEmpty() ? "Modeldex" : state.q() + " · Modeldex";
  }

  private SearchView view(Principal principal, SearchState state) {
    long started = System.nanoTime();
    SearchPlan plan = SearchPlan.of(state, syntax);
    List<Facet> wanted =
        SearchField.facets().stream().map(field -> new Facet(field, FACET_VALUES)).toList();
    SearchAnswer answer =
        catalog.search(principal, request(plan, state, wanted, PAGE), null, true, true);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    Map<String, MetricStatistics> statistics = metrics.byKey(principal);
    List<String> keys = ranges.relevant(state, answer, statistics);
    SearchMeanings meanings = new SearchMeanings(plan, state, syntax, wording);
    SearchHits hits = new SearchHits(wording, statistics);
    String next = answer.results().nextCursor();
    return new SearchView(
        state,
        summary(answer, plan),
        Long.toString(millis),
        answer.results().partial(),
        answer.results().total() == 0 && catalog.status(principal).store().counts().isEmpty(),
        tabs(answer, state),
        chips(plan, state),
        meanings.of(answer),
        meanings.correction(answer),
        folding(plan, state),
        facets.of(answer.results().facets(), state),
        ranges.of(principal, plan, state, keys, statistics),
        sorting(plan, state, keys, statistics),
        hits.cards(answer, state),
        state.isTable() ? hits.table(answer, plan, state, keys) : null,
        next == null ? null : state.withCursor(next).href(),
        SearchRelaxations.of(answer, plan, state, syntax, wording),
        SearchShare.of(plan, state, syntax));
  }

  private static SearchRequest request(
      SearchPlan plan, SearchState state, List<Facet> wanted, int limit) {
    return new SearchRequest(
            plan.query(), plan.filters(), wanted, plan.sort(), limit, state.cursor())
        .collapsed(plan.isFolded());
  }

  private static String summary(SearchAnswer answer, SearchPlan plan) {
    long total = answer.results().total();
    Kind kind = plan.kind();
    String one =
        kind == null ? "record" : Wording.kind(kind, false).toLowerCase(java.util.Locale.ROOT);
    String about = answer.results().totalIsExact() ? "" : "more than ";
    return about + Figures.count(total, one, one + 's');
  }

  /** The kinds that hits are of, the current one always. */
  private static List<Tab> tabs(SearchAnswer answer, SearchState state) {
    List<Tab> tabs = new ArrayList<>();
    long all = 0;
    for (FacetCounts facet : answer.results().facets()) {
      if (facet.field() == SearchField.KIND) {
        for (FacetValue value : facet.values()) {
          Kind kind = Kind.find(value.value()).orElseThrow();
          boolean current = state.kind().equals(value.value());
          if (value.count() > 0 || current) {
            tabs.add(
                new Tab(
                    Wording.kind(kind, true),
                    Figures.count(value.count()),
                    state.withKind(value.value()).href(),
                    current));
          }
          all += value.count();
        }
      }
    }
    if (tabs.size() > 1) {
      String kind = SearchState.ALL_KINDS;
      tabs.add(
          new Tab(
              "Everything",
              Figures.count(all),
              state.withKind(kind).href(),
              state.kind().equals(kind)));
    }
    return tabs;
  }

  /** Everything that narrows the search, each with the address without it. */
  private List<Chip> chips(SearchPlan plan, SearchState state) {
    List<Chip> chips = new ArrayList<>();
    plan.understood(syntax)
        .forEach((clause, rest) -> chips.add(new Chip("", clause, state.withQ(rest).href())));
    for (String filter : state.filters()) {
      int colon = filter.indexOf(':');
      SearchField field = SearchField.find(filter.substring(0, colon)).orElseThrow();
      chips.add(
          new Chip(
              Wording.field(field),
              wording.value(field, filter.substring(colon + 1)),
              state.withoutFilter(filter).href()));
    }
    state
        .ranges()
        .forEach((key, bounds) ->
            chips.add(
                new Chip(
                    wording.subject(key),
                    SearchRanges.words(bounds),
                    state.withoutRange(key).href())));
    return chips;
  }

  private static @Nullable Folding folding(SearchPlan plan, SearchState state) {
    boolean folded = state.look().isFolded();
    return folded && !plan.isFolded() ? null : new Folding(folded, state.folded(!folded).href());
  }

  private List<Sorting> sorting(
      SearchPlan plan,
      SearchState state,
      List<String> keys,
      Map<String, MetricStatistics> statistics) {
    List<Sorting> options = new ArrayList<>();
    options.add(new Sorting(SearchState.RELEVANCE, "Best match", "General"));
    options.add(new Sorting("updated", "Last changed", "General"));
    options.add(new Sorting("name", "Name", "General"));
    options.add(new Sorting("+parameters", "Parameters, fewest first", "General"));
    options.add(new Sorting("-parameters", "Parameters, most first", "General"));
    options.add(new Sorting("+size", "Size, smallest first", "General"));
    for (String key : keys) {
      options.add(metricSorting(key, "Metrics of this search"));
    }
    statistics.keySet().stream()
        .filter(key -> key.indexOf('@') > 0 && !keys.contains(key))
        .limit(15)
        .forEach(key -> options.add(metricSorting(key, "Common metrics")));
    if (options.stream().noneMatch(option -> option.value().equals(state.sort()))) {
      String subject = wording.subject(state.sort().replaceFirst("^[+ -]", ""));
      String order = plan.isDescending() ? ", highest first" : ", lowest first";
      options.add(new Sorting(state.sort(), subject + order, "Chosen"));
    }
    return options;
  }

  private Sorting metricSorting(String key, String group) {
    boolean lower = wording.better(key) == org.modeldex.record.Measurement.Better.LOWER;
    String label = wording.subject(key) + (lower ? ", lowest first" : ", highest first");
    return new Sorting(key, label, group);
  }

  /** All values of one facet, for the search as it stands. */
  private void facet(Principal principal, Context request) {
    SearchState state = SearchState.of(request);
    String name = request.pathParam("field");
    SearchField field =
        SearchField.find(name)
            .filter(SearchField::isFacet)
            .orElseThrow(
                () -> new ModeldexException(ErrorCode.NOT_FOUND, "there is no facet " + name));
    SearchPlan plan = SearchPlan.of(state, syntax);
    List<Facet> wanted = List.of(new Facet(field, SearchFacets.ALL));
    SearchAnswer answer =
        catalog.search(principal, request(plan, state, wanted, 1), null, true, false);
    SearchView.FacetView view = facets.whole(answer.results().facets().getFirst(), state);
    Page page = new Page(view.title() + " · Modeldex", Page.Section.SEARCH, state.q(), assets);
    Html.send(
        request, 200, (out, none) -> JtefacetPageGenerated.render(out, none, page, view, state));
  }

  private void csv(Principal principal, Context request) throws IOException {
    SearchState state = SearchState.of(request).withCursor(null);
    SearchPlan plan = SearchPlan.of(state, syntax);
    // The first page is there before anything is sent: what is wrong with a search shows in it.
    SearchAnswer page = csvPage(principal, plan, state);
    request
        .contentType("text/csv; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"modeldex-search.csv\"");
    OutputStream out = request.outputStream();
    out.write(SearchCsv.header().getBytes(StandardCharsets.UTF_8));
    out.write(SearchCsv.of(page).getBytes(StandardCharsets.UTF_8));
    for (int pages = 1; pages < SearchCsv.MAX_PAGES; pages++) {
      @Nullable String cursor = page.results().nextCursor();
      if (cursor == null) {
        break;
      }
      page = csvPage(principal, plan, state.withCursor(cursor));
      out.write(SearchCsv.of(page).getBytes(StandardCharsets.UTF_8));
    }
  }

  private SearchAnswer csvPage(Principal principal, SearchPlan plan, SearchState state) {
    return catalog.search(
        principal, request(plan, state, List.of(), 100).collapsed(false), null, true, false);
  }
}
