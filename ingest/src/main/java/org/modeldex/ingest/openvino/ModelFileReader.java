package org.modeldex.ingest.openvino;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural.Artifact;
import org.modeldex.record.Structural.Tensor;

/** Takes over what a {@code model.yml} says. */
final class ModelFileReader {
  /** Endings of files that hold weights; others are code, labels and configurations. */
  private static final Set<String> WEIGHTS =
      Set.of(
          "bin",
          "caffemodel",
          "ckpt",
          "h5",
          "onnx",
          "params",
          "pb",
          "pt",
          "pth",
          "safetensors",
          "tflite",
          "weights");

  private static final Pattern BYTES = Pattern.compile("\\d{1,17}");
  private static final Pattern SHA384 = Pattern.compile("[0-9a-fA-F]{96}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  private final Draft draft;
  private long weightBytes;

  ModelFileReader(Draft draft) {
    this.draft = draft;
  }

  void read(Fields fields) {
    List<String> tasks = new ArrayList<>(fields.takeTexts("task_type"));
    if (tasks.contains("classification")) {
      tasks.add("image classification"); // which the zoo means by it
    }
    draft.contextual().tasks(draft.terms("task_type", tasks));
    draft.structural().framework(draft.term("framework", fields.takeText("framework")));
    draft.contextual().license(draft.term("license", fields.takeText("license")));
    for (String stage : fields.takeTexts("stages_order")) {
      draft.edge(Relation.USES, () -> RecordId.model(draft.id().project(), stage));
    }
    if (fields.rest().get("files") instanceof YamlNode.Sequence files) {
      fields.take("files");
      files.items().forEach(this::file);
    }
    if (weightBytes > 0) {
      draft.structural().sizeBytes(weightBytes);
    }
    if (fields.rest().get("input_info") instanceof YamlNode.Sequence inputs) {
      fields.take("input_info");
      inputs.items().forEach(this::input);
    }
    fields.rest().forEach(draft::attributes);
  }

  private void file(YamlNode node) {
    Fields file =
        new Fields(
            node instanceof YamlNode.Mapping mapping ? mapping.fields() : java.util.Map.of());
    String name = file.takeText("name");
    if (name == null) {
      draft.attributes("files", node);
      return;
    }
    String source = file.takeText("source");
    String bytes = file.text("size");
    Long size = bytes != null && BYTES.matcher(bytes).matches() ? Long.valueOf(bytes) : null;
    String digest = digest(file.text("checksum"));
    String format = Draft.ending(name);
    draft.artifact(() -> new Artifact(source == null ? name : source, digest, format, size));
    if (size != null && format != null && WEIGHTS.contains(format)) {
      weightBytes += size;
    }
    if (size != null) {
      file.take("size");
    }
    if (digest != null) {
      file.take("checksum");
    }
    file.rest().forEach((key, value) -> draft.attributes("files." + name + '.' + key, value));
  }

  private static @Nullable String digest(@Nullable String checksum) {
    if (checksum == null) {
      return null;
    }
    if (SHA384.matcher(checksum).matches()) {
      return "sha384:" + checksum;
    }
    return SHA256.matcher(checksum).matches() ? "sha256:" + checksum : null;
  }

  private void input(YamlNode node) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      draft.attributes("input_info", node);
      return;
    }
    Fields input = new Fields(mapping.fields());
    String name = input.takeText("name");
    List<String> sizes = input.takeTexts("shape");
    draft.input(() ->
        new Tensor(
            name == null ? "" : name,
            input.text("type"),
            sizes.isEmpty() ? null : String.join("x", sizes)));
    input.rest().forEach((key, value) -> draft.attributes("input_info." + name + '.' + key, value));
  }
}
