package org.modeldex.ingest.mlruns;

import static org.modeldex.ingest.mlruns.MlflowExport.COPY_OF;
import static org.modeldex.ingest.mlruns.MlflowExport.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.mlruns.PointCopies.ModelPoint;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * Copies the logged models of an {@link MlflowExport}: what MLflow 3 keeps of a model before
 * anybody registers it. What was measured of them is sent with the runs that measured it. Used by
 * one thread.
 */
final class LoggedModelCopies {
  private static final int PAGE = 50;

  /** Limit of one call. */
  private static final int MAX_PAIRS = 100;

  /** What says that a model is complete, or never will be. */
  private static final Set<String> FINAL =
      Set.of("LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED");

  private final MlflowServer from;
  private final MlflowServer to;
  private final RunCopies runs;
  private final ArtifactCopies files;
  private final Map<String, String> copies = new HashMap<>();

  /** What the copies lack, by the runs that measured it. */
  private final Map<String, List<ModelPoint>> lacking = new HashMap<>();

  private boolean unknownThere;
  private long created;

  LoggedModelCopies(MlflowServer from, MlflowServer to, RunCopies runs, ArtifactCopies files) {
    this.from = from;
    this.to = to;
    this.runs = runs;
    this.files = files;
  }

  /** How many models were not there yet. */
  long created() {
    return created;
  }

  /** The id of a model's copy, if it has one. */
  Optional<String> copyOf(String model) {
    return Optional.ofNullable(copies.get(model));
  }

  /** What the copies of models lack that a run measured; asked for once. */
  List<ModelPoint> take(String run) {
    List<ModelPoint> points = lacking.remove(run);
    return points == null ? List.of() : points;
  }

  /** The runs of which something was not taken. */
  List<String> left() {
    return List.copyOf(lacking.keySet());
  }

  boolean isLacking(String run) {
    return lacking.containsKey(run);
  }

  /**
   * Copies the logged models of an experiment.
   *
   * @param there the experiment that they are to be in
   * @param doing called with what is copied and what copies it
   */
  void each(String experiment, String there, BiConsumer<String, Runnable> doing) {
    if (unknownThere) {
      return;
    }
    Map<String, JsonNode> known = new HashMap<>();
    boolean[] asked = new boolean[1];
    search(
        from,
        experiment,
        model -> {
          if (!asked[0]) {
            asked[0] = true;
            doing.accept("logged models", () -> findCopies(there, known));
          }
          if (!unknownThere) {
            String id = text(model.path("info"), "model_id");
            doing.accept("logged model " + id, () -> copy(id, model, known.get(id), there));
          }
        });
  }

  private void findCopies(String there, Map<String, JsonNode> known) {
    try {
      search(
          to,
          there,
          model -> {
            String original = Pairs.byKey(model.at("/info/tags")).get(COPY_OF);
            if (original != null) {
              known.put(original, model);
            }
          });
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      unknownThere = true;
      throw new ModeldexException(
          ErrorCode.NOT_FOUND,
          "are not sent, since the server knows none; it is older than MLflow 3",
          e);
    }
  }

  private static void search(MlflowServer server, String experiment, Consumer<JsonNode> each) {
    ObjectNode search = MlflowServer.object().put("max_results", PAGE);
    search.putArray("experiment_ids").add(experiment);
    server.post("logged-models/search", search, "models", each);
  }

  private void copy(String id, JsonNode model, @Nullable JsonNode known, String experiment) {
    JsonNode there = known == null ? create(model, experiment) : known;
    JsonNode info = model.path("info");
    String copy = text(there.path("info"), "model_id");
    copies.put(id, copy);
    sendPairs(
        "POST", "params", copy, Pairs.missing(model.at("/data/params"), there.at("/data/params")));
    List<JsonNode> tags = Pairs.missing(info.path("tags"), there.at("/info/tags"));
    tags.removeIf(tag -> text(tag, "key").equals(COPY_OF));
    sendPairs("PATCH", "tags", copy, tags);
    note(model, there, copy);
    files.copy(text(info, "artifact_uri"), text(there.path("info"), "artifact_uri"));
    String status = text(info, "status");
    if (FINAL.contains(status) && !status.equals(text(there.path("info"), "status"))) {
      to.send("PATCH", "logged-models/" + copy, body(copy).put("status", status));
    }
  }

  private JsonNode create(JsonNode model, String experiment) {
    JsonNode info = model.path("info");
    ObjectNode body = MlflowServer.object().put("experiment_id", experiment);
    body.put("name", text(info, "name"));
    if (info.hasNonNull("model_type")) {
      body.set("model_type", info.get("model_type"));
    }
    if (info.hasNonNull("source_run_id")) {
      runs.begun(text(info, "source_run_id")).ifPresent(run -> body.put("source_run_id", run));
    }
    body.putArray("tags").add(Pairs.of(COPY_OF, text(info, "model_id")));
    JsonNode copy = to.send("POST", "logged-models", body).path("model");
    created++;
    return copy;
  }

  /** MLflow wants the model's id in the body, too, although it is in the address. */
  private static ObjectNode body(String copy) {
    return MlflowServer.object().put("model_id", copy);
  }

  private void sendPairs(String method, String kind, String copy, List<JsonNode> pairs) {
    for (int i = 0; i < pairs.size(); i += MAX_PAIRS) {
      ObjectNode body = body(copy);
      body.putArray(kind).addAll(pairs.subList(i, Math.min(pairs.size(), i + MAX_PAIRS)));
      to.send(method, "logged-models/" + copy + "/" + kind, body);
    }
  }

  /** Notes what was measured of a model and its copy does not have. */
  private void note(JsonNode model, JsonNode there, String copy) {
    Set<ModelPoint> known = new HashSet<>();
    there.at("/data/metrics").forEach(metric -> known.add(measured(metric, copy)));
    for (JsonNode metric : model.at("/data/metrics")) {
      ModelPoint point = measured(metric, copy);
      if (!known.contains(point)) {
        lacking.computeIfAbsent(text(metric, "run_id"), run -> new ArrayList<>()).add(point);
      }
    }
  }

  private static ModelPoint measured(JsonNode metric, String copy) {
    return new ModelPoint(
        text(metric, "key"),
        PointCopies.point(metric),
        copy,
        optional(metric, "dataset_name"),
        optional(metric, "dataset_digest"));
  }

  private static @Nullable String optional(JsonNode metric, String field) {
    return metric.path(field).isTextual() ? metric.path(field).textValue() : null;
  }
}
