package org.modeldex.ingest.mlruns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * A copy of what a running MLflow server keeps, in the layout of MLflow's own file store (see the
 * package), which {@link MlrunsImporter} reads. A run that has ended is read again only when the
 * server says something else of it than the last time, so the copy goes on where it was interrupted
 * and a later update reads what is new. Nothing is ever removed. Used by one thread.
 */
public final class MlflowMirror {
  /** The statuses of runs that have ended. */
  static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "KILLED");

  private static final int PAGE = 1_000;
  private static final int RUNS = 100;
  private static final int LOGGED_MODELS = 50;
  private static final int MODELS = 100;
  private static final int POINTS = 25_000;

  private final MlflowServer server;
  private final MlrunsFolder folder;
  private final Consumer<Problem> problems;
  private long read;
  private long unchanged;

  /**
   * A copy of a server.
   *
   * @param authorization header of every request; null for none
   * @param folder of the copy, made when it is not there
   * @param problems told what cannot be copied
   */
  public MlflowMirror(
      URI server, @Nullable String authorization, Path folder, Consumer<Problem> problems) {
    this.server = new MlflowServer(server, authorization);
    this.folder = new MlrunsFolder(folder);
    this.problems = problems;
  }

  /**
   * What an update did.
   *
   * @param read runs that are new or changed
   * @param unchanged runs that were left as they are
   */
  public record Update(long read, long unchanged) {}

  /**
   * Brings the copy up to date.
   *
   * @throws ModeldexException UNAVAILABLE, UNAUTHENTICATED, PERMISSION_DENIED or NOT_FOUND as the
   *     server answers; what was read before stays
   */
  public Update update() {
    ObjectNode search = MlflowServer.object();
    search.put("max_results", PAGE);
    server.post("experiments/search", search, "experiments", this::copyExperiment);
    server.registry(
        "registered-models/search",
        MODELS,
        "registered_models",
        model -> trying(folder.model(text(model, "name")), place -> copyModel(place, model)));
    server.registry(
        "model-versions/search",
        PAGE,
        "model_versions",
        version ->
            trying(
                folder.version(text(version, "name"), text(version, "version")),
                place -> copyVersion(place, version)));
    return new Update(read, unchanged);
  }

  private void copyExperiment(JsonNode experiment) {
    String id = text(experiment, "experiment_id");
    trying(
        folder.experiment(id),
        place -> {
          MlrunsFolder.writeMeta(
              place,
              fields(
                  experiment,
                  List.of(
                      "experiment_id",
                      "name",
                      "artifact_location",
                      "lifecycle_stage",
                      "creation_time",
                      "last_update_time")));
          copyPairs(place, "tags", experiment.path("tags"));
        });
    ObjectNode search = MlflowServer.object();
    search.putArray("experiment_ids").add(id);
    search.put("max_results", RUNS);
    search.putArray("order_by").add("attributes.start_time ASC"); // runs of meanwhile come last
    server.post(
        "runs/search",
        search,
        "runs",
        run -> trying(folder.run(id, text(run.path("info"), "run_id")), at -> copyRun(at, run)));
    copyLoggedModels(id);
  }

  /** Copies the logged models of an experiment; a server older than MLflow 3 has none. */
  private void copyLoggedModels(String experiment) {
    ObjectNode search = MlflowServer.object();
    search.putArray("experiment_ids").add(experiment);
    search.put("max_results", LOGGED_MODELS);
    try {
      server.post(
          "logged-models/search",
          search,
          "models",
          model ->
              trying(
                  folder.loggedModel(experiment, text(model.path("info"), "model_id")),
                  place -> copyLoggedModel(place, model)));
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  private void copyLoggedModel(Path place, JsonNode model) throws IOException {
    JsonNode info = model.path("info");
    ObjectNode fields =
        fields(
            info,
            List.of(
                "model_id",
                "experiment_id",
                "name",
                "status",
                "status_message",
                "model_type",
                "source_run_id",
                "creator_id"));
    fields.set("creation_timestamp", info.path("creation_timestamp_ms"));
    fields.set("last_updated_timestamp", info.path("last_updated_timestamp_ms"));
    fields.set("artifact_location", info.path("artifact_uri"));
    MlrunsFolder.writeMeta(place, fields);
    copyPairs(place, "params", model.at("/data/params"));
    copyPairs(place, "tags", info.path("tags"));
    Map<String, List<JsonNode>> metrics = new LinkedHashMap<>();
    for (JsonNode metric : model.at("/data/metrics")) {
      metrics.computeIfAbsent(text(metric, "key"), key -> new ArrayList<>()).add(metric);
    }
    metrics.forEach((key, points) ->
        trying(
            MlrunsFolder.key(place, "metrics", key),
            file -> {
              try (MetricFile.Lines lines = MetricFile.write(file)) {
                points.forEach(point -> add(lines, point, of(point)));
              }
            }));
  }

  private static void add(MetricFile.Lines lines, JsonNode point, String... of) {
    lines.add(
        point.path("timestamp").asLong(), text(point, "value"), point.path("step").asLong(), of);
  }

  /** By whom and on what a value of a model was measured, as MLflow's file store writes it. */
  private static String[] of(JsonNode point) {
    String run = text(point, "run_id");
    String name = text(point, "dataset_name");
    String digest = text(point, "dataset_digest");
    if (run.isEmpty()) {
      return new String[0];
    }
    return name.isEmpty() || digest.isEmpty()
        ? new String[] {run}
        : new String[] {run, name, digest};
  }

  private void copyRun(Path place, JsonNode run) throws IOException {
    JsonNode info = run.path("info");
    Path seen = folder.seen(place);
    String said = run.toString();
    if (ENDED.contains(text(info, "status"))
        && Files.isDirectory(place)
        && Files.exists(seen)
        && Files.readString(seen).equals(said)) {
      unchanged++;
      return;
    }
    Files.deleteIfExists(seen);
    MlrunsFolder.writeMeta(
        place,
        fields(
            info,
            List.of(
                "run_id",
                "run_name",
                "experiment_id",
                "user_id",
                "status",
                "start_time",
                "end_time",
                "artifact_uri",
                "lifecycle_stage")));
    copyPairs(place, "params", run.at("/data/params"));
    copyPairs(place, "tags", run.at("/data/tags"));
    for (JsonNode input : run.at("/inputs/dataset_inputs")) {
      copyInput(place, input);
    }
    for (JsonNode metric : run.at("/data/metrics")) {
      copyHistory(place, text(info, "run_id"), text(metric, "key"));
    }
    MlrunsFolder.write(seen, said);
    read++;
  }

  private void copyHistory(Path run, String id, String key) {
    trying(
        MlrunsFolder.key(run, "metrics", key),
        file -> {
          try (MetricFile.Lines lines = MetricFile.write(file)) {
            server.get(
                "metrics/get-history",
                Map.of("run_id", id, "metric_key", key, "max_results", String.valueOf(POINTS)),
                "metrics",
                point -> add(lines, point));
          }
        });
  }

  private void copyInput(Path run, JsonNode input) throws IOException {
    JsonNode dataset = input.path("dataset");
    String id =
        UUID.nameUUIDFromBytes(
                (text(dataset, "name") + '\n' + text(dataset, "digest"))
                    .getBytes(StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
    MlrunsFolder.writeMeta(
        run.resolveSibling("datasets").resolve(id),
        fields(dataset, List.of("name", "digest", "source_type", "source", "schema", "profile")));
    ObjectNode use = JsonNodeFactory.instance.objectNode();
    use.put("source_type", "DATASET");
    use.put("source_id", id);
    use.put("destination_type", "RUN");
    use.put("destination_id", String.valueOf(run.getFileName()));
    ObjectNode tags = use.putObject("tags");
    for (JsonNode tag : input.path("tags")) {
      tags.put(text(tag, "key"), text(tag, "value"));
    }
    MlrunsFolder.writeMeta(run.resolve("inputs").resolve(id), use);
  }

  private void copyModel(Path place, JsonNode model) throws IOException {
    MlrunsFolder.writeMeta(
        place,
        fields(
            model, List.of("name", "description", "creation_timestamp", "last_updated_timestamp")));
    copyPairs(place, "tags", model.path("tags"));
    for (JsonNode alias : model.path("aliases")) {
      copyText(place, "aliases", text(alias, "alias"), text(alias, "version"));
    }
  }

  private void copyVersion(Path place, JsonNode version) throws IOException {
    MlrunsFolder.writeMeta(
        place,
        fields(
            version,
            List.of(
                "name",
                "version",
                "description",
                "current_stage",
                "creation_timestamp",
                "last_updated_timestamp",
                "source",
                "run_id",
                "run_link",
                "user_id",
                "status")));
    copyPairs(place, "tags", version.path("tags"));
  }

  private void copyPairs(Path place, String kind, JsonNode pairs) {
    for (JsonNode pair : pairs) {
      copyText(place, kind, text(pair, "key"), text(pair, "value"));
    }
  }

  private void copyText(Path place, String kind, String key, String value) {
    trying(MlrunsFolder.key(place, kind, key), file -> MlrunsFolder.write(file, value));
  }

  private static ObjectNode fields(JsonNode from, List<String> names) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      if (from.hasNonNull(name)) {
        fields.set(name, from.get(name));
      }
    }
    return fields;
  }

  private static String text(JsonNode from, String field) {
    return from.path(field).asText();
  }

  /** Copies one thing. */
  private interface Copying {
    void to(Path place) throws IOException;
  }

  /**
   * Copies one thing to its place; reports what has none, because its name is no name of a file.
   */
  private void trying(MlrunsFolder.Place place, Copying copying) {
    if (place.path() == null) {
      problems.accept(
          new Problem(
              place.name(),
              null,
              "has a name that no file can have beside the others",
              Loss.VALUE));
      return;
    }
    try {
      copying.to(place.path());
    } catch (IOException | UncheckedIOException e) {
      throw new ModeldexException(
          ErrorCode.UNAVAILABLE, "cannot write " + place.path() + ": " + e, e);
    }
  }
}
