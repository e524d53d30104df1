package org.modeldex.ingest.openvino;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.PageText;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.Term.Category;
import org.modeldex.vocabulary.Vocabulary;

/** Reads the models of an Open Model Zoo. */
public final class OpenVinoImporter implements Importer {
  private static final Pattern TASK = Pattern.compile("(?m)^task_type[ \\t]*:");
  private static final Pattern PARTS =
      Pattern.compile("(?m)^(?:files|framework|stages_order)[ \\t]*:");

  private final Vocabulary vocabulary;
  private final TableScale scale;

  public OpenVinoImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "openvino";
  }

  /** By YAML that has a type of task and the model's files, framework or stages at its top. */
  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".yml", ".yaml")) {
      return false;
    }
    String head = file.headText();
    return TASK.matcher(head).find() && PARTS.matcher(head).find();
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    Drafts drafts = new Drafts(format(), scale, sink);
    for (SourceFile file : files.claimed()) {
      try {
        List<YamlDocument> documents = YamlDocument.readAll(file.text());
        if (!documents.isEmpty() && documents.getFirst().root() instanceof YamlNode.Mapping root) {
          read(new Fields(root.fields()), file, files, new Target(drafts, sink));
        } else {
          drafts.lose(file, 1, "the file is no mapping");
        }
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
      drafts.write();
    }
  }

  private record Target(Drafts drafts, Sink sink) {}

  private void read(Fields fields, SourceFile file, SourceFiles files, Target target) {
    String folder = file.folder();
    String name = folder.substring(folder.lastIndexOf('/') + 1);
    if (name.isEmpty()) {
      name = file.name().replaceFirst("\\.[^.]*$", "");
    }
    boolean composite = fields.rest().containsKey("stages_order");
    Optional<Draft> begun =
        target.drafts().begin(composite ? Kind.PIPELINE : Kind.MODEL, name, file, 1);
    if (begun.isEmpty()) {
      return;
    }
    Draft draft = begun.get();
    String description = fields.takeText("description");
    String license = fields.text("license");
    new ModelFileReader(draft).read(fields);
    Optional<SourceFile> own = files.find(join(folder, "README.md"));
    int slash = folder.lastIndexOf('/');
    Optional<SourceFile> shared =
        own.isPresent() || slash < 0
            ? Optional.empty()
            : files
                .find(join(folder.substring(0, slash), "composite-model.yml"))
                .flatMap(stages -> files.find(join(stages.folder(), "README.md")));
    String page =
        own.or(() -> shared).map(found -> PageText.read(found, target.sink()::report)).orElse(null);
    describe(description, own.isPresent() ? page : null, draft);
    if (page != null) {
      SourceFile source = own.or(() -> shared).orElse(file);
      try {
        MarkdownPage read = MarkdownPage.read(page);
        AccuracyCheck check = check(folder, files, target.sink());
        new PageReader(vocabulary, draft, check, own.isPresent() ? null : name).read(read);
        nameLicense(license, read, draft);
      } catch (ModeldexException e) {
        target.sink().report(Problem.ofFile(source.path(), String.valueOf(e.getMessage())));
      }
    }
  }

  private static AccuracyCheck check(String folder, SourceFiles files, Sink sink) {
    Optional<SourceFile> file = files.find(join(folder, AccuracyCheck.FILE));
    try {
      return file.map(AccuracyCheck::read).orElse(AccuracyCheck.NONE);
    } catch (ModeldexException e) {
      file.ifPresent(
          found -> sink.report(Problem.ofFile(found.path(), String.valueOf(e.getMessage()))));
      return AccuracyCheck.NONE;
    }
  }

  /** A licence that the model's file only gives the address of is the one its page names. */
  private void nameLicense(@Nullable String license, MarkdownPage page, Draft draft) {
    if (license != null && vocabulary.find(Category.LICENSE, license).isEmpty()) {
      LegalSection.license(page, vocabulary)
          .ifPresent(name -> {
            draft.contextual().license(draft.term("license", name));
            draft.attribute("license", List.of(license), draft.line());
          });
    }
  }

  private static void describe(@Nullable String description, @Nullable String page, Draft draft) {
    String all =
        description == null || page == null
            ? (description == null ? page : description)
            : description + "\n\n" + page;
    draft.record().description(draft.text("description", all));
  }

  private static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + '/' + name;
  }
}
