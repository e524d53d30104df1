package org.modeldex.index;

import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.FieldFilter;

/**
 * The filters of one request. Those that all records pass are left out, as the usual one for models
 * is in a catalogue of models alone. One thread.
 */
final class Filtering {
  private final Snapshot snapshot;
  private final IndexSearcher searcher;
  private final LuceneQueries queries;
  private final Clock clock;
  private final List<FieldFilter> given;
  private final List<FieldFilter> filters;

  /**
   * @param searcher of the snapshot's reader, with a time limit
   * @param given in the form in which values are indexed
   * @param clock stands still
   */
  Filtering(
      Snapshot snapshot,
      IndexSearcher searcher,
      LuceneQueries queries,
      List<FieldFilter> given,
      Clock clock) {
    this.snapshot = snapshot;
    this.searcher = searcher;
    this.queries = queries;
    this.clock = clock;
    this.given = List.copyOf(given);
    this.filters = given.stream().filter(filter -> !passesAll(filter)).toList();
  }

  private boolean passesAll(FieldFilter filter) {
    return filter.values().stream()
        .anyMatch(value -> snapshot.facets().isEverywhere(filter.field(), value));
  }

  /** A counter that knows which values are selected. */
  FacetCounter counter(List<Facet> facets) {
    return new FacetCounter(snapshot.facets(), facets, given, clock);
  }

  /** Whether all records pass. */
  boolean isEmpty() {
    return filters.isEmpty();
  }

  /** Whether one of the facets counts what its own filter leaves out. */
  boolean isOnAny(List<Facet> facets) {
    return filters.stream()
        .anyMatch(filter -> facets.stream().anyMatch(facet -> facet.field() == filter.field()));
  }

  /** What the filters demand. */
  List<Query> demands() {
    return filters.stream().map(this::demand).toList();
  }

  private Query demand(FieldFilter filter) {
    Optional<MatchSet> known = snapshot.filterSets().find(filter);
    return known.isPresent() ? new BitsQuery(known.get()) : queries.filter(filter, clock);
  }

  /** What each filter lets pass, by its field. */
  Map<SearchField, MatchSet> passing() throws IOException {
    Map<SearchField, MatchSet> passing = new EnumMap<>(SearchField.class);
    for (FieldFilter filter : filters) {
      passing.put(filter.field(), passing(filter));
    }
    return passing;
  }

  private MatchSet passing(FieldFilter filter) throws IOException {
    Optional<MatchSet> known = snapshot.filterSets().find(filter);
    if (known.isPresent()) {
      return known.get();
    }
    MatchSet passing =
        searcher.search(queries.filter(filter, clock), MatchSet.collecting(snapshot.reader()));
    // Ranges of dates move with the clock, and a search that was cut short has not seen all.
    if (!SegmentFacets.isBucketed(filter.field()) && !searcher.timedOut()) {
      snapshot.filterSets().keep(filter, passing);
    }
    return passing;
  }
}
