package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.modeldex.catalog.Catalog;
import org.modeldex.catalog.Catalog.RecordPage;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.Source;
import org.modeldex.record.Structural;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.server.http.JsonReply;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/** {@code logged-models/*}: models that runs of MLflow 3 log, before anybody registers them. */
final class LoggedModelApi {
  static final String MODEL_TYPE = "modeldex.modelType";
  private static final String PENDING = "LOGGED_MODEL_PENDING";
  private static final List<String> FINAL =
      List.of("LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED");
  private static final int RESULTS = 50;
  private static final int MAX_RESULTS = 100;
  private static final List<SortKey> ORDER =
      List.of(new SortKey.OfField(SearchField.STARTED, true));

  private final Catalog catalog;
  private final Experiments experiments;
  private final LoggedModels models;
  private final RecordSearch search;
  private final Clock clock;

  LoggedModelApi(
      Catalog catalog,
      Experiments experiments,
      LoggedModels models,
      RecordSearch search,
      Clock clock) {
    this.catalog = catalog;
    this.experiments = experiments;
    this.models = models;
    this.search = search;
    this.clock = clock;
  }

  void register(MlflowRoutes routes) {
    routes.post("logged-models", this::create);
    routes.postToRead("logged-models/search", this::search);
    routes.get("logged-models/{model_id}", this::get);
    routes.patch("logged-models/{model_id}", this::complete);
    routes.delete("logged-models/{model_id}", this::delete);
    routes.patch("logged-models/{model_id}/tags", this::setTags);
    routes.delete("logged-models/{model_id}/tags/{tag_key}", this::deleteTag);
    routes.post("logged-models/{model_id}/params", this::addParams);
  }

  private JsonReply create(MlflowCall call) {
    MetadataRecord experiment =
        experiments.active(call.principal(), call.requiredText("experiment_id"));
    UUID random = UUID.randomUUID();
    String id =
        "m-"
            + HexFormat.of().toHexDigits(random.getMostSignificantBits())
            + HexFormat.of().toHexDigits(random.getLeastSignificantBits());
    String name = call.text("name", "");
    String location = Experiments.location(experiment);
    String artifacts =
        location + (location.endsWith("/") ? "" : "/") + "models/" + id + "/artifacts";
    MetadataRecord bare =
        MetadataRecord.builder(Ids.loggedModel(id))
            .source(new Source(Ids.FORMAT, null, name.isEmpty() ? id : name, null, null))
            .contextual(Contextual.builder().startedAt(clock.instant()).status(PENDING).build())
            .structural(
                Structural.builder()
                    .hyperparameters(params(call))
                    .artifacts(List.of(new Structural.Artifact(artifacts, null, null, null)))
                    .build())
            .lineage(edges(call, experiment))
            .attributes(attributes(call))
            .build();
    MetadataRecord model = Tags.with(bare, Tags.of(call, "tags", Rules.MAX_TAG_VALUE)).build();
    catalog.commit(call.principal(), List.of(new Mutation.Put(model, Precondition.ABSENT)), null);
    return answer(models.find(call.principal(), id));
  }

  private static Map<String, String> params(MlflowCall call) {
    Map<String, String> params = new LinkedHashMap<>();
    for (MlflowCall param : call.all("params")) {
      params.put(
          Rules.key(param.name() + "key", param.requiredText("key")),
          Rules.truncated(param.text("value", ""), Rules.MAX_PARAM_VALUE));
    }
    return params;
  }

  private static List<LineageEdge> edges(MlflowCall call, MetadataRecord experiment) {
    List<LineageEdge> edges = new ArrayList<>();
    edges.add(LineageEdge.to(Relation.PART_OF, experiment.id()));
    String run = call.text("source_run_id", "");
    Ids.asked(() -> Ids.run(run))
        .ifPresent(id -> edges.add(LineageEdge.to(Relation.PRODUCED_BY, id)));
    return edges;
  }

