package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.Contextual;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.server.http.JsonReply;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/** {@code runs/*}, but for the search. */
final class RunApi {
  private final Catalog catalog;
  private final Experiments experiments;
  private final Runs runs;
  private final LoggedModels models;

  RunApi(Catalog catalog, Experiments experiments, Runs runs, LoggedModels models) {
    this.catalog = catalog;
    this.experiments = experiments;
    this.runs = runs;
    this.models = models;
  }

  void register(MlflowRoutes routes) {
    routes.post("runs/create", this::create);
    routes.get("runs/get", this::get);
    routes.post("runs/update", this::update);
    routes.post("runs/delete", call -> mark(call, true));
    routes.post("runs/restore", call -> mark(call, false));
    routes.post("runs/log-metric", call -> log(call, Batch::ofMetric));
    routes.post("runs/log-parameter", call -> log(call, Batch::ofParam));
    routes.post("runs/set-tag", call -> log(call, Batch::ofTag));
    routes.post("runs/log-batch", call -> log(call, Batch::of));
    routes.post("runs/delete-tag", this::deleteTag);
    routes.post("runs/log-inputs", this::logInputs);
    routes.post("runs/outputs", this::logOutputs);
    routes.post("runs/log-model", this::logModel);
  }

  private static String id(MlflowCall call) {
    return call.requiredText("run_id", "run_uuid");
  }

  private JsonReply create(MlflowCall call) {
    MetadataRecord experiment =
        experiments.active(call.principal(), call.text("experiment_id", "0"));
    MetadataRecord run =
        runs.create(
            call.principal(),
            experiment,
            new Runs.Start(
                call.text("run_name"),
                call.text("user_id"),
                call.number("start_time"),
                Tags.of(call, "tags", Rules.MAX_TAG_VALUE)));
    // Nothing is logged into it yet.
    return answer(json -> RunWire.write(json, run, List.of(), Inputs.of(run)));
  }

  private JsonReply get(MlflowCall call) {
    MetadataRecord run = runs.find(call.principal(), id(call));
    return answer(json -> write(json, call.principal(), run));
  }

  private static JsonReply answer(JsonReply run) {
    return json -> {
      json.writeStartObject();
      json.writeFieldName("run");
      run.write(json);
      json.writeEndObject();
    };
  }

  /** Writes a whole run with everything that stands elsewhere. */
  void write(JsonGenerator json, Principal principal, MetadataRecord run) throws IOException {
    Inputs inputs = Inputs.of(run);
    Map<RecordId, MetadataRecord> datasets = new HashMap<>();
    for (RecordId id : inputs.ids()) {
      catalog.find(principal, id).ifPresent(record -> datasets.put(id, record));
    }
    RunWire.write(json, run, catalog.series(principal, run.id()), inputs.withDatasets(datasets));
  }

  private JsonReply update(MlflowCall call) {
    String status = call.text("status");
    if (status != null && !Runs.STATUSES.contains(status)) {
      throw MlflowErrors.invalid(
          "Invalid value \"" + status + "\" for parameter 'status' supplied.");
    }
    Long end = call.number("end_time");
    String name = call.text("run_name");
    MetadataRecord run =
        runs.change(
            call.principal(),
            id(call),
            before -> {
              Contextual.Builder changed = before.contextual().toBuilder();
              if (status != null) {
                changed.status(status);
              }
              if (end != null) {
                changed.endedAt(Instant.ofEpochMilli(end));
              }
              MetadataRecord after = before.toBuilder().contextual(changed.build()).build();
              return name == null || name.isEmpty()
                  ? after
                  : Runs.tagged(after, Map.of(Runs.NAME, name));
            });
    return json -> {
      json.writeStartObject();
      json.writeFieldName("run_info");
      RunWire.writeInfo(json, run);
      json.writeEndObject();
    };
  }

  private JsonReply mark(MlflowCall call, boolean deleted) {
    runs.mark(call.principal(), id(call), deleted);
    return MlflowRoutes.DONE;
  }

  private JsonReply log(MlflowCall call, Function<MlflowCall, Batch> reading) {
    String id = id(call);
    Batch batch = reading.apply(call);
    models.check(call.principal(), id, batch.modelMetrics());
    List<Mutation> points =
        batch.metrics().isEmpty()
            ? List.of()
            : List.of(new Mutation.AppendSeries(Ids.run(id), batch.series()));
    if (batch.changesRun()) {
      runs.change(call.principal(), id, batch::applyTo, points);
    } else {
      runs.active(call.principal(), id);
      if (!points.isEmpty()) {
        catalog.commit(call.principal(), points, null);
      }
    }
    models.add(call.principal(), id, batch.modelMetrics());
    return MlflowRoutes.DONE;
  }

  private JsonReply deleteTag(MlflowCall call) {
    String id = id(call);
    String key = call.requiredText("key");
    runs.change(
        call.principal(),
        id,
        run -> {
          MetadataRecord.Builder without = Tags.without(run, key);
          if (without == null) {
            throw MlflowErrors.notFound("No tag with name: " + key + " in run with id " + id);
          }
          return without.build();
        });
    return MlflowRoutes.DONE;
  }

  private JsonReply logInputs(MlflowCall call) {
    String id = id(call);
    if (!call.has("models")) {
      call.require("datasets");
    }
    List<MetadataRecord> records = new ArrayList<>();
    List<ObjectNode> datasets = new ArrayList<>();
    for (MlflowCall input : call.all("datasets")) {
      MetadataRecord dataset = Datasets.of(input.within("dataset"));
      records.add(dataset);
      ObjectNode one = JsonNodeFactory.instance.objectNode();
      one.put("name", dataset.id().name());
      one.put("digest", dataset.id().version());
      ArrayNode tags = one.putArray("tags");
      for (MlflowCall tag : input.all("tags")) {
        tags.addObject().put("key", tag.requiredText("key")).put("value", tag.text("value", ""));
      }
      datasets.add(one);
    }
    List<ObjectNode> models = models(call);
    runs.active(call.principal(), id);
    records.forEach(dataset -> ensure(call.principal(), dataset));
    runs.change(
        call.principal(),
        id,
        run -> Inputs.added(Inputs.added(run, "datasets", datasets), "models", models));
    return MlflowRoutes.DONE;
  }

  /** Makes a record unless it is there: others may have changed it since. */
  private void ensure(Principal principal, MetadataRecord record) {
    if (catalog.find(principal, record.id()).isPresent()) {
      return;
    }
    try {
      catalog.commit(principal, List.of(new Mutation.Put(record, Precondition.ABSENT)), null);
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  private JsonReply logOutputs(MlflowCall call) {
    List<ObjectNode> models = models(call);
    runs.change(call.principal(), id(call), run -> Inputs.added(run, "outputs", models));
    return MlflowRoutes.DONE;
  }

  private static List<ObjectNode> models(MlflowCall call) {
    List<ObjectNode> models = new ArrayList<>();
    for (MlflowCall model : call.all("models")) {
      ObjectNode one = JsonNodeFactory.instance.objectNode();
      one.put("model_id", model.requiredText("model_id"));
      Long step = model.number("step");
      if (step != null) {
        one.put("step", step);
      }
      models.add(one);
    }
    return models;
  }

  private JsonReply logModel(MlflowCall call) {
    String model = call.requiredText("model_json");
    ModelHistory.check(model);
    runs.change(call.principal(), id(call), run -> ModelHistory.added(run, model));
    return MlflowRoutes.DONE;
  }
}
