package org.modeldex.ingest.monai;

import java.util.Optional;
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

/** Reads the metadata of MONAI bundles. */
public final class MonaiImporter implements Importer {
  private final TableScale scale;

  public MonaiImporter(Vocabulary vocabulary) {
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "monai";
  }

  /** By a JSON object that names the version of MONAI it is for, which the format demands. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".json")) {
      return false;
    }
    String head = file.headText().stripLeading();
    return head.startsWith("{")
        && (head.contains("\"monai_version\"")
            || (head.contains("MONAI") && head.contains("meta_schema")));
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Drafts drafts = new Drafts(format(), scale, sink);
    for (SourceFile file : files.claimed()) {
      try {
        YamlNode root = JsonDocument.read(file.text());
        if (root instanceof YamlNode.Mapping metadata) {
          read(new Fields(metadata.fields()), file, page(files, file, sink), drafts);
        } else {
          drafts.lose(file, root.line(), "the file is no JSON object");
        }
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
      drafts.write();
    }
  }

  private static void read(Fields fields, SourceFile file, @Nullable String page, Drafts drafts) {
    String title = fields.text("name");
    String folder = bundle(file);
    String bundle = folder.substring(folder.lastIndexOf('/') + 1);
    String name = bundle.isEmpty() ? title : bundle;
    if (name == null || name.isBlank()) {
      drafts.lose(file, 1, "the bundle has no name");
      return;
    }
    String nativeName = title == null || title.isBlank() ? name : title;
    drafts
        .begin(Kind.MODEL, name, nativeName, file, 1)
        .ifPresent(draft -> BundleReader.read(fields, page, draft));
  }

  /** The bundle's folder, which holds the folder of configurations. */
  private static String bundle(SourceFile file) {
    String folder = file.folder();
    int last = folder.lastIndexOf('/');
    return folder.substring(last + 1).equals("configs")
        ? folder.substring(0, Math.max(0, last))
        : folder;
  }

  private static @Nullable String page(SourceFiles files, SourceFile file, Sink sink) {
    String bundle = bundle(file);
    String folder = bundle.isEmpty() ? "" : bundle + '/';
    Optional<SourceFile> page =
        files
            .find(folder + "docs/README.md")
            .or(() -> bundle.isEmpty() ? Optional.empty() : files.find(folder + "README.md"));
    return page.map(found -> PageText.read(found, sink::report)).orElse(null);
  }
}
