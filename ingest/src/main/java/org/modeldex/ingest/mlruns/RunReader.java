package org.modeldex.ingest.mlruns;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;

/** Reads experiments, runs, logged models and what runs read. Used by one thread. */
final class RunReader {
  private static final String NAME = "mlflow.runName";
  private static final String NOTE = "mlflow.note.content";
  private static final List<String> STATUS =
      List.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

  private final SourceFiles files;
  private final Sink sink;
  private final Drafts drafts;

  /** The experiment in a folder; null when there is none. */
  private final Function<String, @Nullable RecordId> experiments;

  RunReader(
      SourceFiles files,
      Sink sink,
      Drafts drafts,
      Function<String, @Nullable RecordId> experiments) {
    this.files = files;
    this.sink = sink;
    this.drafts = drafts;
    this.experiments = experiments;
  }

  /** Fills the record of an experiment. */
  void readExperiment(Meta meta, Draft draft) {
    draft.contextual().startedAt(meta.takeTime("creation_time", draft));
    draft.contextual().status(draft.term("status", meta.fields().text("lifecycle_stage")));
    addTags(draft, new Texts(meta.folder(), files, sink).tags());
    meta.keepRest(draft);
  }

  void readRun(Meta meta) {
    Fields fields = meta.fields();
    String id = fields.text("run_id");
    String run = id == null ? String.valueOf(fields.text("run_uuid")) : id;
    Texts texts = new Texts(meta.folder(), files, sink);
    SequencedMap<String, String> tags = texts.tags();
    String name = firstOf(tags.get(NAME), fields.text("run_name"), fields.text("name"));
    drafts
        .begin(Kind.RUN, run, name == null ? run : name.strip(), meta.file(), 1)
        .ifPresent(draft -> {
          fillRun(meta, draft, texts, tags);
          drafts.write();
          texts.appendSeries(draft);
        });
  }

  private void fillRun(Meta meta, Draft draft, Texts texts, SequencedMap<String, String> tags) {
    Fields fields = meta.fields();
    draft.contextual().startedAt(meta.takeTime("start_time", draft));
    draft.contextual().endedAt(meta.takeTime("end_time", draft));
    draft.contextual().status(draft.term("status", status(fields.takeText("status"))));
    String user = fields.takeText("user_id");
    draft.contextual().owner(draft.term("owner", firstOf(tags.get("mlflow.user"), user)));
    addTags(draft, tags);
    texts.addParams(draft);
    texts.addLatest(draft);
    RecordId experiment = experiments.apply(meta.parent());
    if (experiment != null) {
      draft.edge(Relation.PART_OF, () -> experiment);
    }
    String parent = tags.get("mlflow.parentRunId");
    if (parent != null && !parent.isBlank()) {
      draft.edge(
          Relation.PART_OF, () -> RecordId.of(Kind.RUN, draft.id().project(), parent.strip()));
    }
    addInputs(meta, draft);
    addModels(meta, draft);
    meta.keepRest(draft);
  }

  /** A number of older files, or the word itself. */
  private static @Nullable String status(@Nullable String written) {
    return written != null && written.matches("[1-5]")
        ? STATUS.get(written.charAt(0) - '1')
        : written;
  }

  private static void addTags(Draft draft, SequencedMap<String, String> tags) {
    tags.forEach((key, text) -> {
      if (!key.equals(NOTE)) {
        draft.attribute(key, List.of(text), draft.line());
      }
    });
    draft.record().description(draft.text("description", tags.get(NOTE)));
  }

