package org.modeldex.ingest.spacy;

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
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

/** Reads the {@code meta.json} of spaCy packages, whatever the files are called. */
public final class SpacyImporter implements Importer {
  private final PipelineReader pipelines;
  private final TableScale scale;

  public SpacyImporter(Vocabulary vocabulary) {
    pipelines = new PipelineReader(vocabulary);
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "spacy";
  }

  /** By a JSON object that names a language and the versions of spaCy it is for. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".json")) {
      return false;
    }
    String head = file.headText().stripLeading();
    return head.startsWith("{") && head.contains("\"spacy_version\"") && head.contains("\"lang\"");
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Drafts drafts = new Drafts(format(), scale, sink);
    for (SourceFile file : files.claimed()) {
      try {
        read(JsonDocument.read(file.text()), file, drafts);
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
      drafts.write();
    }
  }

  private void read(YamlNode root, SourceFile file, Drafts drafts) {
    if (!(root instanceof YamlNode.Mapping meta)) {
      drafts.lose(file, root.line(), "the file is no JSON object");
      return;
    }
    Fields fields = new Fields(meta.fields());
    String name = fields.text("name");
    String lang = fields.text("lang");
    if (name == null || name.isBlank()) {
      drafts.lose(file, root.line(), "the pipeline has no name");
      return;
    }
    String packageName = lang == null || lang.isBlank() ? name : lang + '_' + name;
    String version = fields.text("version");
    String full = version == null || version.isBlank() ? packageName : packageName + '-' + version;
    drafts
        .begin(Kind.MODEL, full, file, root.line())
        .ifPresent(draft -> pipelines.read(fields, packageName, full, draft));
  }
}
