package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.catalog.SearchAnswer;
import org.modeldex.catalog.SearchAnswer.Found;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.HistogramBucket;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.server.web.SearchView.RangeView;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

/** The metrics that a search can be narrowed by, each with the spread of its values. */
final class SearchRanges {
  private static final int MOST = 4;
  private static final int BUCKETS = 28;
  private static final double WIDTH = 224;
  private static final double HEIGHT = 40;

  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final Wording wording;

  SearchRanges(Catalog catalog, Vocabulary vocabulary, Wording wording) {
    this.catalog = catalog;
    this.vocabulary = vocabulary;
    this.wording = wording;
  }

  /** {@code 80% to 90%}. */
  static String words(SearchState.Bounds bounds) {
    if (bounds.max().isEmpty()) {
      return "≥ " + bounds.min();
    }
    return bounds.min().isEmpty() ? "≤ " + bounds.max() : bounds.min() + " to " + bounds.max();
  }

  /**
   * The metric keys that matter for what was found: those narrowed or sorted by, then the primary
   * metrics of the tasks that the hits have.
   */
  List<String> relevant(
      SearchState state, SearchAnswer answer, Map<String, MetricStatistics> statistics) {
    Set<String> keys = new LinkedHashSet<>();
    state.ranges().keySet().stream().filter(statistics::containsKey).forEach(keys::add);
    String sort = state.sort().replaceFirst("^[+ -]", "");
    if (statistics.containsKey(sort)) {
      keys.add(sort);
    }
    for (String task : mainTasks(answer)) {
      vocabulary.findTask(task).map(Task::primaryMetrics).orElse(List.of()).stream()
          .filter(key -> key.indexOf('@') > 0 && statistics.containsKey(key))
          .forEach(keys::add);
    }
    return keys.stream().limit(MOST).toList();
  }

  /** The tasks chosen or, without a choice, the two that most of the first hits have. */
  private static List<String> mainTasks(SearchAnswer answer) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Found found : answer.found()) {
      found.record().contextual().tasks().forEach(task -> counts.merge(task, 1, Integer::sum));
    }
    List<String> selected =
        answer.results().facets().stream()
            .filter(facet -> facet.field() == SearchField.TASK)
            .flatMap(facet -> facet.values().stream())
            .filter(FacetValue::selected)
            .map(FacetValue::value)
            .toList();
    return selected.isEmpty()
        ? counts.keySet().stream()
            .sorted(Comparator.comparing((String task) -> counts.getOrDefault(task, 0)).reversed())
            .limit(2)
            .toList()
        : selected;
  }

  /** The ranges of these keys and of the number of parameters. */
  List<RangeView> of(
      Principal principal,
      SearchPlan plan,
      SearchState state,
      List<String> keys,
      Map<String, MetricStatistics> statistics) {
    List<RangeView> views = new ArrayList<>();
    for (String key : keys) {
      Query others = filtered(plan.queryWithoutRange(key), plan.filters());
      List<HistogramBucket> buckets = catalog.histogram(principal, key, others, BUCKETS);
      MetricStatistics all = statistics.get(key);
      if (all != null && (!buckets.isEmpty() || !state.range(key).isOpen())) {
        views.add(view(key, state.range(key), all, buckets));
      }
    }
    for (String key : state.ranges().keySet()) {
      if (!keys.contains(key)) {
        views.add(
            new RangeView(key, wording.subject(key), "", state.range(key), false, "", "", ""));
      }
    }
    return views;
  }

  /** The query with what is chosen in facets of keywords; buckets do not narrow a histogram. */
  private static Query filtered(Query query, List<FieldFilter> filters) {
    List<Query> clauses = new ArrayList<>(List.of(query));
    for (FieldFilter filter : filters) {
      if (filter.field().type() == SearchField.Type.KEYWORD) {
        clauses.add(
            new Query.Or(
                filter.values().stream()
                    .map(value -> (Query) new Query.FieldIs(filter.field(), value))
                    .toList()));
      }
    }
    return new Query.And(clauses);
  }

  private RangeView view(
      String key, SearchState.Bounds bounds, MetricStatistics all, List<HistogramBucket> buckets) {
    boolean percent = Figures.isRatio(wording.unit(key));
    double low = buckets.isEmpty() ? all.min() : buckets.getFirst().from();
    double high = buckets.isEmpty() ? all.max() : buckets.getLast().to();
    return new RangeView(
        key,
        wording.subject(key),
        wording.direction(key),
        bounds,
        percent,
        plain(percent ? low * 100 : low),
        plain(percent ? high * 100 : high),
        outline(buckets));
  }

  /** The outline of all bars in one path; heights go by the root, so that few still show. */
  private static String outline(List<HistogramBucket> buckets) {
    long most = buckets.stream().mapToLong(HistogramBucket::count).max().orElse(1);
    double width = WIDTH / Math.max(1, buckets.size());
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < buckets.size(); i++) {
      long count = buckets.get(i).count();
      if (count > 0) {
        double height = Math.max(2, HEIGHT * Math.sqrt((double) count / most));
        path.append('M').append(tenths(i * width)).append(' ').append(tenths(HEIGHT));
        path.append('v').append(tenths(-height)).append('h');
        path.append(tenths(Math.max(1, width - 1))).append('v').append(tenths(height)).append('z');
      }
    }
    return path.toString();
  }

  private static String tenths(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private static String plain(double number) {
    return String.format(Locale.ROOT, Math.abs(number) < 1 ? "%.4f" : "%.2f", number)
        .replaceAll("\\.?0+$", "");
  }
}
