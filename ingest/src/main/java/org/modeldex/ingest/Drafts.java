package org.modeldex.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modeldex.ingest.Draft.Found;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.TableScale.Settled;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/**
 * The records of one file while it is read; its measurements are one table. Used by one thread.
 *
 * <p>{@link #begin} a draft for each record, fill it, and {@link #write} them all.
 */
public final class Drafts {
  private final String format;
  private final TableScale scale;
  private final Sink sink;
  private final List<Draft> drafts = new ArrayList<>();

  /**
   * @param format the importer's name for the format, which becomes the records' source
   */
  public Drafts(String format, TableScale scale, Sink sink) {
    this.format = format;
    this.scale = scale;
    this.sink = sink;
  }

  /** As the other, for a record that is named as its source names it. */
  public Optional<Draft> begin(Kind kind, String nativeName, SourceFile file, int line) {
    return begin(kind, nativeName, nativeName, file, line);
  }

  /**
   * A draft with an id and a source.
   *
   * @param name what the id is made of
   * @param line where in the file the record begins
   * @return empty when nothing can have this name, which is then reported
   */
  public Optional<Draft> begin(
      Kind kind, String name, String nativeName, SourceFile file, int line) {
    try {
      Draft draft = new Draft(sink.identify(kind, name, file), file, line, sink::report);
      draft.record().source(new Source(format, file.path(), nativeName, null, null));
      drafts.add(draft);
      return Optional.of(draft);
    } catch (ModeldexException e) {
      lose(file, line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * A draft of a version of a model.
   *
   * @param nativeName the source's name of the version
   * @return empty when no version can have this name, which is then reported
   */
  public Optional<Draft> beginVersion(
      RecordId model, String version, String nativeName, SourceFile file, int line) {
    try {
      RecordId id = RecordId.version(model.project(), model.name(), version.strip());
      Draft draft = new Draft(id, file, line, sink::report);
      draft.edge(LineageEdge.Relation.VERSION_OF, () -> model);
      draft.record().source(new Source(format, file.path(), nativeName, null, null));
      drafts.add(draft);
      return Optional.of(draft);
    } catch (ModeldexException e) {
      lose(file, line, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Notes that a record is missing. */
  public void lose(SourceFile file, int line, String reason) {
    sink.report(Problem.ofLine(file.path(), line, reason, Loss.RECORD));
  }

  /** Puts the records in the order in which they were begun, and forgets them. */
  public void write() {
    List<Settled> settled =
        scale.settle(
            drafts.stream()
                .flatMap(draft -> draft.measurements().stream())
                .map(Found::measurement)
                .toList());
    int next = 0;
    for (Draft draft : drafts) {
      List<Settled> own = settled.subList(next, next + draft.measurements().size());
      next += own.size();
      reportWords(draft, own);
      build(draft, own)
          .ifPresent(record -> sink.accept(new Mutation.Put(record, Precondition.NONE)));
    }
    drafts.clear();
  }

  private static void reportWords(Draft draft, List<Settled> settled) {
    for (int i = 0; i < settled.size(); i++) {
      if (!settled.get(i).hasNumber() && settled.get(i).parameters().isEmpty()) {
        Found found = draft.measurements().get(i);
        draft.lose(
            found.file(),
            found.line(),
            found.measurement().metric()
                + " \""
                + found.measurement().raw()
                + "\" is kept as text: no number",
            Loss.NOTHING);
      }
    }
  }

  private static Optional<MetadataRecord> build(Draft draft, List<Settled> settled) {
    try {
      return Optional.of(draft.build(settled));
    } catch (ModeldexException e) {
      draft.lose(draft.line(), String.valueOf(e.getMessage()), Loss.RECORD);
      return Optional.empty();
    }
  }
}
