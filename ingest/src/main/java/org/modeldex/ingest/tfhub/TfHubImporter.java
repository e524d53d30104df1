package org.modeldex.ingest.tfhub;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Reads documentation pages of TensorFlow Hub; each page of a model is a record. */
public final class TfHubImporter implements Importer {
  private final Vocabulary vocabulary;
  private final TableScale scale;

  public TfHubImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "tfhub";
  }

  /** By a page that begins with a heading of a kind and a handle. */
  @Override
  public boolean accepts(SourceFile file) {
    return file.endsWith(".md") && HubPage.recognises(file.headText());
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    for (SourceFile file : files.claimed()) {
      Drafts drafts = new Drafts(format(), scale, sink);
      try {
        Optional<HubPage> page = HubPage.read(file.text());
        if (page.isEmpty()) {
          sink.report(Problem.ofFile(file.path(), "has no heading with a kind and a handle"));
        }
        page.ifPresent(found -> read(found, file, drafts, sink));
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
      drafts.write();
    }
  }

  private void read(HubPage page, SourceFile file, Drafts drafts, Sink sink) {
    if (page.kind() == HubPage.Kind.PUBLISHER) {
      sink.report(
          Problem.ofLine(
              file.path(), page.line(), "describes a publisher, which is no record", Loss.NOTHING));
      return;
    }
    drafts
        .begin(Kind.MODEL, page.name(), page.handle(), file, page.line())
        .ifPresent(draft -> fill(page, draft));
  }

  private void fill(HubPage page, Draft draft) {
    draft.record().description(draft.text("the page", page.body()));
    draft.record().tags(List.of(page.kind().name().toLowerCase(Locale.ROOT)));
    draft.structural().framework(framework(page.kind()));
    draft
        .structural()
        .architectures(draft.terms("network-architecture", page.take("network-architecture")));
    draft.contextual().owner(draft.term("the publisher", page.publisher()));
    draft.contextual().tasks(draft.terms("task", page.take("task")));
    draft.contextual().languages(draft.terms("language", page.take("language")));
    List<String> licenses = draft.terms("license", page.take("license"));
    if (!licenses.isEmpty()) {
      draft.contextual().license(licenses.getFirst());
      if (licenses.size() > 1) {
        draft.attribute("license", licenses, draft.line());
      }
    }
    List<String> datasets = page.take("dataset");
    datasets.forEach(words -> trainedOn(words, draft));
    if (!datasets.isEmpty()) {
      draft.attribute("dataset", datasets, draft.line());
    }
    for (String parent : page.take("parent-model")) {
      draft.edge(Relation.DERIVED_FROM, () -> RecordId.model(draft.id().project(), parent));
      draft.attribute("parent-model", List.of(parent), draft.line());
    }
    for (String path : page.take("asset-path")) {
      if (path.contains("://")) {
        draft.artifact(path);
      } else {
        draft.attribute("asset-path", List.of(path), draft.line());
      }
    }
    page.fields().forEach((name, values) -> draft.attribute(name, values, draft.line()));
  }

  private void trainedOn(String words, Draft draft) {
    draft.edge(
        Relation.TRAINED_ON,
        () ->
            RecordId.of(
                Kind.DATASET, draft.id().project(), vocabulary.slug(Term.Category.DATASET, words)));
  }

  private static @Nullable String framework(HubPage.Kind kind) {
    return switch (kind) {
      case MODULE -> "TensorFlow";
      case LITE, CORAL -> "TensorFlow Lite";
      case TFJS -> "TensorFlow.js";
      case PLACEHOLDER, COLLECTION, PUBLISHER -> null;
    };
  }
}
