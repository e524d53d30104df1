package org.modeldex.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchMode;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchResults;

/**
 * What the index found, with the records themselves.
 *
 * @param mode how free text found records: by words alone where there is no text, no embedder, or
 *     an order other than relevance
 * @param found one element per hit, in the order of hits; a record deleted since is left out
 * @param meant how the query was probably meant; null when it is as it should be
 * @param relaxations when fewer than {@value #FEW} records match: what taking one part of the
 *     search away would give, most first
 */
public record SearchAnswer(
    SearchMode mode,
    SearchResults results,
    List<Found> found,
    @Nullable Meant meant,
    List<Relaxation> relaxations) {
  /** With fewer hits than this, an answer says what may stand in the way. */
  static final int FEW = 3;

  public SearchAnswer {
    found = List.copyOf(found);
    relaxations = List.copyOf(relaxations);
  }

  /**
   * A hit and its record.
   *
   * @param record with readings
   * @param measurements the ones that matter here: named by query or sort, then the primary metrics
   *     of its tasks
   * @param highlights fragments by field; empty unless asked for
   */
  public record Found(
      SearchResults.Hit hit,
      MetadataRecord record,
      List<Measurement> measurements,
      Map<SearchField, List<String>> highlights) {
    public Found {
      measurements = List.copyOf(measurements);
      highlights = Map.copyOf(highlights);
    }
  }

  /**
   * A query that differs from the one asked in words that were probably misspelled.
   *
   * @param isAnswered whether it was answered instead, because no record has those words
   */
  public record Meant(Query query, boolean isAnswered) {}

  /** How many records match without one part of the search. */
  public sealed interface Relaxation {
    long total();

    /** Without a clause of the query. */
    record WithoutClause(Query clause, long total) implements Relaxation {}

    /** Without a filter. */
    record WithoutFilter(FieldFilter filter, long total) implements Relaxation {}
  }
}
