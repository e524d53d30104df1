package org.modeldex.ingest.openmmlab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.TableScale.Settled;
import org.modeldex.ingest.openmmlab.Draft.Found;
import org.modeldex.ingest.openmmlab.Metafile.Entry;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.Source;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Reads model-index files. Every YAML file with Models, Collections or Import is read, listed in an
 * index or not; what an index imports is read even when it alone was given.
 */
public final class OpenMmlabImporter implements Importer {
  private final Vocabulary vocabulary;
  private final TableScale scale;

  public OpenMmlabImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    scale = new TableScale(vocabulary);
  }

  @Override
  public String format() {
    return "openmmlab";
  }

  @Override
  public boolean accepts(SourceFile file) {
    return file.endsWith(".yml", ".yaml") && MetafileReader.recognises(file.headText());
  }

  @Override
  public void read(SourceFiles files, Sink sink) {
    References references = new References(files);
    Repository repository =
        Repository.survey(files.claimed(), new MetafileReader(references, problem -> {}));
    MetafileReader reader = new MetafileReader(references, sink::report);
    Readmes readmes = new Readmes(files, sink::report);
    ModelReader models = new ModelReader(repository, reader, readmes, vocabulary);
    DatasetReader datasets = new DatasetReader(vocabulary, readmes);
    for (SourceFile file : repository.files()) {
      Metafile metafile = reader.read(file);
      List<Draft> drafts = new ArrayList<>();
      for (Entry entry : metafile.models()) {
        Optional<Draft> draft = draft(entry, Kind.MODEL, sink, name -> name);
        draft.ifPresent(model -> models.read(entry, model));
        draft.ifPresent(drafts::add);
      }
      for (Entry entry : metafile.datasets()) {
        Optional<Draft> draft =
            draft(entry, Kind.DATASET, sink, name -> datasets.slug(name, entry));
        draft.ifPresent(dataset -> datasets.read(entry, dataset));
        draft.ifPresent(drafts::add);
      }
      write(drafts, sink);
    }
    for (Entry collection : repository.unused()) {
      report(collection, "no model is in this collection", Loss.VALUE, sink);
    }
  }

  private Optional<Draft> draft(Entry entry, Kind kind, Sink sink, UnaryOperator<String> nameInId) {
    try {
      String name =
          Repository.name(entry)
              .orElseThrow(() -> ModeldexException.invalid("the " + kind.word(), "has no Name"));
      Draft draft =
          new Draft(sink.identify(kind, nameInId.apply(name), entry.file()), entry, sink::report);
      draft.record.source(new Source(format(), entry.file().path(), name, null, null));
      return Optional.of(draft);
    } catch (ModeldexException e) {
      sink.report(
          Problem.ofLine(
              entry.file().path(), entry.line(), String.valueOf(e.getMessage()), Loss.RECORD));
      return Optional.empty();
    }
  }

  /** Writes the records of one file; its measurements are read as one table. */
  private void write(List<Draft> drafts, Sink sink) {
    List<Settled> settled =
        scale.settle(
            drafts.stream()
                .flatMap(draft -> draft.measurements.stream())
                .map(Found::measurement)
                .toList());
    int next = 0;
    for (Draft draft : drafts) {
      List<Settled> own = settled.subList(next, next + draft.measurements.size());
      next += own.size();
      for (int i = 0; i < own.size(); i++) {
        if (!own.get(i).hasNumber()) {
          Found found = draft.measurements.get(i);
          draft.lose(
              found.line(),
              found.measurement().metric()
                  + " \""
                  + found.measurement().raw()
                  + "\" is kept as text: no number",
              Loss.NOTHING);
        }
      }
      build(draft, own.stream().map(Settled::measurement).toList())
          .ifPresent(record -> sink.accept(new Mutation.Put(record, Precondition.NONE)));
    }
  }

  private static Optional<MetadataRecord> build(Draft draft, List<Measurement> measurements) {
    try {
      return Optional.of(draft.build(measurements));
    } catch (ModeldexException e) {
      draft.lose(draft.line(), String.valueOf(e.getMessage()), Loss.RECORD);
      return Optional.empty();
    }
  }

  private static void report(Entry entry, String reason, Loss loss, Sink sink) {
    sink.report(Problem.ofLine(entry.file().path(), entry.line(), reason, loss));
  }
}
