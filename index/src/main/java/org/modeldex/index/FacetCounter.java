package org.modeldex.index;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.FixedBitSet;
import org.modeldex.search.Buckets;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchResults.FacetCounts;

/**
 * Counts the facets of one request. Counts are exact.
 *
 * <p>{@link #count(RequestSearcher, Query, long)} counts what a query matches, {@link
 * #countSideways} serves where a facet has a filter of its own, which must not shrink its counts.
 * Safe for all threads.
 */
final class FacetCounter {
  private final FacetOrdinals ordinals;
  private final List<Facet> facets;
  private final Map<SearchField, Set<String>> selected = new EnumMap<>(SearchField.class);
  private final Clock clock;

  /**
   * @param ordinals of the reader whose documents are counted
   * @param facets what to count, in the order of the answer
   * @param filters the selected values, as they are written in documents
   * @param clock what "now" is for date buckets: the same as for the filters
   */
  FacetCounter(FacetOrdinals ordinals, List<Facet> facets, List<FieldFilter> filters, Clock clock) {
    this.ordinals = ordinals;
    this.facets = List.copyOf(facets);
    for (FieldFilter filter : filters) {
      selected.put(filter.field(), Set.copyOf(filter.values()));
    }
    this.clock = clock;
  }

  /** What a query matched. */
  record Counted(long hits, List<FacetCounts> facets) {
    Counted {
      facets = List.copyOf(facets);
    }
  }

  /** Counts among all live documents. */
  List<FacetCounts> countAll() {
    List<FacetTally> tallies = tallies(facets);
    for (FacetTally tally : tallies) {
      switch (tally) {
        case FacetTally.Values values -> values.complement(ordinals.totals(values.field()));
        case FacetTally.Ranges ranges -> {
          for (int leaf = 0; leaf < ordinals.leafCount(); leaf++) {
            add(leaf, ordinals.live(leaf), List.of(ranges));
          }
        }
      }
    }
    return answer(tallies);
  }

  /**
   * Counts the matches of a query in whichever way suits their number: totals for all documents,
   * the rest for most of them, the matches themselves otherwise.
   *
   * @param searcher of the ordinals' reader; its time limit may leave matches out
   * @param cost about how many match at most
   */
  Counted count(RequestSearcher searcher, Query query, long cost) throws IOException {
    Query filter = new ConstantScoreQuery(query);
    long live = ordinals.liveCount();
    if (2 * cost <= live) {
      return searcher.search(filter, counting());
    }
    if (searcher.readyCount(query) == live) {
      return new Counted(live, countAll());
    }
    MatchSet matches = searcher.search(filter, MatchSet.collecting(searcher.getIndexReader()));
    return new Counted(matches.count(), count(matches));
  }

  /** Counts among the matching documents. */
  List<FacetCounts> count(MatchSet matches) {
    List<FacetTally> tallies = tallies(facets);
    add(matches, tallies);
    return answer(tallies);
  }

  /**
   * Counts each facet among the documents that pass all filters but the facet's own.
   *
   * @param base what matches without the filters
   * @param filters what each filter lets pass, for every field with a filter
   */
  List<FacetCounts> countSideways(MatchSet base, Map<SearchField, MatchSet> filters) {
    MatchSet all = base.andAll(filters.values());
    List<FacetTally> tallies = tallies(facets);
    List<FacetTally> unfiltered = new ArrayList<>();
    for (FacetTally tally : tallies) {
      if (filters.containsKey(tally.field())) {
        Map<SearchField, MatchSet> others = new EnumMap<>(filters);
        others.remove(tally.field());
        add(base.andAll(others.values()), List.of(tally));
      } else {
        unfiltered.add(tally);
      }
    }
    add(all, unfiltered);
    return answer(tallies);
  }

  /**
   * Counts the matches of a query while a searcher of the ordinals' reader finds them. Beside a
   * collector of the best hits, this is the cheapest way for few matches.
   */
  CollectorManager<?, Counted> counting() {
    return new Counting();
  }

  private List<FacetTally> tallies(List<Facet> wanted) {
    List<FacetTally> tallies = new ArrayList<>();
    for (Facet facet : wanted) {
      SearchField field = facet.field();
      tallies.add(
          SegmentFacets.isBucketed(field)
              ? new FacetTally.Ranges(field, Buckets.of(field, clock))
              : new FacetTally.Values(
                  field, ordinals.valuesOf(field), new int[ordinals.totals(field).length]));
    }
    return tallies;
  }

  private List<FacetCounts> answer(List<FacetTally> tallies) {
    List<FacetCounts> answer = new ArrayList<>();
    for (int i = 0; i < tallies.size(); i++) {
      Facet facet = facets.get(i);
      Set<String> chosen = selected.getOrDefault(facet.field(), Set.of());
      answer.add(tallies.get(i).top(facet.limit(), chosen));
    }
    return answer;
  }

  /** Counts whichever are fewer, the matches or all others. */
  private void add(MatchSet matches, List<FacetTally> tallies) {
    if (2 * matches.count() <= ordinals.liveCount()) {
      for (int leaf = 0; leaf < ordinals.leafCount(); leaf++) {
        add(leaf, matches.leaf(leaf), tallies);
      }
      return;
    }
    List<FacetTally> ranges = new ArrayList<>(tallies);
    List<FacetTally> values = new ArrayList<>(tallies);
    ranges.removeIf(tally -> tally instanceof FacetTally.Values);
    values.removeAll(ranges);
    for (int leaf = 0; leaf < ordinals.leafCount(); leaf++) {
      FixedBitSet others = ordinals.live(leaf).clone();
      others.andNot(matches.leaf(leaf));
      add(leaf, others, values);
      add(leaf, matches.leaf(leaf), ranges);
    }
    for (FacetTally tally : values) {
      ((FacetTally.Values) tally).complement(ordinals.totals(tally.field()));
    }
  }

  private void add(int leaf, FixedBitSet docs, List<FacetTally> tallies) {
    if (!tallies.isEmpty()) {
      DocBatches batches = new DocBatches(ordinals.segment(leaf), tallies);
      batches.addAll(docs);
      batches.flush();
    }
  }

  private final class Counting implements CollectorManager<CountingCollector, Counted> {
    @Override
    public CountingCollector newCollector() {
      return new CountingCollector(ordinals, tallies(facets));
    }

    @Override
    public Counted reduce(Collection<CountingCollector> collectors) {
      List<FacetTally> sums = collectors.iterator().next().tallies();
      long hits = 0;
      for (CountingCollector collector : collectors) {
        hits += collector.hits();
        for (int i = 0; i < sums.size(); i++) {
          FacetTally more = collector.tallies().get(i);
          if (more != sums.get(i)) {
            sums.get(i).add(more);
          }
        }
      }
      return new Counted(hits, answer(sums));
    }
  }
}
