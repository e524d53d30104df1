package org.modeldex.ingest.pytorchhub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.markdown.MarkdownPage.Row;
import org.modeldex.ingest.markdown.MarkdownPage.Section;
import org.modeldex.ingest.markdown.MarkdownPage.Table;
import org.modeldex.ingest.markdown.ModelColumns;
import org.modeldex.ingest.markdown.ModelColumns.Role;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Takes over a page's tables of models and their results. A page speaks of a family of models: each
 * row's model is the slice of its values, unless the table has one row only.
 */
final class ResultTables {
  private final Vocabulary vocabulary;
  private final Mentions mentions;
  private final Draft draft;

  ResultTables(Vocabulary vocabulary, Draft draft) {
    this.vocabulary = vocabulary;
    mentions = new Mentions(vocabulary);
    this.draft = draft;
  }

  void read(Section section) {
    Optional<String> dataset =
        Optional.of(section.title())
            .filter(title -> vocabulary.find(Term.Category.DATASET, title).isPresent())
            .or(() -> mentions.datasetBehindOn(section.prose()));
    for (Table table : section.tables()) {
      ModelColumns.find(table, vocabulary)
          .ifPresent(columns -> read(table, columns, dataset.orElse(null)));
    }
  }

  private void read(Table table, ModelColumns columns, @Nullable String dataset) {
    if (dataset != null) {
      String slug = vocabulary.slug(Term.Category.DATASET, dataset);
      draft.edge(
          Relation.EVALUATED_ON, () -> RecordId.of(Kind.DATASET, draft.id().project(), slug));
    }
    boolean family =
        table.rows().stream().map(columns::modelOf).filter(name -> !name.isEmpty()).count() > 1;
    for (Row row : table.rows()) {
      String setting = setting(table, columns, row);
      String slice = family ? variant(table, columns, row, setting) : null;
      for (int i = 0; i < columns.roles().size(); i++) {
        String metric = table.header().get(i).text();
        String raw = row.cells().get(i).text();
        if (columns.roles().get(i) == Role.METRIC && !ModelColumns.isNothing(raw)) {
          draft.measurement(row.line(), () -> measurement(metric, dataset, slice, setting, raw));
        }
      }
    }
  }

  /** A name that the table repeats is told apart by the row's other words. */
  private static @Nullable String variant(
      Table table, ModelColumns columns, Row row, String setting) {
    String name = columns.modelOf(row);
    boolean repeated =
        table.rows().stream().filter(other -> columns.modelOf(other).equals(name)).count() > 1;
    String slice = repeated && !setting.isEmpty() ? name + ", " + setting : name;
    return slice.isEmpty() ? null : slice;
  }

  /** The columns that are neither models nor values, as {@code depth R50, crop size 224}. */
  private static String setting(Table table, ModelColumns columns, Row row) {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < columns.roles().size(); i++) {
      String text = row.cells().get(i).text();
      if (columns.roles().get(i) == Role.NOTE && !ModelColumns.isNothing(text)) {
        settings.add((table.header().get(i).text() + ' ' + text).strip());
      }
    }
    return String.join(", ", settings);
  }

  private static Measurement measurement(
      String metric, @Nullable String dataset, @Nullable String slice, String config, String raw) {
    return new Measurement(
        metric,
        dataset,
        null,
        slice,
        config.isEmpty() ? null : config,
        raw,
        metric.contains("(%)") ? TableScale.PERCENT : null,
        null,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }
}
