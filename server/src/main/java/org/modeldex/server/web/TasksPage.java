package org.modeldex.server.web;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.search.Query;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.server.web.RecordView.Link;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

/** What models are for: the tasks, by modality, each with the ways to its best models. */
final class TasksPage {
  private static final int METRICS = 3;

  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final Wording wording;
  private final Assets assets;

  TasksPage(WebPages.Parts parts, Assets assets) {
    this.catalog = parts.catalog();
    this.vocabulary = parts.vocabulary();
    this.assets = assets;
    wording = new Wording(vocabulary);
  }

  /** The tasks of one modality. */
  record Group(String title, List<Tile> tiles) {}

  /**
   * A task.
   *
   * @param best searches for its models, best first by one metric each
   * @param chooseHref which of its models to take
   */
  record Tile(String title, String count, String href, List<Link> best, String chooseHref) {}

  void register(RouteRegistrar routes) {
    routes.get("/tasks", Permission.READ, this::page);
  }

  private void page(Principal principal, Context request) {
    catalog.awaitFresh();
    Set<String> measured =
        catalog.metrics(principal, Query.ALL).stream()
            .map(MetricStatistics::key)
            .collect(Collectors.toSet());
    Map<String, List<Tile>> byModality = new LinkedHashMap<>();
    for (FacetValue value : catalog.tasks(principal)) {
      Task task = vocabulary.findTask(value.value()).orElse(null);
      String modality = task == null || task.modality() == null ? "other" : task.modality();
      byModality
          .computeIfAbsent(Wording.capitalised(modality), m -> new ArrayList<>())
          .add(tile(value, task == null ? List.of() : task.primaryMetrics(), measured));
    }
    List<Group> groups = new ArrayList<>();
    byModality.forEach((modality, tiles) -> groups.add(new Group(modality, tiles)));
    Page page = Page.of("Tasks", Page.Section.TASKS, assets);
    Html.send(request, 200, (out, none) -> JtetasksGenerated.render(out, none, page, groups));
  }

  private Tile tile(FacetValue value, List<String> metrics, Set<String> measured) {
    String filter = "task:" + value.value();
    List<Link> best =
        metrics.stream()
            .filter(key -> key.indexOf('@') > 0 && measured.contains(key))
            .limit(METRICS)
            .map(key ->
                new Link(
                    wording.subject(key),
                    new Address("/leaderboard").with("key", key).with("q", filter).toString()))
            .toList();
    return new Tile(
        wording.task(value.value()),
        Figures.count(value.count()),
        new Address("/").with("filter", filter).toString(),
        best,
        ChooseState.ofTask(value.value()).href());
  }
}
