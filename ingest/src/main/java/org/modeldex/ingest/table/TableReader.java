package org.modeldex.ingest.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Problem;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Sink;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.TableScale;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.vocabulary.Spelling;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Makes records of the rows of one table. Used by one thread, once.
 *
 * <p>Where each row is a record, the table is read twice: first for the scale of its metrics, which
 * only all rows together show, then row by row into records that are written at once. Where rows
 * are gathered, the records are kept until the table has been read.
 */
final class TableReader {
  /** Rows that are gathered into records, at most. */
  static final int MAX_GATHERED = 1_000_000;

  private final SourceFile file;
  private final Layout layout;
  private final TableMapping mapping;
  private final Drafts drafts;
  private final TableScale scale;
  private final Vocabulary vocabulary;
  private final Sink sink;
  private final Scores scores;
  private final FieldWriter writer;
  private final Set<String> mapped;
  private final Set<String> seen = new LinkedHashSet<>();
  private final Map<String, Optional<Entrant>> gathered = new LinkedHashMap<>();
  private final Map<RecordId, Integer> versions = new HashMap<>();
  private int rows;

  TableReader(SourceFile file, Table table, Drafts drafts, Vocabulary vocabulary, Sink sink) {
    this.file = file;
    layout = table.layout();
    mapping = table.mapping();
    this.drafts = drafts;
    scale = new TableScale(vocabulary);
    this.vocabulary = vocabulary;
    this.sink = sink;
    scores = new Scores(mapping, vocabulary);
    writer = new FieldWriter(vocabulary);
    mapped = mapping.columns();
  }

  /** How a file is written and what its columns hold. */
  record Table(Layout layout, TableMapping mapping) {}

  /** Reads the table and writes its records. */
  void read() throws IOException {
    if (mapping.gather()) {
      each(this::gather, this::complain);
      gathered.values().forEach(entrant -> entrant.ifPresent(this::finish));
      drafts.write();
    } else {
      each(
          row -> {
            scores.weigh(row);
            return true;
          },
          (line, reason, loss) -> {});
      scores.settle(scale);
      each(this::single, this::complain);
    }
    reportMissing();
  }

  private void each(Predicate<Row> receiver, Rows.Complaints complaints) throws IOException {
    try (InputStream in = file.open()) {
      layout.rows(in, complaints).each(receiver);
    }
  }

  private void complain(int line, String reason, Loss loss) {
    sink.report(Problem.ofLine(file.path(), line, reason, loss));
  }

  private boolean single(Row row) {
    seen.addAll(row.cells().keySet());
    String name = name(row);
    if (name != null) {
      begin(name, row)
          .ifPresent(entrant -> {
            add(row, entrant);
            finish(entrant);
            drafts.write();
          });
    }
    return true;
  }

  private boolean gather(Row row) {
    seen.addAll(row.cells().keySet());
    if (rows++ == MAX_GATHERED) {
      complain(
          row.line(),
          "rows are gathered by name, and this one and all behind it are too many for that",
          Loss.RECORD);
      return false;
    }
    String name = name(row);
    if (name != null) {
      String version = mapping.kind() == Kind.VERSION ? text(Field.VERSION, row) : null;
      gathered
          .computeIfAbsent(name + '\n' + version, first -> begin(name, row))
          .ifPresent(entrant -> add(row, entrant));
    }
    return true;
  }

  /** Null, and said, for a row that has no name or repeats the header. */
  private @Nullable String name(Row row) {
    String name = text(Field.NAME, row);
    if (name == null) {
      drafts.lose(file, row.line(), "the row has no name");
    } else if (repeatsHeader(row)) {
      complain(row.line(), "the row repeats the header", Loss.NOTHING);
      return null;
    }
    return name;
  }

  private static boolean repeatsHeader(Row row) {
    return row.cells().size() > 1
        && row.cells().entrySet().stream()
            .allMatch(cell -> cell.getValue().equals(List.of(cell.getKey())));
  }

  private @Nullable String text(Field field, Row row) {
    Cells cells = mapping.fields().get(field);
    return cells == null ? null : cells.text(row);
  }

  private Optional<Entrant> begin(String name, Row row) {
    Optional<Draft> draft =
        switch (mapping.kind()) {
          case VERSION -> version(name, row);
          case DATASET ->
              drafts.begin(
                  Kind.DATASET,
                  vocabulary.slug(Term.Category.DATASET, name),
                  name,
                  file,
                  row.line());
          default -> drafts.begin(mapping.kind(), name, file, row.line());
        };
    return draft.map(Entrant::new);
  }

  /** A version that is there already is numbered, as repeated names are. */
  private Optional<Draft> version(String name, Row row) {
    String version = text(Field.VERSION, row);
    if (version == null) {
      drafts.lose(file, row.line(), name + ": the row has no version");
      return Optional.empty();
    }
    try {
      RecordId model = RecordId.model(sink.project(), name);
      int number =
          versions.merge(RecordId.version(model.project(), name, version), 1, Integer::sum);
      String distinct = number == 1 ? version : version + " (" + number + ")";
      return drafts.beginVersion(model, distinct, name, file, row.line());
    } catch (ModeldexException e) {
      drafts.lose(file, row.line(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void add(Row row, Entrant entrant) {
    mapping.fields().forEach((field, cells) -> entrant.field(field, cells.texts(row)));
    mapping
        .hyperparameters()
        .forEach((column, name) -> entrant.hyperparameter(name, row.texts(column)));
    mapping.attributes().forEach((column, name) -> entrant.attribute(name, row.texts(column)));
    Set<String> measured = measure(row, entrant.draft());
    row.cells()
        .forEach((column, texts) -> {
          if (!mapped.contains(column) && !measured.contains(column)) {
            switch (mapping.unmapped()) {
              case ATTRIBUTES, METRICS -> entrant.attribute(column, texts);
              case HYPERPARAMETERS -> entrant.hyperparameter(column, texts);
              case IGNORE -> {}
            }
          }
        });
  }

  /** Adds the row's measurements; says which columns they are from. */
  private Set<String> measure(Row row, Draft draft) {
    Set<String> measured = new HashSet<>();
    for (Scores.Cell cell : scores.cells(row)) {
      measured.add(cell.column());
      draft.measurement(
          row.line(),
          () -> {
            Measurement measurement = scores.measurement(row, cell);
            evaluatedOn(draft, measurement.dataset());
            return measurement;
          });
    }
    return measured;
  }

  private void evaluatedOn(Draft draft, @Nullable String dataset) {
    if (dataset != null) {
      String slug = vocabulary.slug(Term.Category.DATASET, dataset);
      draft.edge(
          Relation.EVALUATED_ON, () -> RecordId.of(Kind.DATASET, draft.id().project(), slug));
    }
  }

  private void finish(Entrant entrant) {
    Draft draft = entrant.draft();
    String url = draft.text("url", entrant.first(Field.URL));
    if (url != null) {
      String name = entrant.first(Field.NAME);
      draft.record().source(new Source(TableImporter.FORMAT, file.path(), name, url, null));
    }
    entrant.finish(mapping, writer);
  }

  private void reportMissing() {
    Set<String> missing = new LinkedHashSet<>(mapped);
    missing.removeAll(seen);
    missing.removeAll(mapping.ignored());
    for (String column : missing) {
      String nearest = Spelling.nearest(column, seen);
      sink.report(
          new Problem(
              file.path(),
              null,
              "there is nothing in a column '"
                  + column
                  + (nearest == null ? "'" : "'; did you mean '" + nearest + "'?"),
              Loss.NOTHING));
    }
  }
}
