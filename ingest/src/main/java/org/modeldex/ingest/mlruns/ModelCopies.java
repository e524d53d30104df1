package org.modeldex.ingest.mlruns;

import static org.modeldex.ingest.mlruns.MlflowExport.COPY_OF;
import static org.modeldex.ingest.mlruns.MlflowExport.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;

/**
 * Copies the registered models of an {@link MlflowExport}. The other server numbers versions
 * itself; they are made in their order, so their numbers differ only where one was deleted. Used by
 * one thread.
 */
final class ModelCopies {
  /** What the addresses of files begin with that belong to a run, or to a logged model. */
  private static final String OF_RUN = "runs:/";

  private static final String OF_MODEL = "models:/";

  /** The source of a version that is a copy of another one. */
  private static final Pattern OF_VERSION = Pattern.compile("models:/(.+)/([0-9]+)");

  private static final int PAGE = 1_000;

  private final MlflowServer from;
  private final MlflowServer to;
  private final RunCopies runs;
  private final LoggedModelCopies loggedModels;
  private final Consumer<Problem> problems;

  /** Of each model that was begun, the numbers of the copies of its versions by theirs. */
  private final Map<String, Map<String, String>> numbers = new HashMap<>();

  private long versions;

  ModelCopies(
      MlflowServer from,
      MlflowServer to,
      RunCopies runs,
      LoggedModelCopies loggedModels,
      Consumer<Problem> problems) {
    this.from = from;
    this.to = to;
    this.runs = runs;
    this.loggedModels = loggedModels;
    this.problems = problems;
  }

  /** How many versions were not there yet. */
  long versions() {
    return versions;
  }

  /**
   * Copies a model, and before it those that its versions were copied from.
   *
   * @param doing called with what is copied and what copies it
   */
  void copy(JsonNode model, BiConsumer<String, Runnable> doing) {
    String name = text(model, "name");
    if (numbers.putIfAbsent(name, new HashMap<>()) == null) {
      doing.accept("model " + name, () -> copy(model, name, doing));
    }
  }

  private void copy(JsonNode model, String name, BiConsumer<String, Runnable> doing) {
    JsonNode there =
        to.find("registered-models/get", Map.of("name", name))
            .orElseGet(() -> create(model, name))
            .path("registered_model");
    describe(model, there, "registered-models/", MlflowServer.object().put("name", name));
    List<JsonNode> originals = versions(from, filter(model));
    for (JsonNode version : originals) {
      copyOriginal(version, doing);
    }
    Map<String, String> copies = copyVersions(name, originals, versions(to, filter(model)));
    Map<String, String> aliases = aliases(there);
    aliases(model)
        .forEach((alias, version) -> {
          String number = copies.get(version);
          if (number != null && !number.equals(aliases.get(alias))) {
            to.send(
                "POST",
                "registered-models/alias",
                MlflowServer.object().put("name", name).put("alias", alias).put("version", number));
          }
        });
  }

  private JsonNode create(JsonNode model, String name) {
    ObjectNode body = MlflowServer.object().put("name", name);
    body.put("description", text(model, "description"));
    body.set("tags", model.path("tags").deepCopy());
    return to.send("POST", "registered-models/create", body);
  }

  /**
   * Makes description and tags those of the original.
   *
   * @param calls what the calls' paths begin with
   * @param which what the calls know it by
   */
  private void describe(JsonNode original, JsonNode copy, String calls, ObjectNode which) {
    String description = text(original, "description");
    if (!description.equals(text(copy, "description"))) {
      to.send("PATCH", calls + "update", which.deepCopy().put("description", description));
    }
    for (JsonNode tag : Pairs.missing(original.path("tags"), copy.path("tags"))) {
      if (!text(tag, "key").equals(COPY_OF)) {
        ObjectNode body = which.deepCopy();
        body.put("key", text(tag, "key")).put("value", text(tag, "value"));
        to.send("POST", calls + "set-tag", body);
      }
    }
  }

  private static Map<String, String> aliases(JsonNode model) {
    Map<String, String> aliases = new HashMap<>();
    for (JsonNode alias : model.path("aliases")) {
      aliases.put(text(alias, "alias"), text(alias, "version"));
    }
    return aliases;
  }

  /** Copies the model that a version was copied from. */
  private void copyOriginal(JsonNode version, BiConsumer<String, Runnable> doing) {
    Matcher copied = OF_VERSION.matcher(text(version, "source"));
    if (copied.matches() && !numbers.containsKey(copied.group(1))) {
      from.find("registered-models/get", Map.of("name", copied.group(1)))
          .ifPresent(answer -> copy(answer.path("registered_model"), doing));
    }
  }

  /** Copies all versions of a model; gives the numbers of the copies by those of the originals. */
  private Map<String, String> copyVersions(
      String name, List<JsonNode> originals, List<JsonNode> there) {
    Map<String, JsonNode> known = new HashMap<>();
    for (JsonNode version : there) {
      String original = Pairs.byKey(version.path("tags")).get(COPY_OF);
      if (original != null) {
        known.put(original, version);
      }
    }
    Map<String, String> copies = numbers.computeIfAbsent(name, model -> new HashMap<>());
    for (JsonNode version : originals) {
      String number = text(version, "version");
      copies.put(number, copyVersion(name, version, known.get(number)));
    }
    return copies;
  }

