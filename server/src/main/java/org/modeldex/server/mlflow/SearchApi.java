package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.catalog.Catalog.RecordPage;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.search.ExactValues;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.mlflow.RecordSearch.LongPage;

/** {@code runs/search} and {@code experiments/search}. */
final class SearchApi {
  private static final int MAX_RESULTS = 50_000;
  private static final int RUNS = 1_000;

  /** Instead of ids of experiments: all that there are. */
  private static final String ALL = "ALL";

  private static final List<SortKey> RUN_ORDER =
      List.of(new SortKey.OfField(SearchField.STARTED, true));
  private static final List<SortKey> EXPERIMENT_ORDER =
      List.of(
          new SortKey.OfField(SearchField.STARTED, true),
          new SortKey.OfText(ExactValues.NAME, false));

  private final RecordSearch search;
  private final Experiments experiments;
  private final RunApi runs;

  SearchApi(RecordSearch search, Experiments experiments, RunApi runs) {
    this.search = search;
    this.experiments = experiments;
    this.runs = runs;
  }

  void register(MlflowRoutes routes) {
    routes.postStream("runs/search", this::runs);
    routes.postStream("experiments/search", this::experiments);
    routes.getStream("experiments/search", this::experiments);
  }

  private JsonReply runs(MlflowCall call) {
    List<String> ids = call.texts("experiment_ids");
    List<Query> all = new ArrayList<>();
    all.add(ids.contains(ALL) ? Views.of(Kind.RUN, Ids.PROJECT) : ExperimentRuns.of(ids));
    all.add(Views.lifecycle(call.text("run_view_type")));
    all.add(FilterParser.parse(call.text("filter"), RunFields::query));
    List<SortKey> order = OrderBy.of(call.texts("order_by"), RunFields::sortKey, RUN_ORDER);
    LongPage page = search.longPage(call, all, order, RUNS, MAX_RESULTS);
    return json -> page.write(json, "runs", run -> runs.write(json, call.principal(), run));
  }

  private JsonReply experiments(MlflowCall call) {
    experiments.ensureDefault(call.principal());
    List<Query> all = new ArrayList<>();
    all.add(Views.of(Kind.EXPERIMENT, Ids.PROJECT));
    all.add(Views.lifecycle(call.text("view_type")));
    all.add(FilterParser.parse(call.text("filter"), ExperimentFields::query));
    List<SortKey> order =
        OrderBy.of(call.texts("order_by"), ExperimentFields::sortKey, EXPERIMENT_ORDER);
    LongPage page = search.longPage(call, all, order, RUNS, MAX_RESULTS);
    return json -> page.write(json, "experiments", record -> Experiments.write(json, record));
  }

  /** Writes one record. */
  @FunctionalInterface
  interface RecordWriter {
    void write(MetadataRecord record) throws IOException;
  }

  /** Writes a page, whose list is left out when it is empty. */
  static void write(JsonGenerator json, String list, RecordPage page, RecordWriter writer)
      throws IOException {
    json.writeStartObject();
    if (!page.records().isEmpty()) {
      json.writeArrayFieldStart(list);
      for (MetadataRecord record : page.records()) {
        writer.write(record);
      }
      json.writeEndArray();
    }
    @Nullable String next = page.next();
    if (next != null) {
      json.writeStringField("next_page_token", next);
    }
    json.writeEndObject();
  }
}
