package org.modeldex.ingest.mlruns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * Copies what one MLflow server keeps into another: experiments, runs with every metric value,
 * logged models, files, registered models with their versions.
 *
 * <p>Experiments and models are known by their names. Runs, logged models and versions get ids of
 * the other server, so their copies carry tags that say what they are copies of. An export that was
 * interrupted is repeated: what is there already is found by these tags, and only what is missing
 * is sent. Nothing is ever deleted. Used by one thread.
 *
 * <pre>
 *   modeldex-copy-of   the id of the run or logged model, or the version's number, where it was
 *                      copied from
 *   modeldex-copied    of a run that was copied wholly: a digest of what was said of it
 * </pre>
 */
public final class MlflowExport {
  /** Tag of a copy: what it is a copy of. */
  static final String COPY_OF = "modeldex-copy-of";

  /** Tag of the copy of a run that is complete. */
  static final String COPIED = "modeldex-copied";

  private static final int PAGE = 1_000;
  private static final int MODELS = 100;

  private final MlflowServer from;
  private final MlflowServer to;
  private final Consumer<Problem> problems;
  private final ArtifactCopies files;
  private final RunCopies runs;
  private final LoggedModelCopies loggedModels;
  private final ModelCopies models;
  private long refused;

  /**
   * An export.
   *
   * @param authorization header of every request to the other server; null for none
   * @param problems told what the other server does not take
   */
  public MlflowExport(
      URI from, URI to, @Nullable String authorization, Consumer<Problem> problems) {
    this.from = new MlflowServer(from, null);
    this.to = new MlflowServer(to, authorization);
    this.problems = problems;
    this.files = new ArtifactCopies(this.from, this.to);
    this.runs = new RunCopies(this.from, this.to, files);
    this.loggedModels = new LoggedModelCopies(this.from, this.to, runs, files);
    this.models = new ModelCopies(this.from, this.to, runs, loggedModels, problems);
  }

  /**
   * What an export did.
   *
   * @param copied runs of which something was missing
   * @param unchanged runs that were there already
   * @param loggedModels that were not there yet
   * @param files of runs and logged models that were sent
   * @param versions of registered models that were not there yet
   * @param refused experiments, runs and models that the other server did not take wholly
   */
  public record Done(
      long copied, long unchanged, long loggedModels, long files, long versions, long refused) {}

  /**
   * Sends what is missing.
   *
   * @throws ModeldexException UNAVAILABLE, UNAUTHENTICATED or PERMISSION_DENIED as the other server
   *     answers; what was sent before stays
   */
  public Done run() {
    ObjectNode search = MlflowServer.object();
    search.put("max_results", PAGE);
    from.post("experiments/search", search, "experiments", this::copyExperiment);
    runs.finish(loggedModels);
    from.registry(
        "registered-models/search",
        MODELS,
        "registered_models",
        model -> models.copy(model, this::trying));
    return new Done(
        runs.copied(),
        runs.unchanged(),
        loggedModels.created(),
        files.sent(),
        models.versions(),
        refused);
  }

  private void copyExperiment(JsonNode experiment) {
    String name = text(experiment, "name");
    trying(
        "experiment " + name,
        () -> {
          String there = experimentThere(name, experiment);
          String id = text(experiment, "experiment_id");
          runs.begin(id, there);
          loggedModels.each(id, there, this::trying);
          runs.each(id, loggedModels, this::trying);
        });
  }

  private String experimentThere(String name, JsonNode experiment) {
    JsonNode known =
        to.find("experiments/get-by-name", Map.of("experiment_name", name))
            .map(answer -> answer.path("experiment"))
            .orElse(null);
    if (known == null) {
      ObjectNode body = MlflowServer.object().put("name", name);
      String location = text(experiment, "artifact_location");
      if (!location.startsWith("mlflow-artifacts:")) {
        body.put("artifact_location", location);
      }
      body.set("tags", experiment.path("tags").deepCopy());
      return text(to.send("POST", "experiments/create", body), "experiment_id");
    }
    String id = text(known, "experiment_id");
    Pairs.missing(experiment.path("tags"), known.path("tags"))
        .forEach(tag ->
            to.send(
                "POST", "experiments/set-experiment-tag", Pairs.body(tag, "experiment_id", id)));
    return id;
  }

  /** Copies one thing; reports it when the other server refuses it. */
  private void trying(String what, Runnable copying) {
    try {
      copying.run();
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.INVALID_ARGUMENT && e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      refused++;
      problems.accept(new Problem(what, null, String.valueOf(e.getMessage()), Loss.RECORD));
    }
  }

  static String text(JsonNode from, String field) {
    return from.path(field).asText();
  }
}
