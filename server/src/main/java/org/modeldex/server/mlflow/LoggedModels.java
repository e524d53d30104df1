package org.modeldex.server.mlflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.MetadataRecord;

/** Logged models, found by id and changed. Safe for all threads. */
final class LoggedModels {
  private final Catalog catalog;
  private final Edits edits;

  LoggedModels(Catalog catalog, Edits edits) {
    this.catalog = catalog;
    this.edits = edits;
  }

  /** The model of an id; NOT_FOUND when there is none or it is deleted. */
  MetadataRecord find(Principal principal, String id) {
    return Ids.asked(() -> Ids.loggedModel(id))
        .flatMap(known -> catalog.find(principal, known))
        .filter(model -> !Lifecycle.isDeleted(model))
        .orElseThrow(() -> MlflowErrors.notFound("Logged model with ID '" + id + "' not found."));
  }

  MetadataRecord change(Principal principal, String id, UnaryOperator<MetadataRecord> change) {
    find(principal, id);
    return edits.change(
        principal, Ids.loggedModel(id), () -> find(principal, id), change, List.of());
  }

  /** Refuses what {@link #add} would not take, so that nothing of it is kept. */
  void check(Principal principal, String run, List<ModelMetric> metrics) {
    byModel(metrics).forEach((id, own) -> LoggedModelMetrics.added(find(principal, id), run, own));
  }

  /** Adds what a run measured of models. */
  void add(Principal principal, String run, List<ModelMetric> metrics) {
    byModel(metrics)
        .forEach(
            (id, own) -> change(principal, id, model -> LoggedModelMetrics.added(model, run, own)));
  }

  private static Map<String, List<ModelMetric>> byModel(List<ModelMetric> metrics) {
    Map<String, List<ModelMetric>> byModel = new LinkedHashMap<>();
    for (ModelMetric metric : metrics) {
      byModel.computeIfAbsent(metric.model(), model -> new ArrayList<>()).add(metric);
    }
    return byModel;
  }
}
