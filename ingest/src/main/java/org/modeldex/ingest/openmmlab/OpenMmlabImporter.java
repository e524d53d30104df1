package org.modeldex.ingest.openmmlab;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Importer;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.SourceFiles;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.openmmlab.Metafile.Entry;
import org.modeldex.record.Kind;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Reads model-index files. Every YAML file with Models, Collections or Import is read, listed in an
 * index or not; what an index imports is read even when it alone was given. Markdown pages may hold
 * the same in comments.
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
    return MetafileReader.isPage(file)
        ? MetafileReader.recognisesComment(file.headText())
        : file.endsWith(".yml", ".yaml") && MetafileReader.recognises(file.headText());
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
      Drafts drafts = new Drafts(format(), scale, sink);
      for (Entry entry : metafile.models()) {
        draft(entry, Kind.MODEL, drafts, name -> name)
            .ifPresent(model -> models.read(entry, model));
      }
      for (Entry entry : metafile.datasets()) {
        draft(entry, Kind.DATASET, drafts, name -> datasets.slug(name, entry))
            .ifPresent(dataset -> datasets.read(entry, dataset));
      }
      drafts.write();
    }
    for (Entry collection : repository.unused()) {
      report(collection, "no model is in this collection", Loss.VALUE, sink);
    }
  }

  private static Optional<Draft> draft(
      Entry entry, Kind kind, Drafts drafts, UnaryOperator<String> nameInId) {
    Optional<String> name = Repository.name(entry);
    if (name.isEmpty()) {
      drafts.lose(entry.file(), entry.line(), "the " + kind.word() + " has no Name");
      return Optional.empty();
    }
    return drafts.begin(kind, nameInId.apply(name.get()), name.get(), entry.file(), entry.line());
  }

  private static void report(Entry entry, String reason, Loss loss, Sink sink) {
    sink.report(Problem.ofLine(entry.file().path(), entry.line(), reason, loss));
  }
}
