package org.modeldex.ingest.monai;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.MetricTree;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Limits;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.Structural.Tensor;

/** Makes a model of a bundle's metadata. */
final class BundleReader {
  private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"']+[^\\s<>\"'.,;)]");

  private BundleReader() {}

  /**
   * @param page the bundle's page of documentation
   */
  static void read(Fields fields, @Nullable String page, Draft draft) {
    String description = fields.takeText("description");
    String all =
        description == null || page == null
            ? (description == null ? page : description)
            : description + "\n\n" + page;
    boolean fits = all == null || all.length() <= Limits.LONG_TEXT;
    draft.record().description(draft.text("description", fits ? all : page));
    List<String> tasks = new ArrayList<>(fields.takeTexts("task"));
    tasks.addAll(MedicalTasks.in(String.join(", ", tasks)));
    draft.contextual().tasks(draft.terms("task", tasks));
    draft.contextual().owner(draft.term("authors", fields.takeText("authors")));
    draft.contextual().license(draft.term("license", fields.takeText("license")));
    draft.contextual().intendedUse(draft.text("intended_use", fields.takeText("intended_use")));
    draft.contextual().domain("medical imaging");
    environment(fields, draft);
    fields.takeTexts("references").forEach(reference -> reference(reference, draft));
    YamlNode metrics = fields.take("eval_metrics");
    if (metrics != null) {
      MetricTree.each(
          metrics,
          (metric, slice, raw, line) ->
              draft.measurement(line, () -> measurement(metric, slice, raw)));
    }
    tensors(fields, draft);
    fields.rest().forEach(draft::attributes);
  }

  private static void environment(Fields fields, Draft draft) {
    draft.structural().framework("pytorch").library("monai");
    List<String> packages = new ArrayList<>();
    pin(packages, "monai", fields.takeText("monai_version"));
    pin(packages, "torch", fields.takeText("pytorch_version"));
    pin(packages, "numpy", fields.takeText("numpy_version"));
    for (String list : List.of("required_packages_version", "optional_packages_version")) {
      if (fields.rest().get(list) instanceof YamlNode.Mapping versions) {
        fields.take(list);
        versions.fields().forEach((name, version) -> pin(packages, name, version.text()));
      }
    }
    draft.environment("python", draft.terms("packages", packages), null);
  }

  private static void pin(List<String> packages, String name, @Nullable String version) {
    if (version != null && !name.isBlank()) {
      packages.add(version.isBlank() ? name : name + "==" + version);
    }
  }

  private static void reference(String reference, Draft draft) {
    Matcher url = URL.matcher(reference);
    boolean linked = url.find();
    boolean alone = linked && url.group().length() == reference.strip().length();
    draft.paper(alone ? null : reference, linked ? url.group() : null);
  }

  private static Measurement measurement(String metric, @Nullable String slice, String raw) {
    return new Measurement(
        metric,
        null,
        null,
        slice,
        null,
        raw,
        null,
        null,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }

  /** Inputs and outputs of the network; those of further networks stay attributes. */
  private static void tensors(Fields fields, Draft draft) {
    YamlNode node = fields.rest().get("network_data_format");
    if (!(node instanceof YamlNode.Mapping format)) {
      return;
    }
    Set<String> modalities = new LinkedHashSet<>();
    tensors(format.fields().get("inputs"), draft::input, modalities);
    tensors(format.fields().get("outputs"), draft::output, new LinkedHashSet<>());
    draft.contextual().modalities(draft.terms("modality", List.copyOf(modalities)));
  }

  private static void tensors(
      @Nullable YamlNode node, Consumer<Supplier<Tensor>> receiver, Set<String> modalities) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return;
    }
    for (Map.Entry<String, YamlNode> tensor : mapping.fields().entrySet()) {
      if (tensor.getValue() instanceof YamlNode.Mapping description) {
        Fields fields = new Fields(description.fields());
        String modality = fields.text("modality");
        if (modality != null && !modality.isBlank() && !modality.equals("n/a")) {
          modalities.add(modality);
        }
        receiver.accept(() -> new Tensor(tensor.getKey(), fields.text("dtype"), shape(fields)));
      }
    }
  }

  /** Channels first, as {@code 4x96x96x96}; sizes may be formulas such as {@code 8*n}. */
  private static @Nullable String shape(Fields fields) {
    List<String> sizes = new ArrayList<>(fields.takeTexts("num_channels"));
    sizes.addAll(fields.takeTexts("spatial_shape"));
    return sizes.isEmpty() ? null : String.join("x", sizes);
  }
}
