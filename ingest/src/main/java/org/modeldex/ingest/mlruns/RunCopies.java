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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetricPoint;

/**
 * Copies the runs of an {@link MlflowExport}. A run that has ended and whose copy is complete is
 * not sent again, unless the server says something else of it than it did then. Used by one thread.
 */
final class RunCopies {
  private static final String PARENT = "mlflow.parentRunId";

  /** What is not copied as it stands. */
  private static final Set<String> OWN_TAGS = Set.of(COPY_OF, COPIED, PARENT);

  private static final int RUNS = 100;
  private static final int POINTS = 25_000;

  /** Limits of one call. */
  private static final int MAX_POINTS = 1_000;

  private static final int MAX_PAIRS = 100;

  private final MlflowServer from;
  private final MlflowServer to;
  private final Map<String, String> copies = new HashMap<>();

  /** Copies whose parents' copies are not known yet. */
  private final List<Finished> orphans = new ArrayList<>();

  private long calls;
  private long copied;
  private long unchanged;

  RunCopies(MlflowServer from, MlflowServer to) {
    this.from = from;
    this.to = to;
  }

  /**
   * A copy that lacks nothing but what says so.
   *
   * @param tags that it has
   * @param parent the run that its original is part of; null for none
   * @param said digest of what was said of its original; null when that goes on
   */
  private record Finished(
      String copy, JsonNode tags, @Nullable String parent, @Nullable String said) {}

  /**
   * A copy that was there before.
   *
   * @param said digest of what was said of the run when it was copied; null when it was not wholly
   */
  private record Known(String id, @Nullable String said, boolean deleted) {}

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

  /**
   * Copies the runs of an experiment.
   *
   * @param there the experiment that they are to be in
   * @param doing called with each run and what copies it
   */
  void each(String experiment, String there, BiConsumer<JsonNode, Runnable> doing) {
    Map<String, Known> known = new HashMap<>();
    search(
        to,
        there,
        "ALL",
        run -> {
          Map<String, String> tags = Pairs.byKey(run.at("/data/tags"));
          JsonNode info = run.path("info");
          if (tags.containsKey(COPY_OF)) {
            boolean deleted = text(info, "lifecycle_stage").equals("deleted");
            known.put(
                tags.get(COPY_OF), new Known(text(info, "run_id"), tags.get(COPIED), deleted));
          }
        });
    search(
        from,
        experiment,
        "ACTIVE_ONLY",
        run ->
            doing.accept(run, () -> copy(run, known.get(text(run.path("info"), "run_id")), there)));
  }

  private static void search(
      MlflowServer server, String experiment, String view, Consumer<JsonNode> each) {
    ObjectNode search = MlflowServer.object();
    search.putArray("experiment_ids").add(experiment);
    search.put("max_results", RUNS).put("run_view_type", view);
    search.putArray("order_by").add("attributes.start_time ASC"); // parents before their children
    server.post("runs/search", search, "runs", each);
  }

  private void copy(JsonNode run, @Nullable Known known, String experiment) {
    JsonNode info = run.path("info");
    String id = text(info, "run_id");
    boolean ended = MlflowMirror.ENDED.contains(text(info, "status"));
    String said = ended ? digest(run) : null;
    if (known != null && (known.deleted() || (said != null && said.equals(known.said())))) {
      copies.put(id, known.id());
      unchanged++;
      return;
    }
    long before = calls;
    JsonNode there =
        known == null
            ? create(info, experiment)
            : to.find("runs/get", Map.of("run_id", known.id())).orElseThrow().path("run");
    copies.put(id, text(there.path("info"), "run_id"));
    complete(run, there, said);
    if (calls > before) {
      copied++;
    } else {
      unchanged++;
    }
  }

  /** Sends what a copy lacks. */
  private void complete(JsonNode run, JsonNode there, @Nullable String said) {
    String copy = text(there.path("info"), "run_id");
    sendPairs(copy, "params", Pairs.missing(run.at("/data/params"), there.at("/data/params")));
    List<JsonNode> tags = Pairs.missing(run.at("/data/tags"), there.at("/data/tags"));
    tags.removeIf(tag -> OWN_TAGS.contains(text(tag, "key")));
    sendPairs(copy, "tags", tags);
    sendPoints(run, there, copy);
    sendInputs(run, there, copy);
    end(run.path("info"), there.path("info"), copy);
    String parent = Pairs.byKey(run.at("/data/tags")).get(PARENT);
    Finished finished = new Finished(copy, there.at("/data/tags"), parent, said);
    if (parent == null || copies.containsKey(parent)) {
      seal(finished);
    } else {
      orphans.add(finished);
    }
  }

  private JsonNode create(JsonNode info, String experiment) {
    ObjectNode body = MlflowServer.object().put("experiment_id", experiment);
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

  /** Sends the points that the copy does not have, whatever way they came there. */
  private void sendPoints(JsonNode run, JsonNode there, String copy) {
    Set<String> begun = new HashSet<>();
    there.at("/data/metrics").forEach(metric -> begun.add(text(metric, "key")));
    PointBatch batch = new PointBatch(copy);
    for (JsonNode metric : run.at("/data/metrics")) {
      String key = text(metric, "key");
      Set<MetricPoint> known = new HashSet<>();
      if (begun.contains(key)) {
        history(to, copy, key, point -> known.add(point(point)));
      }
      history(
          from,
          text(run.path("info"), "run_id"),
          key,
          point -> {
            if (!known.contains(point(point))) {
              batch.add(key, point(point));
            }
          });
    }
    batch.send();
  }

  private static void history(
      MlflowServer server, String run, String key, Consumer<JsonNode> each) {
    server.get(
        "metrics/get-history",
        Map.of("run_id", run, "metric_key", key, "max_results", String.valueOf(POINTS)),
        "metrics",
        each);
  }

  private static MetricPoint point(JsonNode point) {
    return new MetricPoint(
        point.path("step").asLong(),
        point.path("timestamp").asLong(),
        Double.parseDouble(text(point, "value")));
  }

  /** Points on their way to one run. */
  private final class PointBatch {
    private final String run;
    private ArrayNode metrics = MlflowServer.object().arrayNode();

    PointBatch(String run) {
      this.run = run;
    }

    void add(String key, MetricPoint point) {
      metrics
          .addObject()
          .put("key", key)
          .put("value", point.value())
          .put("timestamp", point.atMillis())
          .put("step", point.step());
      if (metrics.size() == MAX_POINTS) {
        send();
      }
    }

    void send() {
      if (!metrics.isEmpty()) {
        ObjectNode body = MlflowServer.object().put("run_id", run);
        body.set("metrics", metrics);
        post("runs/log-batch", body);
        metrics = metrics.arrayNode();
      }
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

  /** Says that a copy is complete. */
  private void seal(Finished run) {
    ArrayNode tags = MlflowServer.object().arrayNode();
    if (run.parent() != null) {
      tags.add(Pairs.of(PARENT, copyOf(run.parent())));
    }
    if (run.said() != null) {
      tags.add(Pairs.of(COPIED, run.said()));
    }
    sendPairs(run.copy(), "tags", Pairs.missing(tags, run.tags()));
  }

  /** Completes the copies that came before those of their parents. */
  void linkParents() {
    orphans.forEach(this::seal);
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
