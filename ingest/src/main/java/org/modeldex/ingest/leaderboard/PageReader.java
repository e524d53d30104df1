package org.modeldex.ingest.leaderboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Drafts;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.TableScale.Settled;
import org.modeldex.ingest.markdown.MarkdownPage;
import org.modeldex.ingest.markdown.MarkdownPage.Cell;
import org.modeldex.ingest.markdown.MarkdownPage.Link;
import org.modeldex.ingest.markdown.MarkdownPage.Row;
import org.modeldex.ingest.markdown.MarkdownPage.Section;
import org.modeldex.ingest.markdown.MarkdownPage.Table;
import org.modeldex.ingest.markdown.ModelColumns;
import org.modeldex.ingest.markdown.ModelColumns.Role;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Makes records of one page. Rows of one model and paper are one record, unless one table lists
 * them twice. Each table has a scale of its own.
 */
final class PageReader {
  private final SourceFile file;
  private final Drafts drafts;
  private final TableScale scale;
  private final Vocabulary vocabulary;
  private final Map<List<String>, Entrant> entrants = new LinkedHashMap<>();
  private final List<Entrant> all = new ArrayList<>();

  /** A model with what its rows add to, and the table that spoke of it last. */
  private static final class Entrant {
    final Draft draft;
    final Set<String> tasks = new LinkedHashSet<>();
    final Map<String, Set<String>> notes = new LinkedHashMap<>();
    @Nullable Table table;

    Entrant(Draft draft) {
      this.draft = draft;
    }

    void note(String name, String text) {
      if (!name.isBlank() && !text.isBlank()) {
        notes.computeIfAbsent(name, first -> new LinkedHashSet<>()).add(text);
      }
    }
  }

  /** A value that waits for the scale of its table. */
  private record Waiting(Draft draft, Measurement measurement, int line) {}

  PageReader(SourceFile file, Drafts drafts, TableScale scale, Vocabulary vocabulary) {
    this.file = file;
    this.drafts = drafts;
    this.scale = scale;
    this.vocabulary = vocabulary;
  }

  void read(MarkdownPage page) {
    for (Section section : page.sections()) {
      for (Table table : section.tables()) {
        ModelColumns.find(table, vocabulary)
            .ifPresent(columns -> read(table, columns, Setting.of(section, vocabulary)));
      }
    }
  }

  /** Writes the records of all that was read. */
  void finish() {
    for (Entrant entrant : all) {
      Draft draft = entrant.draft;
      draft.contextual().tasks(draft.terms("task", List.copyOf(entrant.tasks)));
      entrant.notes.forEach(
          (name, texts) -> draft.attribute(name, List.copyOf(texts), draft.line()));
    }
    drafts.write();
  }

  private void read(Table table, ModelColumns columns, Setting setting) {
    List<Waiting> waiting = new ArrayList<>();
    for (Row row : table.rows()) {
      String model = columns.modelOf(row);
      if (model.isEmpty()) {
        if (row.cells().stream().anyMatch(cell -> !ModelColumns.isNothing(cell.text()))) {
          drafts.lose(file, row.line(), "the row names no model");
        }
      } else {
        entrant(model, paper(row, columns), table, row)
            .ifPresent(entrant -> {
              describe(entrant, setting, row, columns);
              readRow(entrant.draft, table, row, columns, setting, waiting);
              readNotes(entrant, table, row, columns);
            });
      }
    }
    List<Settled> settled = scale.settle(waiting.stream().map(Waiting::measurement).toList());
    for (int i = 0; i < settled.size(); i++) {
      Measurement measurement = settled.get(i).measurement();
      waiting.get(i).draft().measurement(waiting.get(i).line(), () -> measurement);
    }
  }

  /** What tells papers of equally named models apart: the first link of a paper's column. */
  private static String paper(Row row, ModelColumns columns) {
    for (int i = 0; i < columns.roles().size(); i++) {
      Cell cell = row.cells().get(i);
      if (columns.roles().get(i) == Role.PAPER && !cell.text().isEmpty()) {
        return cell.links().isEmpty() ? cell.text() : cell.links().getFirst().url();
      }
    }
    return "";
  }

  private Optional<Entrant> entrant(String model, String paper, Table table, Row row) {
    List<String> key = List.of(model, paper);
    Entrant entrant = entrants.get(key);
    if (entrant == null || table.equals(entrant.table)) {
      Optional<Draft> draft = drafts.begin(Kind.MODEL, model, file, row.line());
      if (draft.isEmpty()) {
        return Optional.empty();
      }
      entrant = new Entrant(draft.get());
      entrants.put(key, entrant);
      all.add(entrant);
    }
    entrant.table = table;
    return Optional.of(entrant);
  }

  private void describe(Entrant entrant, Setting setting, Row row, ModelColumns columns) {
    setting.task().ifPresent(entrant.tasks::add);
    entrant.note("section", String.join(" > ", setting.headings()));
    for (Link link : row.cells().get(columns.model()).links()) {
      entrant.note("model link", link.url());
    }
    setting
        .dataset()
        .map(words -> vocabulary.slug(Term.Category.DATASET, words))
        .ifPresent(slug ->
            entrant.draft.edge(
                Relation.EVALUATED_ON,
                () -> RecordId.of(Kind.DATASET, entrant.draft.id().project(), slug)));
  }

  private static void readRow(
      Draft draft,
      Table table,
      Row row,
      ModelColumns columns,
      Setting setting,
      List<Waiting> waiting) {
    for (int i = 0; i < columns.roles().size(); i++) {
      String raw = row.cells().get(i).text();
      if (columns.roles().get(i) == Role.METRIC && !ModelColumns.isNothing(raw)) {
        try {
          Measurement measurement = measurement(table.header().get(i).text(), setting, raw);
          waiting.add(new Waiting(draft, measurement, row.line()));
        } catch (ModeldexException e) {
          draft.lose(row.line(), String.valueOf(e.getMessage()), Loss.VALUE);
        }
      }
    }
  }

  /** A percent sign in the header is the unit of its column. */
  private static Measurement measurement(String metric, Setting setting, String raw) {
    return new Measurement(
        metric,
        setting.dataset().orElse(null),
        null,
        null,
        setting.detail(),
        raw,
        metric.contains("(%)") ? TableScale.PERCENT : null,
        null,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }

  private static void readNotes(Entrant entrant, Table table, Row row, ModelColumns columns) {
    for (int i = 0; i < columns.roles().size(); i++) {
      Cell cell = row.cells().get(i);
      String name = table.header().get(i).text();
      switch (columns.roles().get(i)) {
        case PAPER -> readPaper(entrant.draft, cell);
        case NOTE -> {
          cell.links().forEach(link -> entrant.note(name, link.url()));
          if (cell.links().isEmpty() && !ModelColumns.isNothing(cell.text())) {
            entrant.note(name, cell.text());
          }
        }
        case METRIC -> cell.links().forEach(link -> entrant.note(name + " link", link.url()));
        case MODEL -> {} // read with the row
      }
    }
  }

  private static void readPaper(Draft draft, Cell cell) {
    for (Link link : cell.links()) {
      draft.paper(link.text().isBlank() ? null : link.text(), link.url());
    }
    if (cell.links().isEmpty() && !ModelColumns.isNothing(cell.text())) {
      draft.paper(cell.text(), null);
    }
  }
}
