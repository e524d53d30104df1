package org.modeldex.ingest.dvc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Flat;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.dvc.Provenance.Stage;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;

/** The {@code dvc.yaml} and {@code dvc.lock} of one folder; {@link #begin} before {@link #fill}. */
final class Workspace {
  private static final String PARAMS = "params.yaml";

  private final String folder;
  private final Provenance provenance;
  private final Drafts drafts;
  private final Sink sink;
  private final Map<Draft, Fields> runs = new LinkedHashMap<>();
  private final Map<Draft, Fields> artifacts = new LinkedHashMap<>();
  private @Nullable SourceFile pipelineFile;
  private @Nullable SourceFile lockFile;
  private @Nullable Draft pipeline;
  private Fields declared = new Fields(Map.of());
  private Map<String, YamlNode> locked = Map.of();

  Workspace(String folder, Provenance provenance, Drafts drafts, Sink sink) {
    this.folder = folder;
    this.provenance = provenance;
    this.drafts = drafts;
    this.sink = sink;
  }

  void pipeline(SourceFile file, YamlNode.Mapping root) {
    pipelineFile = file;
    declared = new Fields(root.fields());
  }

  /** Since version 2 the stages have a place of their own. */
  void lock(SourceFile file, YamlNode.Mapping root) {
    lockFile = file;
    locked =
        root.fields().get("stages") instanceof YamlNode.Mapping stages
            ? stages.fields()
            : root.fields();
  }

  /** Names the records, so that others can refer to them. */
  void begin() {
    if (pipelineFile != null) {
      String name = folder.isEmpty() ? sink.project() : folder;
      pipeline = drafts.begin(Kind.PIPELINE, name, pipelineFile, 1).orElse(null);
    }
    SourceFile lock = lockFile;
    if (lock != null) {
      locked.forEach((name, node) -> run(name, node, lock));
    }
    SourceFile declaring = pipelineFile;
    if (declaring != null && declared.take("artifacts") instanceof YamlNode.Mapping mapping) {
      mapping.fields().forEach((name, node) -> artifact(name, node, declaring));
    }
  }

