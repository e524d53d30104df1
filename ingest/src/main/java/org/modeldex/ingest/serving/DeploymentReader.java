package org.modeldex.ingest.serving;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural.Artifact;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Makes a deployment of one resource that serves models. */
final class DeploymentReader {
  private static final String IMAGE = "container-image";

  private final Vocabulary vocabulary;
  private final Models models;
  private final SourceFile file;
  private final Draft draft;
  private final Function<String, RecordId> deployments;
  private @Nullable String framework;

  /**
   * @param deployments gives the record of a deployment by its name
   */
  DeploymentReader(
      Vocabulary vocabulary,
      Models models,
      SourceFile file,
      Draft draft,
      Function<String, RecordId> deployments) {
    this.vocabulary = vocabulary;
    this.deployments = deployments;
    this.models = models;
    this.file = file;
    this.draft = draft;
  }

  void read(Fields spec) {
    List<String> requirements = Fields.texts(spec.rest().getOrDefault("requirements", NONE));
    for (String word : requirements) {
      if (framework == null && vocabulary.find(Term.Category.FRAMEWORK, word).isPresent()) {
        framework = word;
      }
    }
    draft.record().tags(draft.terms("requirements", requirements));
    YamlNode.Mapping whole = new YamlNode.Mapping(spec.rest(), draft.line());
    visit("spec", whole);
    draft.structural().framework(draft.term("framework", framework));
    String service = spec.text("inferenceService");
    if (service != null) {
      deployment(Relation.PART_OF, service);
    }
    if (spec.rest().get("explainer") instanceof YamlNode.Mapping explainer) {
      String explained = new Fields(explainer.fields()).text("modelRef");
      if (explained != null) {
        deployment(Relation.USES, explained);
      }
    }
  }

  private static final YamlNode NONE = new YamlNode.Sequence(List.of(), 1);

  private void deployment(Relation relation, String name) {
    draft.edge(relation, () -> deployments.apply(name));
  }

  /**
   * Looks for places of models and images of containers at any depth, which the document bounds.
   *
   * @param name under which the node stands; that of a framework says what the model needs
   */
  private void visit(String name, YamlNode node) {
    switch (node) {
      case YamlNode.Sequence list -> list.items().forEach(item -> visit(name, item));
      case YamlNode.Mapping mapping -> {
        model(name, mapping);
        for (Map.Entry<String, YamlNode> field : mapping.fields().entrySet()) {
          visit(field.getKey(), field.getValue());
        }
      }
      case YamlNode.Scalar scalar -> {
        if (name.equals("image") && !scalar.isNull() && !scalar.text().isBlank()) {
          draft.artifact(() -> new Artifact(scalar.text().strip(), null, IMAGE, null));
        }
      }
    }
  }

  private void model(String name, YamlNode.Mapping mapping) {
    Fields fields = new Fields(mapping.fields());
    String place = place(fields);
    if (place == null || place.isBlank()) {
      return;
    }
    String needs = framework(name, fields);
    if (framework == null && !name.equals("explainer")) {
      framework = needs;
    }
    String found = needs == null && name.equals("spec") ? framework : needs;
    draft.artifact(place);
    String elsewhere = Models.nameElsewhere(place);
    if (elsewhere != null) {
      draft.edge(Relation.USES, () -> RecordId.model(draft.id().project(), elsewhere));
      return;
    }
    RecordId model = models.at(place, found, file, draft.line());
    if (model != null && !model.equals(draft.id())) {
      draft.edge(Relation.USES, () -> model);
    }
  }

  /** The address, or the bucket and path of a storage that has a name in the cluster. */
  private static @Nullable String place(Fields fields) {
    for (String name : List.of("storageUri", "modelUri")) {
      String place = fields.text(name);
      if (place != null && !place.isBlank()) {
        return place;
      }
    }
    if ("STORAGE_URI".equals(fields.text("name"))) {
      return fields.text("value");
    }
    if (!(fields.rest().get("storage") instanceof YamlNode.Mapping storage)) {
      return null;
    }
    Fields parts = new Fields(storage.fields());
    String path = parts.text("path");
    String bucket = parts.text("key");
    if (parts.rest().get("parameters") instanceof YamlNode.Mapping parameters) {
      String own = new Fields(parameters.fields()).text("bucket");
      bucket = own == null ? bucket : own;
    }
    return path == null || bucket == null ? path : bucket + '/' + path;
  }

  /** By the model's format, the server's kind, or the field that it stands in. */
  private @Nullable String framework(String name, Fields fields) {
    if (fields.rest().get("modelFormat") instanceof YamlNode.Mapping format) {
      return new Fields(format.fields()).text("name");
    }
    String stated = fields.text("framework");
    if (stated != null) {
      return stated;
    }
    String server = fields.text("implementation");
    if (server != null) {
      return server.toLowerCase(Locale.ROOT).replaceFirst("_server$", "");
    }
    return vocabulary.find(Term.Category.FRAMEWORK, name).isPresent() ? name : null;
  }
}
