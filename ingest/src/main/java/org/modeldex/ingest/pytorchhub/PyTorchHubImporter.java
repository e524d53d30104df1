package org.modeldex.ingest.pytorchhub;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Fields;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.YamlDocument;
import org.modeldex.ingest.YamlNode;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.ingest.markdown.MarkdownPage.Link;
import org.modeldex.ingest.markdown.MarkdownPage.Section;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Reads pages of PyTorch Hub; each page, a model or a family of models, is a record. */
public final class PyTorchHubImporter implements Importer {
  private static final Pattern LAYOUT =
      Pattern.compile("\\A\\s*---[ \\t]*\\R(?s:.{0,4000}?)(?m)^layout:[ \\t]*hub_detail[ \\t]*$");
  private static final Pattern LOAD =
      Pattern.compile(
          "torch\\.hub\\.load\\(\\s*(?:repo_or_dir\\s*=\\s*)?([\"'])([^\"'\\s]+)\\1"
              + "\\s*,\\s*(?:model\\s*=\\s*)?([\"'])([^\"'\\s]+)\\3");
  private static final Pattern TRAINED = Pattern.compile("(?i)\\btrained\\b");
  private static final String QUOTES = "[\u201c\u201d\"]";

  /** Fields that say how the page looks. */
  private static final Set<String> LOOK =
      Set.of(
          "layout",
          "background-class",
          "body-class",
          "image",
          "featured_image_1",
          "featured_image_2",
          "order");

  private final Vocabulary vocabulary;
  private final TableScale scale;

  public PyTorchHubImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "pytorch-hub";
  }

  /** By front matter with the layout of the hub's pages. */
  @Override
  public boolean accepts(SourceFile file) {
    return file.endsWith(".md") && LAYOUT.matcher(file.headText()).find();
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    for (SourceFile file : files.claimed()) {
      Drafts drafts = new Drafts(format(), scale, sink);
      try {
        MarkdownPage page = MarkdownPage.read(file.text());
        Fields fields = frontMatter(page, file, sink);
        String title = fields.takeText("title");
        String name = title == null ? file.name().replaceFirst("\\.[^.]*$", "") : title;
        drafts
            .begin(Kind.MODEL, name, file, 1)
            .ifPresent(draft -> {
              String summary = readFields(fields, draft);
              String text = (summary + readPage(page, draft)).strip();
              draft.record().description(draft.text("the page", text));
            });
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
      drafts.write();
    }
  }

  /** The fields; none, and a problem, when they are no YAML. */
  private static Fields frontMatter(MarkdownPage page, SourceFile file, Sink sink) {
    String text = page.frontMatter();
    try {
      List<YamlDocument> documents = text == null ? List.of() : YamlDocument.readAll(text);
      if (!documents.isEmpty() && documents.getFirst().root() instanceof YamlNode.Mapping mapping) {
        return new Fields(mapping.fields());
      }
      sink.report(new Problem(file.path(), null, "has no front matter with fields", Loss.VALUE));
    } catch (ModeldexException e) {
      sink.report(
          new Problem(file.path(), "front matter", String.valueOf(e.getMessage()), Loss.VALUE));
    }
    return new Fields(Map.of());
  }

  /** The summary. */
  private String readFields(Fields fields, Draft draft) {
    LOOK.forEach(fields::take);
    String summary = Optional.ofNullable(fields.takeText("summary")).orElse("");
    draft.record().tags(draft.terms("tag", fields.takeTexts("tags")));
    draft.contextual().owner(draft.term("author", fields.takeText("author")));
    Mentions mentions = new Mentions(vocabulary);
    List<String> tasks = new ArrayList<>(mentions.tasks(draft.id().name() + "\n" + summary));
    draft.contextual().tasks(draft.terms("task", tasks));
    draft.structural().framework("PyTorch");
    Matcher trained = TRAINED.matcher(summary);
    if (trained.find()) {
      mentions
          .datasetBehindOn(summary.substring(trained.end()))
          .map(words -> vocabulary.slug(Term.Category.DATASET, words))
          .ifPresent(slug ->
              draft.edge(
                  Relation.TRAINED_ON,
                  () -> RecordId.of(Kind.DATASET, draft.id().project(), slug)));
    }
    String accelerator = fields.takeText("accelerator");
    if (accelerator != null) {
      draft.hardware(accelerator.replaceAll(QUOTES, ""));
    }
    fields.rest().forEach(draft::attributes);
    return summary;
  }

  /** The prose, with its headings. */
  private String readPage(MarkdownPage page, Draft draft) {
    ResultTables tables = new ResultTables(vocabulary, draft);
    StringBuilder text = new StringBuilder();
    for (Section section : page.sections()) {
      String title = section.title().toLowerCase(Locale.ROOT);
      boolean references = title.startsWith("reference") || title.contains("citation");
      tables.read(section);
      for (Link link : section.links()) {
        if (!link.image() && (references || link.url().contains("arxiv.org/"))) {
          draft.paper(link.text().contains(" ") ? link.text() : null, link.url());
        }
      }
      if (!references && !section.prose().isBlank()) {
        text.append(section.title().isEmpty() ? "" : "\n\n## " + section.title())
            .append("\n\n")
            .append(section.prose().strip().replace("\n", "\n\n"));
      }
    }
    readCalls(page.body(), draft);
    return text.toString();
  }

  /** The models that the page's code loads, and the repositories that it loads them from. */
  private static void readCalls(String body, Draft draft) {
    Set<String> repositories = new LinkedHashSet<>();
    Set<String> models = new LinkedHashSet<>();
    Matcher load = LOAD.matcher(body);
    while (load.find()) {
      repositories.add(load.group(2));
      models.add(load.group(4));
    }
    if (!models.isEmpty()) {
      draft.attribute("hub repository", List.copyOf(repositories), 1);
      draft.attribute("hub models", List.copyOf(models), 1);
    }
  }
}
