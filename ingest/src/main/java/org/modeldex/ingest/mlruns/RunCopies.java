package org.modeldex.ingest.mlruns;

import static org.modeldex.ingest.mlruns.MlflowExport.COPIED;
import static org.modeldex.ingest.mlruns.MlflowExport.COPY_OF;
import static org.modeldex.ingest.mlruns.MlflowExport.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.mlruns.PointCopies.ModelPoint;

/**
 * Copies the runs of an {@link MlflowExport}. A run that has ended and whose copy is complete is
 * not sent again, unless the server says something else of it than it did then. Used by one thread.
 */
final class RunCopies {
  private static final String PARENT = "mlflow.parentRunId";

  /** What is not copied as it stands. */
  private static final Set<String> OWN_TAGS = Set.of(COPY_OF, COPIED, PARENT);

  private static final String MODEL = "model_id";
  private static final String INPUTS = "/inputs/model_inputs";
  private static final String OUTPUTS = "/outputs/model_outputs";
  private static final int RUNS = 100;

  /** Limit of one call. */
  private static final int MAX_PAIRS = 100;

  private final MlflowServer from;
  private final MlflowServer to;
  private final PointCopies points;
  private final ArtifactCopies files;
  private final Map<String, String> copies = new HashMap<>();

  /** The copies in the experiment that is being copied, by their originals. */
  private final Map<String, Known> known = new HashMap<>();

  private String experiment = "";
  private String experimentThere = "";

  /** Copies that name others which are not known yet: parents, models. */
  private final List<Finished> orphans = new ArrayList<>();

  private long calls;
  private long copied;
  private long unchanged;

  RunCopies(MlflowServer from, MlflowServer to, ArtifactCopies files) {
    this.from = from;
    this.to = to;
    this.points = new PointCopies(from, to);
    this.files = files;
  }

  /**
   * A copy that lacks nothing but what leads to others and what says so.
   *
   * @param tags that it has
   * @param parent the run that its original is part of; null for none
   * @param inputs models that it does not know as its inputs, as MLflow writes them
   * @param outputs the same of models that it made
   * @param said digest of what was said of its original; null when that goes on
   */
  private record Finished(
      String copy,
      JsonNode tags,
      @Nullable String parent,
      JsonNode inputs,
      JsonNode outputs,
      @Nullable String said) {
    private List<String> models() {
      List<String> models = new ArrayList<>();
      inputs.forEach(model -> models.add(text(model, MODEL)));
      outputs.forEach(model -> models.add(text(model, MODEL)));
      return models;
    }
  }

  /**
   * A copy that was there before.
   *
   * @param root of its artifacts
   * @param said digest of what was said of the run when it was copied; null when it was not wholly
   */
  private record Known(String id, String root, @Nullable String said, boolean deleted) {}

  long copied() {
    return copied;
  }

  long unchanged() {
    return unchanged;
  }

  /** The id of a run's copy, or of the run itself when it was not copied. */
  String copyOf(String run) {
    return copies.getOrDefault(run, run);
  }

  boolean isCopied(String run) {
    return copies.containsKey(run);
  }

  /** Begins with an experiment: finds the copies that are in {@code there} already. */
  void begin(String id, String there) {
    experiment = id;
    experimentThere = there;
    known.clear();
    search(
        to,
        there,
        "ALL",
        run -> {
          Map<String, String> tags = Pairs.byKey(run.at("/data/tags"));
          if (tags.containsKey(COPY_OF)) {
            known.put(tags.get(COPY_OF), known(run.path("info"), tags.get(COPIED)));
          }
        });
  }

  private static Known known(JsonNode info, @Nullable String said) {
    return new Known(
        text(info, "run_id"),
        text(info, "artifact_uri"),
        said,
        text(info, "lifecycle_stage").equals("deleted"));
  }

