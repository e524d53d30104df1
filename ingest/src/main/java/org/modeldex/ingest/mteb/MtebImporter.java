package org.modeldex.ingest.mteb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.JsonDocument;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.YamlNode;
import org.modeldex.record.Kind;
import org.modeldex.record.Limits;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.Source;
import org.modeldex.vocabulary.Vocabulary;

/** Reads MTEB results, one model after another. */
public final class MtebImporter implements Importer {
  /** What every model that this benchmark measures is for. */
  private static final String TASK = "feature-extraction";

  private final Vocabulary vocabulary;
  private final TableScale scale;

  public MtebImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "mteb";
  }

  @Override
  public boolean accepts(SourceFile file) {
    if (!file.endsWith(".json")) {
      return false;
    }
    String head = file.headText().stripLeading();
    return isMeta(file) ? ModelMeta.recognises(head) : ScoreFile.recognises(head);
  }

  private static boolean isMeta(SourceFile file) {
    return file.name().equals(ModelMeta.FILE);
  }

  /** Files of one model follow each other, because they are in path order. */
  @Override
  public void read(SourceFiles files, Sink sink) {
    Model model = null;
    for (SourceFile file : files.claimed()) {
      Place place = Place.of(file);
      if (model == null || !model.place.folder().equals(place.folder())) {
        write(model, sink);
        model = new Model(file, place);
      }
      model.add(file, place, sink);
    }
    write(model, sink);
  }

  /** What the files of one model say. */
  private static final class Model {
    final SourceFile first;
    final Place place;
    final List<YamlNode.Mapping> metas = new ArrayList<>();
    final List<Score> scores = new ArrayList<>();

    Model(SourceFile first, Place place) {
      this.first = first;
      this.place = place;
    }

    void add(SourceFile file, Place of, Sink sink) {
      try {
        if (!isMeta(file)) {
          scores.addAll(ScoreFile.read(file, of, sink::report));
        } else if (JsonDocument.read(file.text()) instanceof YamlNode.Mapping meta) {
          metas.add(meta);
        }
      } catch (ModeldexException e) {
        sink.report(Problem.ofFile(file.path(), String.valueOf(e.getMessage())));
      }
    }

    String name(String project) {
      for (YamlNode.Mapping meta : metas) {
        String name = ModelMeta.name(meta);
        if (name != null) {
          return name;
        }
      }
      return place.name().isBlank() ? project : place.name();
    }
  }

  private void write(@Nullable Model model, Sink sink) {
    if (model == null || (model.metas.isEmpty() && model.scores.isEmpty())) {
      return;
    }
    String name = model.name(sink.project());
    Drafts drafts = new Drafts(format(), scale, sink);
    Optional<Draft> draft = drafts.begin(Kind.MODEL, name, model.first, 1);
    if (draft.isPresent()) {
      describe(model, name, draft.get());
      addScores(model, name, draft.get(), drafts);
      drafts.write();
    }
  }

  private void describe(Model model, String name, Draft draft) {
    model.metas.sort(Comparator.comparingInt(ModelMeta::weight).reversed());
    draft.record().tags(List.of("mteb"));
    draft.contextual().tasks(List.of(TASK));
    int slash = name.indexOf('/');
    if (slash > 0) {
      draft.contextual().owner(draft.term("owner", name.substring(0, slash)));
    }
    String uri = ModelMeta.read(model.metas, vocabulary, draft);
    if (uri != null && uri.length() <= Limits.SHORT_TEXT) {
      draft.record().source(new Source(format(), model.first.path(), name, uri, null));
    }
    Set<String> tasks = new LinkedHashSet<>();
    model.scores.forEach(score -> tasks.add(score.task()));
    tasks.forEach(task -> ModelMeta.edge(Relation.EVALUATED_ON, task, vocabulary, draft));
  }

  /** More scores than one record holds go to further records, as parts of the first. */
  private static void addScores(Model model, String name, Draft draft, Drafts drafts) {
    boolean revisions =
        model.scores.stream().map(score -> score.place().revision()).distinct().count() > 1;
    Draft part = draft;
    int parts = 1;
    for (Score score : model.scores) {
      if (part.measurements().size() == Limits.MEASUREMENTS) {
        parts++;
        Optional<Draft> next =
            drafts.begin(Kind.RUN, name + " results " + parts, name, model.first, 1);
        if (next.isEmpty()) {
          return;
        }
        part = next.get();
        part.edge(Relation.PART_OF, draft::id);
      }
      part.measurement(score.line(), () -> score.measurement(revisions));
    }
  }
}
