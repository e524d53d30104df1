package org.modeldex.ingest.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Reads Jupyter notebooks, one record each. */
public final class NotebookImporter implements Importer {
  private static final int DESCRIPTION = 8_000;

  /** A framework by itself, but what nearly every notebook imports before its own. */
  private static final String ARRAYS = "numpy";

  private static final String TENSORFLOW_HUB = "https://tfhub.dev/";
  private static final String HUGGING_FACE = "https://huggingface.co/";

  private final Vocabulary vocabulary;
  private final TableScale scale;

  public NotebookImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "notebook";
  }

  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".ipynb")) {
      return false;
    }
    String head = file.headText().stripLeading();
    return head.startsWith("{")
        && (head.contains("\"cells\"")
            || head.contains("\"worksheets\"")
            || head.contains("\"nbformat\""));
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Drafts drafts = new Drafts(format(), scale, sink);
    for (SourceFile file : files.claimed()) {
      try {
        read(file, drafts, sink);
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
      drafts.write();
    }
  }

  private void read(SourceFile file, Drafts drafts, Sink sink) {
    if (!(JsonDocument.read(file.text()) instanceof YamlNode.Mapping notebook)) {
      sink.report(Problem.ofFile(file.path(), "is no notebook: it is no object"));
      return;
    }
    List<Cell> cells = Cell.of(notebook);
    if (cells.isEmpty()) {
      sink.report(Problem.ofFile(file.path(), "is a notebook without cells"));
      return;
    }
    Optional<Draft> begun =
        drafts.begin(Kind.NOTEBOOK, file.name().replaceFirst("\\.[^.]*$", ""), file, 1);
    if (begun.isPresent()) {
      describe(cells, begun.get());
      readCode(cells, language(notebook), begun.get());
    }
  }

  private static void describe(List<Cell> cells, Draft draft) {
    StringBuilder text = new StringBuilder();
    for (Cell cell : cells) {
      if (!cell.code() && text.length() < DESCRIPTION) {
        text.append(cell.source().strip()).append("\n\n");
      }
    }
    int end = Math.min(text.length(), DESCRIPTION);
    boolean half = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    String description = text.substring(0, half ? end - 1 : end).strip();
    draft.record().description(draft.text("description", description));
  }

  /** The language of the kernel; null where the notebook does not say it. */
  private static @Nullable String language(YamlNode.Mapping notebook) {
    Fields metadata = fields(notebook.fields().get("metadata"));
    Fields info = fields(metadata.take("language_info"));
    String name = info.takeText("name");
    if (name == null) {
      name = fields(metadata.take("kernelspec")).takeText("language");
    }
    String version = info.takeText("version");
    return name == null || version == null ? name : name + ' ' + version;
  }

  private static Fields fields(@Nullable YamlNode node) {
    return new Fields(node instanceof YamlNode.Mapping mapping ? mapping.fields() : Map.of());
  }

  private void readCode(List<Cell> cells, @Nullable String language, Draft draft) {
    CodeReader code = new CodeReader();
    boolean python = language == null || language.startsWith("python");
    OutputReader outputs = new OutputReader(vocabulary);
    for (Cell cell : cells) {
      if (cell.code()) {
        if (python) {
          code.read(cell);
        }
        outputs.read(cell).forEach((metric, raw) -> measure(metric, raw, cell, draft));
      }
    }
    String known = draft.term("language", language);
    draft.environment(known, draft.terms("packages", code.packages()), null);
    describeLibraries(code, draft);
    code.hyperparameters()
        .forEach((name, value) -> draft.hyperparameter(name, value.text(), value.line()));
    draft.contextual().tasks(draft.terms("task", code.tasks()));
    named("datasets", code.datasets(), draft);
    for (String dataset : code.datasets()) {
      draft.edge(
          Relation.USES,
          () ->
              RecordId.of(
                  Kind.DATASET,
                  draft.id().project(),
                  vocabulary.slug(Term.Category.DATASET, dataset)));
    }
    named("models", code.models(), draft);
    for (String model : code.models()) {
      String name = nameOf(model);
      if (!name.contains("://")) {
        draft.edge(Relation.USES, () -> RecordId.model(draft.id().project(), name));
      }
    }
  }

  private void describeLibraries(CodeReader code, Draft draft) {
    named("libraries", code.libraries(), draft);
    List<String> frameworks = new ArrayList<>(code.libraries());
    frameworks.removeIf(
        name -> name.equals(ARRAYS) || vocabulary.find(Term.Category.FRAMEWORK, name).isEmpty());
    if (!frameworks.isEmpty()) {
      draft.structural().framework(frameworks.getFirst());
    }
  }

  private static void named(String attribute, List<String> names, Draft draft) {
    if (!names.isEmpty()) {
      draft.attribute(attribute, names, draft.line());
    }
  }

  /** A model's name on the hub that its address leads to; any other address as it is. */
  private static String nameOf(String model) {
    for (String hub : List.of(TENSORFLOW_HUB, HUGGING_FACE)) {
      if (model.startsWith(hub)) {
        return model.substring(hub.length());
      }
    }
    return model;
  }

  private static void measure(String metric, String raw, Cell cell, Draft draft) {
    draft.measurement(
        cell.line(),
        () ->
            new Measurement(
                metric,
                null,
                null,
                null,
                "cell " + cell.number(),
                raw,
                null,
                null,
                null,
                null,
                null,
                Trust.SELF_REPORTED,
                null));
  }
}
