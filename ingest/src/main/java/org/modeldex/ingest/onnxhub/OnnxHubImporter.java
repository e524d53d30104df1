package org.modeldex.ingest.onnxhub;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.PageText;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Vocabulary;

/** Reads the manifest of an ONNX model hub. */
public final class OnnxHubImporter implements Importer {
  private final Vocabulary vocabulary;
  private final TableScale scale;

  public OnnxHubImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "onnx-hub";
  }

  /** By a JSON list whose first entries name a model, its file and its operator set. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".json")) {
      return false;
    }
    String head = file.headText().stripLeading();
    return head.startsWith("[")
        && head.contains("\"model\"")
        && head.contains("\"model_path\"")
        && head.contains("\"opset_version\"");
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    for (SourceFile file : files.claimed()) {
      Drafts drafts = new Drafts(format(), scale, sink);
      try {
        YamlNode root = JsonDocument.read(file.text());
        if (root instanceof YamlNode.Sequence entries) {
          read(entries.items(), file, new Pages(files, file, sink), drafts);
        } else {
          drafts.lose(file, root.line(), "the manifest is no JSON list");
        }
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
      drafts.write();
    }
  }

  private void read(List<YamlNode> entries, SourceFile file, Pages pages, Drafts drafts) {
    Map<String, Integer> frequency = new HashMap<>();
    for (YamlNode entry : entries) {
      frequency.merge(name(entry), 1, Integer::sum);
    }
    for (YamlNode entry : entries) {
      String name = name(entry);
      if (!(entry instanceof YamlNode.Mapping mapping) || name.isEmpty()) {
        drafts.lose(file, entry.line(), "the entry has no model");
        continue;
      }
      Fields fields = new Fields(mapping.fields());
      String opset = fields.text("opset_version");
      boolean alone = opset == null || frequency.getOrDefault(name, 1) == 1;
      drafts
          .begin(
              Kind.MODEL, alone ? name : name + " (opset " + opset + ')', name, file, entry.line())
          .ifPresent(draft -> {
            draft.record().description(pages.find(fields.text("model_path")));
            new EntryReader(vocabulary, draft).read(fields);
          });
    }
  }

  private static String name(YamlNode entry) {
    String name =
        entry instanceof YamlNode.Mapping mapping
            ? new Fields(mapping.fields()).text("model")
            : null;
    return name == null ? "" : name;
  }

  /** The pages beside the models; those of one folder follow one another, so one is remembered. */
  private static final class Pages {
    private final SourceFiles files;
    private final SourceFile manifest;
    private final Sink sink;
    private String lastPath = "";
    private @Nullable String lastText;

    Pages(SourceFiles files, SourceFile manifest, Sink sink) {
      this.files = files;
      this.manifest = manifest;
      this.sink = sink;
    }

    /** The README.md in the folder of a model's file or, beside its folder {@code model}, above. */
    @Nullable String find(@Nullable String modelPath) {
      if (modelPath == null || modelPath.contains("://") || modelPath.indexOf('/') < 0) {
        return null;
      }
      String root = manifest.folder().isEmpty() ? "" : manifest.folder() + '/';
      String folder = modelPath.substring(0, modelPath.lastIndexOf('/'));
      String path = root + folder.replaceFirst("/models?$", "") + "/README.md";
      if (!path.equals(lastPath)) {
        lastPath = path;
        lastText = files.find(path).map(page -> PageText.read(page, sink::report)).orElse(null);
      }
      return lastText;
    }
  }
}
