package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.compare.Comparison;
import org.modeldex.ingest.ImportReport;
import org.modeldex.ingest.UnknownWords;
import org.modeldex.ingest.table.TableImporter.Guess;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.SearchDocument;
import org.modeldex.store.Mutation;
import org.modeldex.store.Receipt.Effect;
import org.modeldex.vocabulary.Vocabulary;

/**
 * What an import would do: each record that it would write is compared with the one that is there,
 * and nothing is written. Used by one thread.
 */
final class ImportPlan {
  /** What is held of every record adds up; the command line imports as many as one likes. */
  private static final int MAX_RECORDS = 200_000;

  private static final int LISTED = 100;
  private static final int FIELDS = 5;
  private static final int TABLES = 20;

  private final Catalog catalog;
  private final Principal principal;
  private final Vocabulary vocabulary;
  private final UnknownWords unknown;
  private final List<Guess> tables = new ArrayList<>();
  private long tablesRead;
  private final Map<RecordId, Effect> effects = new LinkedHashMap<>();
  private final Map<RecordId, String> differences = new LinkedHashMap<>();

  ImportPlan(Catalog catalog, Principal principal, Vocabulary vocabulary) {
    this.catalog = catalog;
    this.principal = principal;
    this.vocabulary = vocabulary;
    unknown = new UnknownWords(vocabulary);
  }

  /**
   * What would become of the records.
   *
   * @param tables what the first {@value #TABLES} tables were taken for
   * @param tablesRead how many there are
   * @param changes the first {@value #LISTED} records that would not stay as they are
   * @param unknown the most frequent {@value #LISTED} words that the vocabulary does not know
   * @param unknownWords how many there are
   */
  record Result(
      ImportReport report,
      List<Guess> tables,
      long tablesRead,
      Map<Effect, Long> effects,
      List<Change> changes,
      List<UnknownWords.Counted> unknown,
      long unknownWords) {

    /** How many records would not stay as they are. */
    long changing() {
      return effects.values().stream().mapToLong(Long::longValue).sum()
          - effects.getOrDefault(Effect.UNCHANGED, 0L);
    }

    /** Whether confirming does anything: points of series may be new though no record is. */
    boolean isWorthWriting() {
      return changing() > 0 || report.points() > 0;
    }
  }

  /**
   * A record that would not stay as it is.
   *
   * @param what what would change of it; empty unless it would be updated
   */
  record Change(RecordId id, Effect effect, String what) {}

  /** Takes what a table is read as. */
  void add(Guess guess) {
    tablesRead++;
    if (tables.size() < TABLES) {
      tables.add(guess);
    }
  }

  /** Takes what the import would write. */
  void add(List<Mutation> mutations) {
    unknown.add(mutations);
    for (Mutation mutation : mutations) {
      switch (mutation) {
        case Mutation.Put put -> add(put.record());
        case Mutation.Delete delete -> {
          if (catalog.find(principal, delete.id()).isPresent()) {
            effects.put(delete.id(), Effect.DELETED);
          } else {
            effects.remove(delete.id());
          }
        }
        case Mutation.AppendMeasurements append ->
            throw new IllegalStateException("importers write whole records: " + append.id());
        case Mutation.AppendSeries points -> {} // counted by the report
      }
    }
    if (effects.size() > MAX_RECORDS) {
      throw new ModeldexException(
          ErrorCode.TOO_LARGE,
          "there are more than "
              + Figures.count(MAX_RECORDS)
              + " records; import them with the command line: modeldex import");
    }
  }

  private void add(MetadataRecord record) {
    Optional<MetadataRecord> before = catalog.find(principal, record.id());
    if (before.isEmpty()) {
      effects.put(record.id(), Effect.CREATED);
    } else if (before.get().sameContent(record)) {
      effects.put(record.id(), Effect.UNCHANGED);
    } else {
      effects.put(record.id(), Effect.UPDATED);
      if (differences.size() < LISTED) {
        differences.put(record.id(), difference(before.get(), record));
      }
    }
  }

  private String difference(MetadataRecord before, MetadataRecord after) {
    List<SearchDocument> both =
        List.of(
            new SearchDocument(before, List.of()),
            new SearchDocument(vocabulary.interpret(after), List.of()));
    Wording wording = new Wording(vocabulary);
    List<String> titles =
        Comparison.of(both, vocabulary).differences().rows().stream()
            .map(row -> ComparisonView.title(row, wording))
            .toList();
    if (titles.isEmpty()) {
      return "Source";
    }
    String first = String.join(", ", titles.subList(0, Math.min(FIELDS, titles.size())));
    return titles.size() <= FIELDS ? first : first + " and " + (titles.size() - FIELDS) + " more";
  }

  /** The plan, once everything was added. */
  Result result(ImportReport report) {
    Map<Effect, Long> counts = new EnumMap<>(Effect.class);
    List<Change> changes = new ArrayList<>();
    effects.forEach((id, effect) -> {
      counts.merge(effect, 1L, Long::sum);
      if (effect != Effect.UNCHANGED && changes.size() < LISTED) {
        String what = effect == Effect.UPDATED ? differences.getOrDefault(id, "") : "";
        changes.add(new Change(id, effect, what));
      }
    });
    List<UnknownWords.Counted> words = unknown.all();
    return new Result(
        report,
        List.copyOf(tables),
        tablesRead,
        counts,
        changes,
        List.copyOf(words.subList(0, Math.min(LISTED, words.size()))),
        words.size());
  }
}
