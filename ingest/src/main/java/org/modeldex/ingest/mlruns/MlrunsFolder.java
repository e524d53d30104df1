package org.modeldex.ingest.mlruns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder in the layout of MLflow's file store, to be written. Names come from somebody else's
 * server: whatever could lead out of the folder has no place in it.
 */
final class MlrunsFolder {
  private static final int MAX_NAME_BYTES = 255;
  private static final Pattern ID = Pattern.compile("[\\w-]{1,100}");

  private final Path root;

  MlrunsFolder(Path root) {
    this.root = root;
  }

  /**
   * Where something lies.
   *
   * @param name for people
   * @param path null when it can have none
   */
  record Place(String name, @Nullable Path path) {}

  Place experiment(String id) {
    return new Place("experiment " + id, ID.matcher(id).matches() ? root.resolve(id) : null);
  }

  Place run(String experiment, String id) {
    boolean valid = ID.matcher(experiment).matches() && ID.matcher(id).matches();
    return new Place("run " + id, valid ? root.resolve(experiment).resolve(id) : null);
  }

  /** The file, written last, that holds what the server said of the run in a folder. */
  Path seen(Path run) {
    return root.resolve(".seen").resolve(root.relativize(run) + ".json");
  }

  Place loggedModel(String experiment, String id) {
    boolean valid = ID.matcher(experiment).matches() && ID.matcher(id).matches();
    return new Place(
        "logged model " + id,
        valid ? root.resolve(experiment).resolve("models").resolve(id) : null);
  }

  Place model(String name) {
    String file = encoded(name);
    return new Place(
        "registered model " + name, isName(file) ? root.resolve("models").resolve(file) : null);
  }

  Place version(String model, String version) {
    Path folder = model(model).path();
    return new Place(
        "version " + version + " of registered model " + model,
        folder == null || !ID.matcher(version).matches()
            ? null
            : folder.resolve("version-" + version));
  }

  /**
   * The file of a param, tag, metric or alias. Its key may have slashes, as paths have; so it has
   * no place beside another key that it goes on from, or that goes on from it.
   */
  static Place key(Path place, String kind, String key) {
    String said = place.getFileName() + "/" + kind + "/" + key;
    Path path = place.resolve(kind);
    for (String name : key.split("/", -1)) {
      if (!isName(name) || name.startsWith(".") || Files.isRegularFile(path)) {
        return new Place(said, null);
      }
      path = path.resolve(name);
    }
    return new Place(said, Files.isDirectory(path) ? null : path);
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
        && name.chars().noneMatch(c -> c < ' ' || c == '\\');
  }

  /** A name of a model, which may hold anything, as the name of a folder. */
  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace(".", "%2E");
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /**
   * Writes a {@code meta.yaml}: a line for each field, its value in JSON, which is YAML as well.
   */
  static void writeMeta(Path place, ObjectNode fields) throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      yaml.append(field.getKey()).append(": ").append(field.getValue()).append('\n');
    }
    write(place.resolve("meta.yaml"), yaml.toString());
  }
}
