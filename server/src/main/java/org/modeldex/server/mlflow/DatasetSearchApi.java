package org.modeldex.server.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.catalog.Catalog.RecordPage;
import org.modeldex.record.MetadataRecord;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.server.http.JsonReply;

/** {@code experiments/search-datasets}: which data sets the runs of experiments read. */
final class DatasetSearchApi {
  private static final int MAX_EXPERIMENTS = 20;
  private static final int MAX_RESULTS = 1_000;

  /** Runs are looked at in pages of this size, the newest first, and so many pages at most. */
  private static final int PAGE = 1_000;

  private static final int PAGES = 10;
  private static final List<SortKey> NEWEST =
      List.of(new SortKey.OfField(SearchField.STARTED, true));

  private final RecordSearch search;

  DatasetSearchApi(RecordSearch search) {
    this.search = search;
  }

  void register(MlflowRoutes routes) {
    routes.postToRead("experiments/search-datasets", this::search);
  }

  /**
   * That runs of an experiment read a data set.
   *
   * @param context what for; null when it was not said
   */
  private record Use(String experiment, String name, String digest, @Nullable String context) {}

  private JsonReply search(MlflowCall call) {
    List<String> experiments = call.texts("experiment_ids");
    if (experiments.isEmpty()) {
      throw MlflowErrors.invalid("SearchDatasets request must specify at least one experiment_id.");
    }
    if (experiments.size() > MAX_EXPERIMENTS) {
      throw MlflowErrors.invalid(
          "SearchDatasets request cannot specify more than "
              + MAX_EXPERIMENTS
              + " experiment_ids. Received "
              + experiments.size()
              + " experiment_ids.");
    }
    Set<Use> uses = uses(call, experiments);
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("dataset_summaries");
      for (Use use : uses) {
        json.writeStartObject();
        json.writeStringField("experiment_id", use.experiment());
        json.writeStringField("name", use.name());
        json.writeStringField("digest", use.digest());
        if (use.context() != null) {
          json.writeStringField("context", use.context());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    };
  }

  private Set<Use> uses(MlflowCall call, List<String> experiments) {
    Query query =
        new Query.And(
            List.of(
                ExperimentRuns.of(experiments),
                Views.lifecycle(null),
                new Query.HasExact(SearchField.ATTRIBUTE_PREFIX + Inputs.DATASET + "name")));
    Set<Use> uses = new LinkedHashSet<>();
    String token = null;
    for (int i = 0; i < PAGES && (i == 0 || token != null); i++) {
      RecordPage page = search.page(call.principal(), query, NEWEST, PAGE, token);
      for (MetadataRecord run : page.records()) {
        for (JsonNode dataset : Inputs.of(run).all().path("datasets")) {
          if (uses.size() < MAX_RESULTS) {
            uses.add(
                new Use(
                    Runs.experiment(run),
                    dataset.path("name").asText(),
                    dataset.path("digest").asText(),
                    Inputs.context(dataset)));
          }
        }
      }
      token = page.next();
    }
    return uses;
  }
}
