package org.modeldex.ingest.dvc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

/** Reads what DVC keeps of pipelines, runs and data. */
public final class DvcImporter implements Importer {
  private static final String PIPELINE = "dvc.yaml";
  private static final String LOCK = "dvc.lock";

  private final Vocabulary vocabulary;
  private final TableScale scale;

  public DvcImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "dvc";
  }

  /** By the names {@code dvc.yaml} and {@code dvc.lock}, or the ending {@code .dvc} and outputs. */
  @Override
  public boolean accepts(SourceFile file) {
    return file.name().equals(PIPELINE)
        || file.name().equals(LOCK)
        || (file.endsWith(".dvc") && file.headText().contains("outs:"));
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Drafts drafts = new Drafts(format(), scale, sink);
    Provenance provenance = new Provenance();
    Map<String, Workspace> workspaces = new LinkedHashMap<>();
    for (SourceFile file : files.claimed()) {
      YamlNode.Mapping root = document(file, sink);
      if (root == null) {
        continue;
      }
      Workspace workspace =
          workspaces.computeIfAbsent(
              file.folder(),
              folder -> new Workspace(folder, provenance, new Drafts(format(), scale, sink), sink));
      switch (file.name()) {
        case PIPELINE -> workspace.pipeline(file, root);
        case LOCK -> workspace.lock(file, root);
        default -> data(file, root, provenance, drafts);
      }
    }
    MetricsReader metrics = new MetricsReader(vocabulary, files, sink);
    workspaces.values().forEach(Workspace::begin);
    workspaces.values().forEach(workspace -> workspace.fill(metrics));
    drafts.write();
    workspaces.values().forEach(Workspace::write);
  }

  private static YamlNode.@Nullable Mapping document(SourceFile file, Sink sink) {
    try {
      List<YamlDocument> documents = YamlDocument.readAll(file.text());
      if (!documents.isEmpty() && documents.getFirst().root() instanceof YamlNode.Mapping root) {
        return root;
      }
      sink.report(Problem.ofFile(file.path(), "holds no mapping"));
    } catch (ModeldexException e) {
      sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
    }
    return null;
  }

  /** A file {@code pots.csv.dvc}: data that is kept elsewhere, known by its hash. */
  private static void data(
      SourceFile file, YamlNode.Mapping root, Provenance provenance, Drafts drafts) {
    Fields fields = new Fields(root.fields());
    String folder = Content.within(file.folder(), valueOr(fields.text("wdir"), "."));
    List<Content> outs = new ArrayList<>(Content.all(fields.rest().get("outs"), folder));
    if (outs.isEmpty()) {
      drafts.lose(file, root.line(), "the file names no data");
    }
    for (Content out : outs) {
      drafts
          .begin(Kind.DATASET, out.path(), file, root.line())
          .ifPresent(draft -> {
            provenance.add(out, draft.id());
            draft.record().description(draft.text("desc", fields.text("desc")));
            draft.structural().sizeBytes(out.size());
            draft.artifact(out::artifact);
            fields
                .rest()
                .forEach((name, node) -> {
                  if (!name.equals("outs") && !name.equals("desc")) {
                    draft.attributes(name, node);
                  }
                });
          });
    }
  }

  static String valueOr(@Nullable String text, String other) {
    return text == null || text.isBlank() ? other : text;
  }
}