  private void addInputs(Meta meta, Draft draft) {
    for (SourceFile file : files.below(join(meta.folder(), "inputs"))) {
      if (!file.name().equals("meta.yaml")) {
        continue;
      }
      read(file)
          .ifPresent(input -> {
            String source = String.valueOf(input.fields().text("source_id"));
            String place = join(join(meta.parent(), "datasets"), source);
            files
                .find(place + "/meta.yaml")
                .flatMap(this::read)
                .map(dataset -> datasetName(dataset.fields()))
                .ifPresentOrElse(
                    name ->
                        draft.edge(
                            relation(input.fields()),
                            () -> RecordId.of(Kind.DATASET, draft.id().project(), name)),
                    () ->
                        sink.report(
                            Problem.ofLine(
                                file.path(),
                                1,
                                "there is no data set in " + place,
                                Problem.Loss.VALUE)));
          });
    }
  }

  private static Relation relation(Fields input) {
    String context =
        input.take("tags") instanceof YamlNode.Mapping tags
            ? new Fields(tags.fields()).text("mlflow.data.context")
            : null;
    return switch (context == null ? "" : context.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Relation.TRAINED_ON;
      case "eval", "evaluation", "test", "testing", "validation" -> Relation.EVALUATED_ON;
      default -> Relation.USES;
    };
  }

  void readDataset(Meta meta) {
    String name = meta.fields().text("name");
    drafts
        .begin(Kind.DATASET, datasetName(meta.fields()), String.valueOf(name), meta.file(), 1)
        .ifPresent(meta::keepRest);
    drafts.write();
  }

  /** A data set is another one when its digest is. */
  private static String datasetName(Fields dataset) {
    return dataset.text("name") + " (" + dataset.text("digest") + ")";
  }

  void readLoggedModel(Meta meta) {
    Fields fields = meta.fields();
    String id = String.valueOf(fields.text("model_id"));
    String name = fields.text("name");
    Texts texts = new Texts(meta.folder(), files, sink);
    drafts
        .begin(Kind.MODEL, id, name == null || name.isBlank() ? id : name, meta.file(), 1)
        .ifPresent(draft -> {
          String run = fields.takeText("source_run_id");
          if (run != null) {
            draft.edge(
                Relation.PRODUCED_BY, () -> RecordId.of(Kind.RUN, draft.id().project(), run));
          }
          RecordId experiment = experiments.apply(Meta.parent(meta.parent()));
          if (experiment != null) {
            draft.edge(Relation.PART_OF, () -> experiment);
          }
          String status = fields.takeText("status");
          draft.contextual().status(draft.term("status", status));
          draft.contextual().startedAt(meta.takeTime("creation_timestamp", draft));
          addTags(draft, texts.tags());
          texts.addParams(draft);
          texts.addLatest(draft);
          addModels(meta, draft);
          meta.keepRest(draft);
          drafts.write();
          texts.appendSeries(draft);
        });
  }

  /** The models among the artifacts: what wrote them. */
  private void addModels(Meta meta, Draft draft) {
    String artifacts = join(meta.folder(), "artifacts");
    for (SourceFile file : files.below(artifacts)) {
      if (file.name().equals("MLmodel")) {
        read(file).ifPresent(model -> addModel(file, model.fields(), artifacts, draft));
      }
    }
  }

  private static void addModel(SourceFile file, Fields model, String artifacts, Draft draft) {
    draft.artifact(file.folder().substring(Meta.parent(artifacts).length()).replaceFirst("^/", ""));
    if (!(model.take("flavors") instanceof YamlNode.Mapping flavors)) {
      return;
    }
    for (Map.Entry<String, YamlNode> flavor : flavors.fields().entrySet()) {
      if (!flavor.getKey().equals("python_function")
          && flavor.getValue() instanceof YamlNode.Mapping fields) {
        String version = new Fields(fields.fields()).text(flavor.getKey() + "_version");
        draft.structural().framework(draft.term("framework", flavor.getKey()));
        if (version != null) {
          draft.environment(null, List.of(flavor.getKey() + "==" + version), null);
        }
        return;
      }
    }
  }

  private Optional<Meta> read(SourceFile file) {
    try {
      return Optional.of(Meta.read(file));
    } catch (ModeldexException e) {
      sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + '/' + name;
  }

  private static @Nullable String firstOf(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }
}