  private static Map<String, AttributeValue> attributes(MlflowCall call) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    put(attributes, MODEL_TYPE, call.text("model_type"));
    put(attributes, ModelRecords.RUN_ID, call.text("source_run_id"));
    return attributes;
  }

  private static void put(
      Map<String, AttributeValue> attributes, String key, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      attributes.put(key, new AttributeValue.Text(text));
    }
  }

  private JsonReply get(MlflowCall call) {
    return answer(models.find(call.principal(), call.requiredText("model_id")));
  }

  private JsonReply complete(MlflowCall call) {
    String status = call.requiredText("status");
    if (!FINAL.contains(status)) {
      throw MlflowErrors.invalid("Invalid model status: " + status + ". Expected one of " + FINAL);
    }
    return answer(
        change(
            call,
            model ->
                model.toBuilder()
                    .contextual(model.contextual().toBuilder().status(status).build())
                    .build()));
  }

  private JsonReply delete(MlflowCall call) {
    change(call, model -> Lifecycle.marked(model, true));
    return MlflowRoutes.DONE;
  }

  private JsonReply setTags(MlflowCall call) {
    Map<String, String> tags = Tags.of(call, "tags", Rules.MAX_TAG_VALUE);
    return answer(change(call, model -> Tags.with(model, tags).build()));
  }

  private JsonReply deleteTag(MlflowCall call) {
    String key = call.requiredText("tag_key");
    change(
        call,
        model -> {
          MetadataRecord.Builder without = Tags.without(model, key);
          if (without == null) {
            throw MlflowErrors.notFound(
                "No tag with key '"
                    + key
                    + "' found for model with ID '"
                    + model.id().name()
                    + "'.");
          }
          return without.build();
        });
    return MlflowRoutes.DONE;
  }

  private JsonReply addParams(MlflowCall call) {
    Map<String, String> params = params(call);
    change(
        call,
        model -> {
          Map<String, String> all = new LinkedHashMap<>(model.structural().hyperparameters());
          all.putAll(params);
          return model.toBuilder()
              .structural(model.structural().toBuilder().hyperparameters(all).build())
              .build();
        });
    return MlflowRoutes.DONE;
  }

  private MetadataRecord change(MlflowCall call, UnaryOperator<MetadataRecord> change) {
    return models.change(call.principal(), call.requiredText("model_id"), change);
  }

  private JsonReply search(MlflowCall call) {
    List<String> experimentIds = call.texts("experiment_ids");
    List<SortKey> order = new ArrayList<>();
    for (MlflowCall by : call.all("order_by")) {
      boolean ascending = by.parameters().get("ascending") == null || by.flag("ascending");
      order.add(
          LoggedModelFields.sortKey(
              Identifier.parse(by.requiredText("field_name")),
              LoggedModelFields.Measured.of(by),
              !ascending));
    }
    order.addAll(ORDER);
    List<LoggedModelFields.Measured> datasets =
        call.all("datasets").stream().map(LoggedModelFields.Measured::of).toList();
    List<Query> all = new ArrayList<>();
    all.add(Views.of(Kind.MODEL, Ids.LOGGED_MODELS));
    all.add(Views.lifecycle(null));
    if (!experimentIds.isEmpty()) {
      all.add(Views.partOf(experimentIds));
    }
    all.add(
        FilterParser.parse(
            call.text("filter"), comparison -> LoggedModelFields.query(comparison, datasets)));
    RecordPage page = search.page(call, all, order, RESULTS, MAX_RESULTS);
    return json -> SearchApi.write(json, "models", page, model -> write(json, model));
  }

  private static JsonReply answer(MetadataRecord model) {
    return json -> {
      json.writeStartObject();
      json.writeFieldName("model");
      write(json, model);
      json.writeEndObject();
    };
  }

  private static void write(JsonGenerator json, MetadataRecord model) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("info");
    json.writeStringField("model_id", model.id().name());
    json.writeStringField("experiment_id", Runs.experiment(model));
    json.writeStringField("name", Experiments.name(model));
    Times.writeCreated(json, "creation_timestamp_ms", model);
    Times.writeUpdated(json, "last_updated_timestamp_ms", model);
    json.writeStringField("artifact_uri", model.structural().artifacts().getFirst().uri());
    json.writeStringField("status", String.valueOf(model.contextual().status()));
    RegistryWire.writeText(json, "model_type", model, MODEL_TYPE);
    RegistryWire.writeText(json, "source_run_id", model, ModelRecords.RUN_ID);
    Tags.write(json, model);
    json.writeEndObject();
    json.writeObjectFieldStart("data");
    LoggedModelMetrics.write(json, model);
    RunWire.writeParams(json, model);
    json.writeEndObject();
    json.writeEndObject();
  }
}