  /**
   * The copy of a run, which is made if need be; none for a run that is gone, or that is in another
   * experiment which comes later.
   */
  Optional<String> begun(String run) {
    if (copies.containsKey(run)) {
      return Optional.of(copyOf(run));
    }
    if (!known.containsKey(run)) {
      JsonNode info =
          from.find("runs/get", Map.of("run_id", run)).map(a -> a.at("/run/info")).orElse(null);
      if (info == null
          || text(info, "lifecycle_stage").equals("deleted")
          || !text(info, "experiment_id").equals(experiment)) {
        return Optional.empty();
      }
      known.put(run, known(create(info).path("info"), null));
    }
    return Optional.of(known.get(run).id());
  }

  /**
   * Copies the runs of the experiment.
   *
   * @param models the copies of its logged models
   * @param doing called with what is copied and what copies it
   */
  void each(String experiment, LoggedModelCopies models, BiConsumer<String, Runnable> doing) {
    search(
        from,
        experiment,
        "ACTIVE_ONLY",
        run -> doing.accept("run " + text(run.path("info"), "run_id"), () -> copy(run, models)));
  }

  private static void search(
      MlflowServer server, String experiment, String view, Consumer<JsonNode> each) {
    ObjectNode search = MlflowServer.object();
    search.putArray("experiment_ids").add(experiment);
    search.put("max_results", RUNS).put("run_view_type", view);
    search.putArray("order_by").add("attributes.start_time ASC"); // parents before their children
    server.post("runs/search", search, "runs", each);
  }

  private void copy(JsonNode run, LoggedModelCopies models) {
    JsonNode info = run.path("info");
    String id = text(info, "run_id");
    Known before = known.get(id);
    boolean ended = MlflowMirror.ENDED.contains(text(info, "status"));
    String said = ended ? digest(run) : null;
    if (before != null && before.deleted()) {
      copies.put(id, before.id());
      unchanged++;
      return;
    }
    String root;
    if (before != null && said != null && said.equals(before.said()) && !models.isLacking(id)) {
      copies.put(id, before.id());
      unchanged++;
      root = before.root();
    } else {
      root = send(run, before, said, models);
    }
    files.copy(text(info, "artifact_uri"), root);
  }

  /** Sends what is missing of a run; gives where the artifacts of its copy are. */
  private String send(
      JsonNode run, @Nullable Known before, @Nullable String said, LoggedModelCopies models) {
    long callsBefore = calls;
    JsonNode info = run.path("info");
    JsonNode there =
        before == null
            ? create(info)
            : to.find("runs/get", Map.of("run_id", before.id())).orElseThrow().path("run");
    copies.put(text(info, "run_id"), text(there.path("info"), "run_id"));
    complete(run, there, said, models);
    if (calls > callsBefore) {
      copied++;
    } else {
      unchanged++;
    }
    return text(there.path("info"), "artifact_uri");
  }

  /** Sends what a copy lacks. */
  private void complete(
      JsonNode run, JsonNode there, @Nullable String said, LoggedModelCopies models) {
    String copy = text(there.path("info"), "run_id");
    sendPairs(copy, "params", Pairs.missing(run.at("/data/params"), there.at("/data/params")));
    List<JsonNode> tags = Pairs.missing(run.at("/data/tags"), there.at("/data/tags"));
    tags.removeIf(tag -> OWN_TAGS.contains(text(tag, "key")));
    sendPairs(copy, "tags", tags);
    calls += points.send(run, there, models.take(text(run.path("info"), "run_id")));
    sendInputs(run, there, copy);
    end(run.path("info"), there.path("info"), copy);
    String parent = Pairs.byKey(run.at("/data/tags")).get(PARENT);
    Finished finished =
        new Finished(
            copy,
            there.at("/data/tags"),
            parent,
            missing(run, there, INPUTS, models),
            missing(run, there, OUTPUTS, models),
            said);
    boolean all = finished.models().stream().allMatch(model -> models.copyOf(model).isPresent());
    if (all && (parent == null || copies.containsKey(parent))) {
      seal(finished, models);
    } else {
      orphans.add(finished);
    }
  }

