package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.ranking.TaskOverview;
import org.modeldex.recommend.Recommendation.Objective;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.server.web.ChooseView.LicenseOption;
import org.modeldex.server.web.ChooseView.ObjectiveRow;
import org.modeldex.server.web.ChooseView.Option;
import org.modeldex.server.web.ChooseView.TaskOption;
import org.modeldex.vocabulary.Term.Permission;
import org.modeldex.vocabulary.Vocabulary;

/** What can be filled in to choose a model: what the catalogue has for the task. */
final class ChooseForm {
  /** What a model costs to keep and to run. */
  static final List<String> COSTS =
      List.of(SearchField.PARAMETERS.word(), SearchField.SIZE.word(), SearchField.FLOPS.word());

  private static final int MOST_LICENSES = 8;

  /** Tasks with fewer models are folded. */
  private static final int COMMON = 10;

  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final Wording wording;

  ChooseForm(Catalog catalog, Vocabulary vocabulary, Wording wording) {
    this.catalog = catalog;
    this.vocabulary = vocabulary;
    this.wording = wording;
  }

  /**
   * The form.
   *
   * @param judgedBy the objectives of the answer; empty when there is none
   */
  ChooseView.Form of(Principal principal, ChooseState state, List<Objective> judgedBy) {
    String slug = state.task().isEmpty() ? "" : vocabulary.taskSlug(state.task());
    @Nullable TaskOverview task = slug.isEmpty() ? null : catalog.task(principal, slug);
    List<ObjectiveRow> objectives = objectives(state, judgedBy);
    return new ChooseView.Form(
        isKnown(slug, task) ? wording.task(slug) : "",
        tasks(principal),
        licenses(state, task),
        objectives,
        addable(task, objectives),
        state.weights().isEmpty() ? null : state.withWeights(new LinkedHashMap<>()).href());
  }

  private boolean isKnown(String slug, @Nullable TaskOverview task) {
    return task != null && (task.models() > 0 || vocabulary.findTask(slug).isPresent());
  }

  private List<TaskOption> tasks(Principal principal) {
    return catalog.tasks(principal).stream()
        .map(value ->
            new TaskOption(
                value.value(),
                wording.task(value.value()),
                Figures.count(value.count()),
                value.count() >= COMMON,
                ChooseState.ofTask(value.value()).href()))
        .toList();
  }

  /** All permissive licences, the most common ones of the task's models, and the chosen ones. */
  private static List<LicenseOption> licenses(ChooseState state, @Nullable TaskOverview task) {
    Map<String, String> counts = new LinkedHashMap<>();
    if (task != null) {
      Stream.concat(
              values(task, SearchField.LICENSING)
                  .filter(value -> value.value().equals(Permission.PERMISSIVE.word())),
              values(task, SearchField.LICENSE).limit(MOST_LICENSES))
          .forEach(value -> counts.put(value.value(), Figures.count(value.count())));
    }
    state.licenses().forEach(license -> counts.putIfAbsent(license, ""));
    List<LicenseOption> options = new ArrayList<>();
    counts.forEach((license, count) ->
        options.add(new LicenseOption(license, count, state.licenses().contains(license))));
    return options;
  }

  private static Stream<FacetValue> values(TaskOverview task, SearchField field) {
    return task.facets().stream()
        .filter(facet -> facet.field() == field)
        .flatMap(facet -> facet.values().stream());
  }

  private List<ObjectiveRow> objectives(ChooseState state, List<Objective> judgedBy) {
    List<ObjectiveRow> rows = new ArrayList<>();
    for (Objective objective : judgedBy) {
      rows.add(row(objective.by(), Figures.exact(objective.weight())));
    }
    if (judgedBy.isEmpty()) {
      state.weights().forEach((by, weight) -> rows.add(row(by, weight)));
    }
    return rows;
  }

  private ObjectiveRow row(String by, String weight) {
    String direction = COSTS.contains(by) ? "less is better" : wording.direction(by);
    return new ObjectiveRow(by, wording.subject(by), direction, weight);
  }

  private List<Option> addable(@Nullable TaskOverview task, List<ObjectiveRow> objectives) {
    Set<String> keys = new LinkedHashSet<>(COSTS);
    if (task != null) {
      task.metrics().stream()
          .map(MetricStatistics::key)
          .filter(key -> wording.better(key) != null)
          .forEach(keys::add);
    }
    objectives.forEach(objective -> keys.remove(objective.by()));
    return keys.stream().map(key -> new Option(key, wording.subject(key))).toList();
  }
}
