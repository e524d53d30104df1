package org.modeldex.ingest.onnxhub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Structural.Artifact;
import org.modeldex.record.Structural.Tensor;
import org.modeldex.vocabulary.Vocabulary;

/** Makes a model of an entry of the manifest. */
final class EntryReader {
  private static final Pattern BYTES = Pattern.compile("\\d{1,18}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Vocabulary vocabulary;
  private final Draft draft;

  EntryReader(Vocabulary vocabulary, Draft draft) {
    this.vocabulary = vocabulary;
    this.draft = draft;
  }

  void read(Fields fields) {
    fields.take("model");
    draft.structural().framework("onnx");
    YamlNode node = fields.take("metadata");
    Fields metadata =
        node instanceof YamlNode.Mapping mapping
            ? new Fields(mapping.fields())
            : new Fields(java.util.Map.of());
    if (node != null && !(node instanceof YamlNode.Mapping)) {
      draft.attributes("metadata", node);
    }
    tags(metadata.takeTexts("tags"));
    draft.structural().sizeBytes(bytes(metadata.text("model_bytes")));
    artifact(fields.takeText("model_path"), "model", metadata);
    artifact(metadata.takeText("model_with_data_path"), "model_with_data", metadata);
    if (metadata.rest().get("io_ports") instanceof YamlNode.Mapping ports) {
      Fields sides = new Fields(ports.fields());
      ports(sides.take("inputs"), draft::input);
      ports(sides.take("outputs"), draft::output);
      metadata.take("io_ports");
      sides.rest().forEach((name, rest) -> draft.attributes("io_ports." + name, rest));
    }
    for (String version : List.of("onnx_version", "opset_version")) {
      YamlNode text = fields.take(version);
      if (text != null) {
        draft.hyperparameters(version, text);
      }
    }
    fields.rest().forEach(draft::attributes);
    metadata.rest().forEach(draft::attributes);
  }

  /**
   * By the hub's custom the tags go from general to special: domain, task, architecture. A task is
   * taken with its domain before it where only both together are a known name.
   */
  private void tags(List<String> words) {
    List<String> tags = draft.terms("tags", words);
    draft.record().tags(tags);
    if (tags.size() < 2) {
      return;
    }
    draft.contextual().domain(tags.getFirst());
    String task = tags.get(1);
    String both = tags.getFirst() + ' ' + task;
    boolean together = vocabulary.findTask(both).isPresent();
    draft.contextual().tasks(draft.terms("task", List.of(together ? both : task)));
    if (tags.size() > 2) {
      draft.structural().architectures(List.of(tags.getLast()));
    }
  }

  /** A file, whose length and SHA-256 stand under names that begin with {@code prefix}. */
  private void artifact(@Nullable String path, String prefix, Fields metadata) {
    if (path == null) {
      return;
    }
    String sha = metadata.text(prefix + "_sha");
    boolean known = sha != null && SHA256.matcher(sha).matches();
    if (known) {
      metadata.take(prefix + "_sha");
    }
    Long size = bytes(metadata.text(prefix + "_bytes"));
    if (size != null) {
      metadata.take(prefix + "_bytes");
    }
    draft.artifact(
        () -> new Artifact(path, known ? "sha256:" + sha : null, Draft.ending(path), size));
  }

  private static @Nullable Long bytes(@Nullable String text) {
    return text != null && BYTES.matcher(text).matches() ? Long.valueOf(text) : null;
  }

  private static void ports(@Nullable YamlNode node, Consumer<Supplier<Tensor>> receiver) {
    if (!(node instanceof YamlNode.Sequence ports)) {
      return;
    }
    for (YamlNode port : ports.items()) {
      if (port instanceof YamlNode.Mapping mapping) {
        Fields fields = new Fields(mapping.fields());
        String name = fields.text("name");
        List<String> sizes = new ArrayList<>(fields.takeTexts("shape"));
        receiver.accept(() ->
            new Tensor(
                name == null ? "" : name,
                fields.text("type"),
                sizes.isEmpty() ? null : String.join("x", sizes)));
      }
    }
  }
}
