package org.modeldex.ingest.serving;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;

/**
 * One resource of Kubernetes.
 *
 * @param group the part of its {@code apiVersion} before the slash
 * @param kind as {@code InferenceService}
 * @param line where it begins
 */
record Manifest(String group, String kind, YamlNode.Mapping resource, int line) {

  /** The resource in a mapping; null when the mapping is none. */
  static @Nullable Manifest of(YamlNode.Mapping mapping, int line) {
    Fields fields = new Fields(mapping.fields());
    String version = fields.text("apiVersion");
    String kind = fields.text("kind");
    return version == null || kind == null
        ? null
        : new Manifest(version.replaceFirst("/.*", ""), kind, mapping, line);
  }

  Fields metadata() {
    return part("metadata");
  }

  Fields spec() {
    return part("spec");
  }

  private Fields part(String name) {
    return resource.fields().get(name) instanceof YamlNode.Mapping mapping
        ? new Fields(mapping.fields())
        : new Fields(Map.of());
  }

  /** The name, or the beginning of one that the cluster completes. */
  @Nullable String name() {
    String name = metadata().text("name");
    return name == null || name.isBlank() ? metadata().text("generateName") : name;
  }
}