  private void run(String name, YamlNode node, SourceFile file) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return; // the version of the file
    }
    Fields fields = new Fields(mapping.fields());
    String place = Content.within(folder, DvcImporter.valueOr(directory(name), "."));
    String base = place.equals(".") ? "" : place;
    List<Content> deps = Content.all(fields.take("deps"), base);
    List<Content> outs = Content.all(fields.take("outs"), base);
    drafts
        .begin(Kind.RUN, name, file, node.line())
        .ifPresent(draft -> {
          provenance.add(new Stage(name, draft, deps, outs));
          runs.put(draft, fields);
        });
  }

  /** The folder that a stage runs in; one of several like it is declared before the {@code @}. */
  private @Nullable String directory(String stage) {
    String name = stage.replaceFirst("@.*", "");
    return declared.rest().get("stages") instanceof YamlNode.Mapping stages
            && stages.fields().get(name) instanceof YamlNode.Mapping one
        ? new Fields(one.fields()).text("wdir")
        : null;
  }

  private void artifact(String name, YamlNode node, SourceFile file) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      drafts.lose(file, node.line(), "the artifact " + name + " is no mapping");
      return;
    }
    Fields fields = new Fields(mapping.fields());
    Kind kind = "dataset".equals(fields.text("type")) ? Kind.DATASET : Kind.MODEL;
    drafts
        .begin(kind, name, file, node.line())
        .ifPresent(draft -> {
          artifacts.put(draft, fields);
          String path = fields.text("path");
          if (path != null) {
            String place = Content.within(folder, path);
            Content made = provenance.output(place);
            provenance.add(made == null ? new Content(place, null, null) : made, draft.id());
          }
        });
  }

  /** Fills in all records, once those of all folders have been begun. */
  void fill(MetricsReader metrics) {
    for (Stage stage : provenance.stages()) {
      Fields fields = runs.get(stage.draft());
      if (fields != null) {
        fillRun(stage, fields);
      }
    }
    artifacts.forEach(this::fillArtifact);
    Draft own = pipeline;
    SourceFile file = pipelineFile;
    if (own != null && file != null) {
      fillPipeline(own, file, metrics);
    }
  }

  /** Puts the records; the metrics of one folder are one table. */
  void write() {
    drafts.write();
  }

  private void fillRun(Stage stage, Fields fields) {
    Draft draft = stage.draft();
    Draft own = pipeline;
    if (own != null) {
      draft.edge(Relation.PART_OF, own::id);
    }
    parameters(fields.take("params"), draft);
    stage.outs().forEach(out -> draft.artifact(out::artifact));
    for (Content dep : stage.deps()) {
      RecordId data = provenance.data(dep);
      Stage maker = provenance.maker(dep);
      if (data != null) {
        draft.edge(Relation.USES, () -> data);
      }
      if (maker != null && !maker.equals(stage)) {
        draft.edge(Relation.DERIVED_FROM, () -> maker.draft().id());
      }
      if (provenance.isOutdated(dep)) {
        draft.lose(
            draft.line(), dep.path() + " is another state of it than was made", Loss.NOTHING);
      }
      String digest = dep.digest();
      draft.attribute(
          "deps." + dep.path(), List.of(digest == null ? "no hash" : digest), draft.line());
    }
    fields.rest().forEach(draft::attributes);
  }

  /** Parameters by their files; those of the usual file go without its name. */
  private static void parameters(@Nullable YamlNode node, Draft draft) {
    if (node instanceof YamlNode.Mapping files) {
      files
          .fields()
          .forEach((file, values) ->
              hyperparameters(file.equals(PARAMS) ? "" : file + ':', values, draft));
    }
  }

  private static void hyperparameters(String prefix, YamlNode values, Draft draft) {
    if (values instanceof YamlNode.Mapping mapping) {
      mapping
          .fields()
          .forEach((name, value) ->
              Flat.each(
                  prefix + name,
                  value,
                  (path, texts) ->
                      draft.hyperparameter(path, String.join(", ", texts), value.line())));
    }
  }

  private void fillArtifact(Draft draft, Fields fields) {
    draft.record().description(draft.text("desc", fields.takeText("desc")));
    draft.record().tags(draft.terms("labels", fields.takeTexts("labels")));
    String path = fields.takeText("path");
    if (path != null) {
      String place = Content.within(folder, path);
      Content made = provenance.output(place);
      Content known = made == null ? provenance.tracked(place) : made;
      Content content = known == null ? new Content(place, null, null) : known;
      RecordId data = provenance.data(content);
      if (data != null && !data.equals(draft.id())) {
        draft.edge(Relation.DERIVED_FROM, () -> data);
      }
      draft.structural().sizeBytes(content.size());
      draft.artifact(content::artifact);
      Stage maker = provenance.stageWriting(place);
      if (maker != null) {
        draft.edge(Relation.PRODUCED_BY, () -> maker.draft().id());
        Relation relation =
            draft.id().kind() == Kind.MODEL ? Relation.TRAINED_ON : Relation.DERIVED_FROM;
        provenance.origins(maker).stream()
            .filter(origin -> !origin.equals(draft.id()))
            .forEach(origin -> draft.edge(relation, () -> origin));
      }
    }
    fields.rest().forEach(draft::attributes);
  }

  private void fillPipeline(Draft own, SourceFile file, MetricsReader metrics) {
    List<String> paths = new ArrayList<>(places(declared.rest().get("metrics"), folder));
    if (declared.rest().get("stages") instanceof YamlNode.Mapping stages) {
      stages
          .fields()
          .values()
          .forEach(stage -> {
            if (stage instanceof YamlNode.Mapping mapping) {
              Fields fields = new Fields(mapping.fields());
              String base = Content.within(folder, DvcImporter.valueOr(fields.text("wdir"), "."));
              paths.addAll(places(fields.rest().get("metrics"), base.equals(".") ? "" : base));
            }
          });
    }
    for (String path : paths.stream().distinct().toList()) {
      YamlNode values = metrics.read(path, file);
      if (values != null) {
        measure(path, values, own, metrics);
      }
    }
    YamlNode parameters = metrics.readIfThere(Content.within(folder, PARAMS));
    if (parameters != null) {
      hyperparameters("", parameters, own);
    }
    declared.rest().forEach(own::attributes);
  }

  /** Metrics belong to the stage that wrote them and to the models that it read or wrote. */
  private void measure(String path, YamlNode values, Draft own, MetricsReader metrics) {
    Stage stage = provenance.stageWriting(path);
    metrics.add(values, stage == null ? own : stage.draft());
    if (stage == null) {
      return;
    }
    for (Map.Entry<Draft, Fields> artifact : artifacts.entrySet()) {
      Draft draft = artifact.getKey();
      boolean touched =
          stage.deps().stream().anyMatch(dep -> draft.id().equals(provenance.data(dep)))
              || stage.outs().stream().anyMatch(out -> draft.id().equals(provenance.data(out)));
      if (draft.id().kind() == Kind.MODEL && touched) {
        metrics.add(values, draft);
      }
    }
  }

  /** Paths as texts, or as names of their options. */
  private static List<String> places(@Nullable YamlNode node, String base) {
    List<String> places = new ArrayList<>();
    List<YamlNode> items =
        node instanceof YamlNode.Sequence list
            ? list.items()
            : node == null ? List.of() : List.of(node);
    for (YamlNode item : items) {
      switch (item) {
        case YamlNode.Scalar scalar -> places.add(Content.within(base, scalar.text()));
        case YamlNode.Mapping mapping ->
            mapping.fields().keySet().forEach(path -> places.add(Content.within(base, path)));
        case YamlNode.Sequence list -> places.addAll(places(list, base));
      }
    }
    return places;
  }
}
