package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.search.Query;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.server.http.RouteRegistrar;

/** The dictionary of metrics: every key in use, what it means and how its values lie. */
final class DictionaryPage {
  private static final int SHOWN = 200;

  private final Catalog catalog;
  private final Wording wording;
  private final Assets assets;

  DictionaryPage(WebPages.Parts parts, Assets assets) {
    this.catalog = parts.catalog();
    this.assets = assets;
    wording = new Wording(parts.vocabulary());
  }

  /** A metric key. */
  record Entry(
      String key, String title, String count, String range, String direction, String href) {}

  /**
   * The page.
   *
   * @param find what the shown keys contain
   * @param total how many keys there are
   */
  record View(String find, String total, boolean more, List<Entry> entries) {}

  void register(RouteRegistrar routes) {
    routes.get("/dictionary", Permission.READ, this::page);
  }

  private void page(Principal principal, Context request) {
    String given = request.queryParam("find");
    String find = given == null ? "" : given.strip();
    catalog.awaitFresh();
    List<MetricStatistics> all = catalog.metrics(principal, Query.ALL);
    List<MetricStatistics> found =
        all.stream()
            .filter(metric ->
                find.isEmpty()
                    || contains(metric.key() + ' ' + wording.subject(metric.key()), find))
            .limit(SHOWN + 1L)
            .toList();
    List<Entry> entries = found.stream().limit(SHOWN).map(this::entry).toList();
    View view = new View(find, Figures.count(all.size()), found.size() > SHOWN, entries);
    Page page = Page.of("Metrics", Page.Section.METRICS, assets);
    Html.send(request, 200, (out, none) -> JtedictionaryGenerated.render(out, none, page, view));
  }

  private static boolean contains(String text, String words) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String word : words.toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      if (!lower.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private Entry entry(MetricStatistics metric) {
    @Nullable String unit = wording.unit(metric.key());
    boolean finite = Double.isFinite(metric.min());
    return new Entry(
        metric.key(),
        wording.subject(metric.key()),
        Figures.count(metric.count()),
        finite
            ? Figures.value(metric.min(), unit) + " to " + Figures.value(metric.max(), unit)
            : "",
        wording.direction(metric.key()),
        LeaderboardPage.address(metric.key()));
  }
}