  /** The models in a list of a run that its copy has not in it. */
  private static JsonNode missing(
      JsonNode run, JsonNode there, String list, LoggedModelCopies models) {
    List<String> known = new ArrayList<>();
    there.at(list).forEach(model -> known.add(text(model, MODEL)));
    ArrayNode missing = MlflowServer.object().arrayNode();
    for (JsonNode model : run.at(list)) {
      if (!models.copyOf(text(model, MODEL)).map(known::contains).orElse(false)) {
        missing.add(model);
      }
    }
    return missing;
  }

  private JsonNode create(JsonNode info) {
    ObjectNode body = MlflowServer.object().put("experiment_id", experimentThere);
    for (String field : List.of("run_name", "user_id", "start_time")) {
      if (info.hasNonNull(field)) {
        body.set(field, info.get(field));
      }
    }
    body.putArray("tags").add(Pairs.of(COPY_OF, text(info, "run_id")));
    return post("runs/create", body).path("run");
  }

  private void sendPairs(String copy, String kind, List<JsonNode> pairs) {
    for (int i = 0; i < pairs.size(); i += MAX_PAIRS) {
      ObjectNode body = MlflowServer.object().put("run_id", copy);
      body.putArray(kind).addAll(pairs.subList(i, Math.min(pairs.size(), i + MAX_PAIRS)));
      post("runs/log-batch", body);
    }
  }

  private void sendInputs(JsonNode run, JsonNode there, String copy) {
    JsonNode inputs = run.at("/inputs/dataset_inputs");
    if (!inputs.isEmpty() && !inputs.equals(there.at("/inputs/dataset_inputs"))) {
      ObjectNode body = MlflowServer.object().put("run_id", copy);
      body.set("datasets", inputs);
      post("runs/log-inputs", body);
    }
  }

  private void end(JsonNode info, JsonNode there, String copy) {
    ObjectNode body = MlflowServer.object();
    for (String field : List.of("status", "end_time", "run_name")) {
      if (info.hasNonNull(field) && !info.get(field).equals(there.get(field))) {
        body.set(field, info.get(field));
      }
    }
    if (!body.isEmpty()) {
      post("runs/update", body.put("run_id", copy));
    }
  }

  private JsonNode post(String path, ObjectNode body) {
    calls++;
    return to.send("POST", path, body);
  }

  /** Leads a copy to others and says that it is complete, if it is. */
  private void seal(Finished run, LoggedModelCopies models) {
    ObjectNode body = MlflowServer.object().put("run_id", run.copy());
    boolean all = link("runs/log-inputs", body.deepCopy(), run.inputs(), models);
    all &= link("runs/outputs", body, run.outputs(), models);
    ArrayNode tags = MlflowServer.object().arrayNode();
    if (run.parent() != null) {
      tags.add(Pairs.of(PARENT, copyOf(run.parent())));
    }
    if (run.said() != null && all) {
      tags.add(Pairs.of(COPIED, run.said()));
    }
    sendPairs(run.copy(), "tags", Pairs.missing(tags, run.tags()));
  }

  /** Leads a copy to those of models; says whether all of them have one. */
  private boolean link(String path, ObjectNode body, JsonNode missing, LoggedModelCopies models) {
    ArrayNode linked = body.putArray("models");
    for (JsonNode model : missing) {
      models
          .copyOf(text(model, MODEL))
          .ifPresent(copy -> linked.add(((ObjectNode) model.deepCopy()).put(MODEL, copy)));
    }
    if (!linked.isEmpty()) {
      post(path, body);
    }
    return linked.size() == missing.size();
  }

  /** Completes the copies that came before those that they name. */
  void finish(LoggedModelCopies models) {
    for (String run : models.left()) {
      List<ModelPoint> left = models.take(run);
      if (isCopied(run)) {
        points.send(copyOf(run), left);
      }
    }
    orphans.forEach(orphan -> seal(orphan, models));
    orphans.clear();
  }

  private static String digest(JsonNode run) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(run.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