  /** The filter for the versions of a model. MLflow finds those of prompts only when asked to. */
  private static String filter(JsonNode model) {
    String name = text(model, "name");
    char quote = name.indexOf('\'') < 0 ? '\'' : '"';
    String named = "name=" + quote + name + quote;
    return "true".equals(Pairs.byKey(model.path("tags")).get(MlflowServer.IS_PROMPT))
        ? named + " AND " + MlflowServer.ARE_PROMPTS
        : named;
  }

  /** The versions that a filter finds, in the order of their numbers. */
  private static List<JsonNode> versions(MlflowServer server, String filter) {
    List<JsonNode> versions = new ArrayList<>();
    server.get(
        "model-versions/search",
        Map.of("filter", filter, "max_results", String.valueOf(PAGE)),
        "model_versions",
        versions::add);
    versions.sort(Comparator.comparingLong(version -> version.path("version").asLong()));
    return versions;
  }

  private String copyVersion(String name, JsonNode version, @Nullable JsonNode known) {
    JsonNode copy = known == null ? createVersion(name, version) : known;
    String number = text(copy, "version");
    ObjectNode which = MlflowServer.object().put("name", name).put("version", number);
    describe(version, copy, "model-versions/", which);
    String stage = text(version, "current_stage");
    if (!stage.isEmpty() && !stage.equals(text(copy, "current_stage"))) {
      ObjectNode body = which.deepCopy().put("stage", stage);
      to.send(
          "POST", "model-versions/transition-stage", body.put("archive_existing_versions", false));
    }
    return number;
  }

  private JsonNode createVersion(String name, JsonNode version) {
    ObjectNode body = MlflowServer.object().put("name", name);
    String run = text(version, "run_id");
    body.put("source", sourceThere(name, version));
    body.put("description", text(version, "description"));
    if (runs.isCopied(run)) {
      body.put("run_id", runs.copyOf(run));
    }
    loggedModels.copyOf(text(version, "model_id")).ifPresent(model -> body.put("model_id", model));
    String number = text(version, "version");
    ArrayNode tags = body.putArray("tags");
    for (JsonNode tag : version.path("tags")) {
      if (!text(tag, "key").equals(COPY_OF)) {
        tags.add(tag);
      }
    }
    tags.add(Pairs.of(COPY_OF, number));
    JsonNode copy = to.send("POST", "model-versions/create", body).path("model_version");
    versions++;
    if (!text(copy, "version").equals(number)) {
      problems.accept(
          new Problem(
              "model " + name + ", version " + number,
              null,
              "is version " + text(copy, "version") + " there",
              Loss.NOTHING));
    }
    return copy;
  }

  /**
   * What a version's copy is made from: the copy of the version that it was copied from, else its
   * files. That version may be gone here or called otherwise by now, or the other server may have
   * refused it.
   */
  private String sourceThere(String name, JsonNode version) {
    String source = text(version, "source");
    String run = text(version, "run_id");
    Matcher copied = OF_VERSION.matcher(source);
    if (!copied.matches()) {
      return filesThere(source, run);
    }
    String model = copied.group(1);
    String number = numbers.getOrDefault(model, Map.of()).get(copied.group(2));
    String files = files(name, text(version, "version"));
    if (number != null && files.equals(files(model, copied.group(2)))) {
      return OF_MODEL + model + '/' + number;
    }
    return filesThere(files, run);
  }

  /** Where the files of a version are here; empty when there is no such version. */
  private String files(String name, String version) {
    return from.find("model-versions/get-download-uri", Map.of("name", name, "version", version))
        .map(answer -> text(answer, "artifact_uri"))
        .orElse("");
  }

  /**
   * Where the files of a version's copy are: where those of its run's or logged model's copy are,
   * when the version's are with these; else where they are now.
   */
  private String filesThere(String source, String run) {
    if (source.startsWith(OF_RUN)) {
      int end = (source + '/').indexOf('/', OF_RUN.length());
      return OF_RUN + runs.copyOf(source.substring(OF_RUN.length(), end)) + source.substring(end);
    }
    if (source.startsWith(OF_MODEL)) {
      return loggedModels
          .copyOf(source.substring(OF_MODEL.length()))
          .map(OF_MODEL::concat)
          .orElse(source);
    }
    if (source.startsWith("mlflow-artifacts:") && runs.isCopied(run)) {
      String root = root(from, run);
      if (!root.isEmpty() && source.startsWith(root)) {
        return root(to, runs.copyOf(run)) + source.substring(root.length());
      }
    }
    return source;
  }

  /** Where the artifacts of a run are; empty when there is no such run. */
  private static String root(MlflowServer server, String run) {
    return server
        .find("runs/get", Map.of("run_id", run))
        .map(answer -> text(answer.at("/run/info"), "artifact_uri"))
        .orElse("");
  }
}
