package org.modeldex.ingest.croissant;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.record.Structural.Tensor;

/** The columns of a dataset, by the sets of records that they belong to. */
final class RecordsReader {
  private final JsonLd language;
  private final Draft draft;
  private final Set<String> modalities = new LinkedHashSet<>();

  RecordsReader(JsonLd language, Draft draft) {
    this.language = language;
    this.draft = draft;
  }

  void read(List<Fields> sets) {
    for (Fields set : sets) {
      String name = name(set, null);
      note("recordSet." + name, set);
      fields(JsonLd.objects(set.take("field")), name);
    }
    draft.contextual().modalities(List.copyOf(modalities));
  }

  /** Recursion is bounded by the depth that a document may have. */
  private void fields(List<Fields> fields, String above) {
    for (Fields field : fields) {
      String name = name(field, above);
      List<String> types =
          language.words(field.take("dataType")).stream().map(JsonLd::shortened).toList();
      types.forEach(this::modality);
      String type = types.isEmpty() ? null : String.join(", ", types);
      draft.output(() -> new Tensor(name, type, shape(field)));
      note("field." + name, field);
      fields(JsonLd.objects(field.take("subField")), name);
    }
  }

  /** The id where there is one, which names the set before the field; else both names. */
  private String name(Fields named, @Nullable String above) {
    String id = language.text(named.rest().get("@id"));
    String name = id == null ? language.text(named.rest().get("name")) : id;
    String own = name == null ? "unnamed" : name;
    return above == null || own.startsWith(above + '/') ? own : above + '/' + own;
  }

  private void note(String name, Fields described) {
    String description = language.text(described.rest().get("description"));
    if (description != null) {
      draft.attribute(name, List.of(description), draft.line());
    }
  }

  private static @Nullable String shape(Fields field) {
    String shape = field.text("arrayShape");
    boolean many = "true".equals(field.text("repeated")) || "true".equals(field.text("isArray"));
    return shape == null || shape.isBlank() ? (many ? "repeated" : null) : shape;
  }

  private void modality(String type) {
    switch (type) {
      case "ImageObject" -> modalities.add("image");
      case "AudioObject" -> modalities.add("audio");
      case "VideoObject" -> modalities.add("video");
      default -> {} // numbers and words are in every dataset
    }
  }
}
