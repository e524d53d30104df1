package org.modeldex.ingest.table;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.ByteSize;
import org.modeldex.ingest.Draft;
import org.modeldex.ingest.Problem.Loss;
import org.modeldex.ingest.Quantity;
import org.modeldex.record.Contextual;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** Puts what columns say of a record into its draft. */
final class FieldWriter {
  /** A smaller count is likely to be one of thousands or millions. */
  private static final long FEWEST_PARAMETERS = 1_000;

  private final Vocabulary vocabulary;

  FieldWriter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Writes a field. Of several texts for a field that holds one the first counts, and all are an
   * attribute; so is a text that is not the number or time that a field holds.
   *
   * @param texts distinct, at least one
   * @param unit what numbers count, as the mapping says; null when it does not
   */
  void write(Draft draft, Field field, List<String> texts, @Nullable String unit) {
    String first = texts.getFirst();
    if (field.isMany()) {
      many(draft, field, texts);
      return;
    }
    boolean taken =
        field.isTime()
            ? time(draft, field, first)
            : field.isNumber() ? number(draft, field, first, unit) : text(draft, field, first);
    if (!taken) {
      draft.lose(
          draft.line(),
          field.key()
              + " \""
              + first
              + "\" is kept as text: "
              + (field.isTime() ? "no time" : "no number of them"),
          Loss.NOTHING);
    }
    if (!taken || texts.size() > 1 || field == Field.VERSION) {
      draft.attribute(field.key(), texts, draft.line());
    }
  }

  private void many(Draft draft, Field field, List<String> texts) {
    Contextual.Builder contextual = draft.contextual();
    String project = draft.id().project();
    switch (field) {
      case TAGS -> draft.record().tags(draft.terms("tag", texts));
      case TASKS -> contextual.tasks(draft.terms("task", texts));
      case LANGUAGES -> contextual.languages(draft.terms("language", texts));
      case MODALITIES -> contextual.modalities(draft.terms("modality", texts));
      case ARCHITECTURES -> draft.structural().architectures(draft.terms("architecture", texts));
      case DATASETS -> {
        for (String dataset : texts) {
          String slug = vocabulary.slug(Term.Category.DATASET, dataset);
          draft.edge(Relation.TRAINED_ON, () -> RecordId.of(Kind.DATASET, project, slug));
        }
        draft.attribute(field.key(), texts, draft.line());
      }
      case BASE_MODELS -> {
        for (String model : texts) {
          draft.edge(Relation.DERIVED_FROM, () -> RecordId.model(project, model));
        }
        draft.attribute(field.key(), texts, draft.line());
      }
      case PAPERS -> {
        for (String paper : texts) {
          boolean address = paper.contains("://");
          draft.paper(address ? null : paper, address ? paper : null);
        }
      }
      case ARTIFACTS -> texts.forEach(draft::artifact);
      default -> throw new IllegalStateException(field + " holds one text");
    }
  }

  private static boolean number(Draft draft, Field field, String text, @Nullable String unit) {
    boolean plain = unit == null || !Character.isDigit(text.charAt(text.length() - 1));
    String counted = plain ? text : text + unit;
    Optional<Long> count =
        field == Field.SIZE_BYTES ? ByteSize.find(counted) : Quantity.find(counted);
    Structural.Builder structural = draft.structural();
    switch (field) {
      case PARAMETER_COUNT ->
          count.filter(number -> number >= FEWEST_PARAMETERS).ifPresent(structural::parameterCount);
      case FLOPS -> count.ifPresent(structural::flops);
      default -> count.ifPresent(structural::sizeBytes);
    }
    return count.isPresent()
        && (field != Field.PARAMETER_COUNT || count.get() >= FEWEST_PARAMETERS);
  }

  private static boolean time(Draft draft, Field field, String text) {
    Optional<Instant> time = Times.find(text);
    switch (field) {
      case STARTED_AT -> time.ifPresent(draft.contextual()::startedAt);
      case ENDED_AT -> time.ifPresent(draft.contextual()::endedAt);
      default -> time.ifPresent(instant -> draft.attribute(field.key(), instant, draft.line()));
    }
    return time.isPresent();
  }

  /** Always true; a text that is too long is reported by the draft. */
  private static boolean text(Draft draft, Field field, String text) {
    Contextual.Builder contextual = draft.contextual();
    Structural.Builder structural = draft.structural();
    String word = draft.text(field.key(), text);
    switch (field) {
      case DESCRIPTION -> draft.record().description(word);
      case INTENDED_USE -> contextual.intendedUse(word);
      case LIMITATIONS -> contextual.limitations(word);
      case HARDWARE -> draft.hardware(text);
      case LICENSE -> contextual.license(draft.term(field.key(), text));
      case FRAMEWORK -> structural.framework(draft.term(field.key(), text));
      case LIBRARY -> structural.library(draft.term(field.key(), text));
      case ALGORITHM -> structural.algorithm(draft.term(field.key(), text));
      case DOMAIN -> contextual.domain(draft.term(field.key(), text));
      case OWNER -> contextual.owner(draft.term(field.key(), text));
      case TEAM -> contextual.team(draft.term(field.key(), text));
      case STAGE -> contextual.stage(draft.term(field.key(), text));
      case STATUS -> contextual.status(draft.term(field.key(), text));
      default -> {} // the name and the version are the record's id, its address is its source's
    }
    return true;
  }
}
