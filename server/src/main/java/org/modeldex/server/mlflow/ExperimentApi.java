package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.modeldex.record.MetadataRecord;
import org.modeldex.server.http.JsonReply;

/** {@code experiments/*}, but for the search. */
final class ExperimentApi {
  private final Experiments experiments;
  private final ExperimentRuns runs;

  ExperimentApi(Experiments experiments, ExperimentRuns runs) {
    this.experiments = experiments;
    this.runs = runs;
  }

  void register(MlflowRoutes routes) {
    routes.post("experiments/create", this::create);
    routes.get("experiments/get", this::get);
    routes.get("experiments/get-by-name", this::getByName);
    routes.post("experiments/delete", this::delete);
    routes.post("experiments/restore", this::restore);
    routes.post("experiments/update", this::update);
    routes.post("experiments/set-experiment-tag", this::setTag);
    routes.post("experiments/delete-experiment-tag", this::deleteTag);
  }

  private JsonReply create(MlflowCall call) {
    String location = call.text("artifact_location");
    if (location != null && location.startsWith("runs:")) {
      throw MlflowErrors.invalid(
          "Artifact location cannot be a runs:/ URI. Given: '" + location + "'");
    }
    Map<String, String> tags = tags(call, "tags");
    String name = call.requiredText("name");
    String id = experiments.create(call.principal(), name, location, tags);
    return json -> {
      json.writeStartObject();
      json.writeStringField("experiment_id", id);
      json.writeEndObject();
    };
  }

  private static Map<String, String> tags(MlflowCall call, String list) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (MlflowCall tag : call.all(list)) {
      String value = tag.text("value", "");
      Rules.atMost("value", value, Rules.MAX_EXPERIMENT_TAG_VALUE);
      tags.put(Tags.key(tag), value);
    }
    return tags;
  }

  private JsonReply get(MlflowCall call) {
    return answer(experiments.find(call.principal(), call.requiredText("experiment_id")));
  }

  private JsonReply getByName(MlflowCall call) {
    String name = call.requiredText("experiment_name");
    return answer(
        experiments
            .named(call.principal(), name)
            .orElseThrow(
                () -> MlflowErrors.notFound("Could not find experiment with name '" + name + "'")));
  }

  private static JsonReply answer(MetadataRecord experiment) {
    return (JsonGenerator json) -> {
      json.writeStartObject();
      json.writeFieldName("experiment");
      Experiments.write(json, experiment);
      json.writeEndObject();
    };
  }

  private JsonReply delete(MlflowCall call) throws IOException {
    return mark(call, true);
  }

  private JsonReply restore(MlflowCall call) throws IOException {
    return mark(call, false);
  }

  private JsonReply mark(MlflowCall call, boolean deleted) {
    String id = call.requiredText("experiment_id");
    experiments.checkMark(call.principal(), id, deleted);
    // First, so that a call which breaks off among them, for lack of the index say, can be
    // repeated.
    runs.mark(call.principal(), id, deleted);
    experiments.mark(call.principal(), id, deleted);
    return MlflowRoutes.DONE;
  }

  private JsonReply update(MlflowCall call) {
    String id = call.requiredText("experiment_id");
    String name = call.text("new_name");
    if (name != null) {
      experiments.rename(call.principal(), id, name);
    }
    return MlflowRoutes.DONE;
  }

  private JsonReply setTag(MlflowCall call) {
    String id = call.requiredText("experiment_id");
    String key = Tags.key(call);
    String value = call.text("value", "");
    Rules.atMost("value", value, Rules.MAX_EXPERIMENT_TAG_VALUE);
    experiments.active(call.principal(), id);
    experiments.change(
        call.principal(), id, record -> Tags.with(record, Map.of(key, value)).build());
    return MlflowRoutes.DONE;
  }

  private JsonReply deleteTag(MlflowCall call) {
    String id = call.requiredText("experiment_id");
    String key = call.requiredText("key");
    experiments.active(call.principal(), id);
    experiments.change(
        call.principal(),
        id,
        record -> {
          MetadataRecord.Builder without = Tags.without(record, key);
          if (without == null) {
            throw MlflowErrors.notFound(
                "No tag with name: " + key + " in experiment with id " + id);
          }
          return without.build();
        });
    return MlflowRoutes.DONE;
  }
}
