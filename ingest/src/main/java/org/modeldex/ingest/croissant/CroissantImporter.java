package org.modeldex.ingest.croissant;

import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Reads descriptions of datasets in Croissant. */
public final class CroissantImporter implements Importer {
  private final Vocabulary vocabulary;
  private final TableScale scale;

  public CroissantImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "croissant";
  }

  /** By a JSON object with a context that names Croissant and a type that is a dataset. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".json", ".jsonld")) {
      return false;
    }
    String head = file.headText().stripLeading();
    return head.startsWith("{")
        && head.contains("\"@context\"")
        && head.contains("mlcommons.org/")
        && head.contains("Dataset\"");
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
    YamlNode.Mapping dataset = root instanceof YamlNode.Mapping whole ? dataset(whole) : null;
    if (dataset == null) {
      drafts.lose(file, root.line(), "the file describes no dataset");
      return;
    }
    JsonLd language = JsonLd.of(((YamlNode.Mapping) root).fields());
    Fields fields = JsonLd.fields(dataset);
    String stated = language.text(fields.rest().get("name"));
    String folder = file.folder().substring(file.folder().lastIndexOf('/') + 1);
    String name = stated == null ? folder : stated;
    if (name.isBlank()) {
      drafts.lose(file, dataset.line(), "the dataset has no name");
      return;
    }
    drafts
        .begin(
            Kind.DATASET, vocabulary.slug(Term.Category.DATASET, name), name, file, dataset.line())
        .ifPresent(draft -> new DatasetReader(vocabulary, language, draft).read(fields));
  }

  /** The object of type dataset: the whole, or one of its graph. */
  private static YamlNode.@Nullable Mapping dataset(YamlNode.Mapping whole) {
    if (whole.fields().get("@graph") instanceof YamlNode.Sequence graph) {
      for (YamlNode item : graph.items()) {
        if (item instanceof YamlNode.Mapping object && isDataset(object.fields())) {
          return object;
        }
      }
    }
    return isDataset(whole.fields()) ? whole : null;
  }

  private static boolean isDataset(Map<String, YamlNode> fields) {
    YamlNode type = fields.get("@type");
    return type != null
        && Fields.texts(type).stream().anyMatch(one -> JsonLd.shortened(one).equals("Dataset"));
  }
}
