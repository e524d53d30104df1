package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.junit.jupiter.api.Test;
import org.modeldex.index.FacetIndex.Entry;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Buckets;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchResults.FacetCounts;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.testing.Seeded;

/** Facet counts against counting by hand, on small indexes that change at random. */
class FacetCounterTest {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private static final List<String> GROUPS = List.of("few", "some", "most", "none");

  @Test
  void countsTheMatchesOfAQueryWhileItRuns() {
    afterEveryRefresh((index, random) -> {
      String group = GROUPS.get(random.nextInt(GROUPS.size()));
      List<Facet> facets = randomFacets(random);
      FacetCounter counter = counter(index, facets, List.of());

      FacetCounter.Counted counted = run(index, inGroup(group), counter.counting());

      List<Entry> matches = index.entries(entry -> entry.groups().contains(group));
      assertThat(counted.hits()).isEqualTo(matches.size());
      assertThat(counted.facets()).isEqualTo(countedByHand(facets, Map.of(), f -> matches));
    });
  }

  @Test
  void countsAQueryInTheWayThatSuitsIt() {
    afterEveryRefresh((index, random) -> {
      List<Facet> facets = randomFacets(random);
      FacetCounter counter = counter(index, facets, List.of());

      for (String group : GROUPS) {
        List<Entry> matches = index.entries(entry -> entry.groups().contains(group));
        assertThat(search(index, counter, inGroup(group)))
            .isEqualTo(
                new FacetCounter.Counted(
                    matches.size(), countedByHand(facets, Map.of(), f -> matches)));
      }
      List<Entry> all = index.entries(entry -> true);
      assertThat(search(index, counter, MatchAllDocsQuery.INSTANCE))
          .isEqualTo(
              new FacetCounter.Counted(all.size(), countedByHand(facets, Map.of(), f -> all)));
    });
  }

  @Test
  void countsBesideACollectorOfTheBestHits() {
    afterEveryRefresh((index, random) -> {
      List<Facet> facets = randomFacets(random);
      FacetCounter counter = counter(index, facets, List.of());

      Object[] answers =
          run(
              index,
              inGroup("some"),
              new MultiCollectorManager(
                  new TopScoreDocCollectorManager(3, null, Integer.MAX_VALUE), counter.counting()));

      List<Entry> matches = index.entries(entry -> entry.groups().contains("some"));
      assertThat(answers[1])
          .isEqualTo(
              new FacetCounter.Counted(
                  matches.size(), countedByHand(facets, Map.of(), f -> matches)));
    });
  }

  @Test
  void countsAMatchSetAlsoWhenItHoldsMostDocuments() {
    afterEveryRefresh((index, random) -> {
      String group = GROUPS.get(random.nextInt(GROUPS.size()));
      List<Facet> facets = randomFacets(random);
      MatchSet matches = matches(index, inGroup(group));

      List<Entry> expected = index.entries(entry -> entry.groups().contains(group));
      assertThat(matches.count()).isEqualTo(expected.size());
      assertThat(counter(index, facets, List.of()).count(matches))
          .isEqualTo(countedByHand(facets, Map.of(), f -> expected));
    });
  }

  @Test
  void countsAllLiveDocuments() {
    afterEveryRefresh((index, random) -> {
      List<Facet> facets = randomFacets(random);
      FacetCounter counter = counter(index, facets, List.of());
      List<Entry> all = index.entries(entry -> true);
      List<FacetCounts> expected = countedByHand(facets, Map.of(), f -> all);

      assertThat(counter.countAll()).isEqualTo(expected);
      assertThat(counter.count(matches(index, MatchAllDocsQuery.INSTANCE))).isEqualTo(expected);
    });
  }

  @Test
  void aFacetsOwnFilterDoesNotShrinkItsCounts() {
    afterEveryRefresh((index, random) -> {
      String group = GROUPS.get(random.nextInt(GROUPS.size()));
      List<Facet> facets = randomFacets(random);
      Map<SearchField, String> filters = randomFilters(random);
      Map<SearchField, MatchSet> sets = new EnumMap<>(SearchField.class);
      List<FieldFilter> selected = new ArrayList<>();
      filters.forEach((field, filter) -> {
        sets.put(field, matches(index, inGroup(filter)));
        selected.add(new FieldFilter(field, List.of("v0", "v150", "unheard-of")));
      });

      List<FacetCounts> counts =
          counter(index, facets, selected).countSideways(matches(index, inGroup(group)), sets);

      assertThat(counts)
          .isEqualTo(
              countedByHand(
                  facets,
                  filters,
                  field ->
                      index.entries(entry ->
                          entry.groups().contains(group) && passes(entry, filters, field))));
    });
  }

  @Test
  void aRefreshedStateEqualsAFreshOne() {
    afterEveryRefresh((index, random) -> {
      List<Facet> facets = randomFacets(random);
      FacetCounter fresh = new FacetCounter(freshOrdinals(index), facets, List.of(), CLOCK);

      assertThat(counter(index, facets, List.of()).countAll()).isEqualTo(fresh.countAll());
    });
  }

  @Test
  void aRefreshKeepsTheSegmentsItKnows() {
    try (FacetIndex index = new FacetIndex(new Random(0))) {
      index.put("a", SearchField.TASK, "detection");
      index.put("b", SearchField.TASK, "detection");
      index.refresh();
      SegmentFacets known = index.ordinals().segment(0);

      index.put("c", SearchField.TASK, "detection", "tracking");
      index.delete("a");
      index.refresh();

      assertThat(index.ordinals().leafCount()).isEqualTo(2);
      assertThat(index.ordinals().segment(0)).isSameAs(known);
      assertThat(all(index, new Facet(SearchField.TASK, 10)))
          .containsExactly(value("detection", 2), value("tracking", 1));
    }
  }

  @Test
  void anOlderStateStaysAsItWas() {
    try (FacetIndex index = new FacetIndex(new Random(0))) {
      index.put("a", SearchField.TASK, "detection");
      index.refresh();
      FacetCounter older =
          counter(
              index,
              List.of(new Facet(SearchField.TASK, 10)),
              List.of(new FieldFilter(SearchField.TASK, List.of("tracking"))));

      index.put("a", SearchField.TASK, "tracking");
      index.refresh();

      assertThat(older.countAll().getFirst().values())
          .containsExactly(value("detection", 1), new FacetValue("tracking", 0, true));
    }
  }

  @Test
  void startsAfreshWhenMostValuesHaveGone() {
    try (FacetIndex index = new FacetIndex(new Random(0))) {
      for (int round = 0; round < 4; round++) {
        for (int i = 0; i < 100; i++) {
          String[] values = new String[100];
          for (int v = 0; v < values.length; v++) {
            values[v] = "round " + round + " value " + i + "," + v;
          }
          index.put("d" + i, SearchField.TAG, values);
        }
        index.refresh();
      }

      assertThat(index.ordinals().valuesOf(SearchField.TAG).last()).isEqualTo(10_000);
      assertThat(all(index, new Facet(SearchField.TAG, 2)))
          .containsExactly(value("round 3 value 0,0", 1), value("round 3 value 0,1", 1));
    }
  }

  @Test
  void countsMoreThanSixtyFiveThousandValues() {
    try (FacetIndex index = new FacetIndex(new Random(0))) {
      for (int i = 0; i < 70_000; i++) {
        index.put("d" + i, SearchField.OWNER, "owner" + i);
      }
      index.put("twice", SearchField.OWNER, "owner69999");
      index.refresh();
      index.put("several", SearchField.OWNER, "owner69999", "owner69998", "owner0");
      index.refresh();

      assertThat(all(index, new Facet(SearchField.OWNER, 3)))
          .containsExactly(value("owner69999", 3), value("owner0", 2), value("owner69998", 2));
    }
  }

  @Test
  void refusesAnIndexWithUnknownFacets() {
    try (FacetIndex index = new FacetIndex(new Random(0))) {
      index.put("a", SearchField.FLOPS, "1");

      assertThatThrownBy(index::refresh)
          .isInstanceOfSatisfying(
              ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED))
          .hasMessageContaining("flops");
    }
  }

  private interface Check {
    void accept(FacetIndex index, Random random);
  }

  private static void afterEveryRefresh(Check check) {
    Seeded.trials(
        10,
        random -> {
          try (FacetIndex index = new FacetIndex(random)) {
            for (int round = 0; round < 6; round++) {
              check.accept(index, random);
              index.changeAtRandom();
              index.refresh();
            }
          }
        });
  }

  private static FacetCounter counter(
      FacetIndex index, List<Facet> facets, List<FieldFilter> selected) {
    return new FacetCounter(index.ordinals(), facets, selected, CLOCK);
  }

  private static List<FacetValue> all(FacetIndex index, Facet facet) {
    return counter(index, List.of(facet), List.of()).countAll().getFirst().values();
  }

  private static FacetValue value(String value, long count) {
    return new FacetValue(value, count, false);
  }

  private static Query inGroup(String group) {
    return new TermQuery(new Term("group", group));
  }

  private static MatchSet matches(FacetIndex index, Query query) {
    return run(index, query, MatchSet.collecting(index.reader()));
  }

  private static <T> T run(FacetIndex index, Query query, CollectorManager<?, T> manager) {
    try {
      return new IndexSearcher(index.reader()).search(query, manager);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FacetCounter.Counted search(FacetIndex index, FacetCounter counter, Query query) {
    try {
      RequestSearcher searcher = new RequestSearcher(index.reader());
      return counter.count(searcher, query, searcher.cost(query));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FacetOrdinals freshOrdinals(FacetIndex index) {
    try {
      return FacetOrdinals.of(index.reader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Facet> randomFacets(Random random) {
    List<SearchField> fields = new ArrayList<>(FacetIndex.VALUE_FIELDS);
    fields.addAll(List.of(SearchField.PARAMETERS, SearchField.UPDATED, SearchField.STAGE));
    Collections.shuffle(fields, random);
    return fields.stream()
        .limit(1 + random.nextInt(fields.size()))
        .map(field -> new Facet(field, random.nextInt(12)))
        .toList();
  }

  private static Map<SearchField, String> randomFilters(Random random) {
    Map<SearchField, String> filters = new EnumMap<>(SearchField.class);
    for (SearchField field :
        List.of(SearchField.TAG, SearchField.LICENSE, SearchField.PARAMETERS)) {
      if (random.nextBoolean()) {
        filters.put(field, GROUPS.get(random.nextInt(3)));
      }
    }
    return filters;
  }

  private static boolean passes(Entry entry, Map<SearchField, String> filters, SearchField except) {
    return filters.entrySet().stream()
        .allMatch(
            filter -> filter.getKey() == except || entry.groups().contains(filter.getValue()));
  }

  private interface Matching {
    List<Entry> with(SearchField field);
  }

  private static List<FacetCounts> countedByHand(
      List<Facet> facets, Map<SearchField, String> filters, Matching matches) {
    List<FacetCounts> counts = new ArrayList<>();
    for (Facet facet : facets) {
      SearchField field = facet.field();
      Set<String> selected =
          filters.containsKey(field) ? Set.of("v0", "v150", "unheard-of") : Set.of();
      counts.add(new FacetCounts(field, top(facet, matches.with(field), selected)));
    }
    return counts;
  }

  private static List<FacetValue> top(Facet facet, List<Entry> entries, Set<String> selected) {
    Map<String, Long> counts = new HashMap<>();
    for (Entry entry : entries) {
      for (String value : valuesOf(entry, facet.field())) {
        counts.merge(value, 1L, Long::sum);
      }
    }
    selected.forEach(value -> counts.putIfAbsent(value, 0L));
    Comparator<FacetValue> order =
        Comparator.comparing(FacetValue::count, Comparator.reverseOrder())
            .thenComparing(FacetValue::value);
    List<FacetValue> ranked = new ArrayList<>();
    counts.forEach(
        (value, count) -> ranked.add(new FacetValue(value, count, selected.contains(value))));
    ranked.sort(order);
    List<FacetValue> top = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      FacetValue candidate = ranked.get(i);
      if ((i < facet.limit() && candidate.count() > 0) || candidate.selected()) {
        top.add(candidate);
      }
    }
    return top;
  }

  private static Set<String> valuesOf(Entry entry, SearchField field) {
    if (!SegmentFacets.isBucketed(field)) {
      return entry.of(field);
    }
    Long number = entry.numbers().get(field);
    Predicate<Buckets.Bucket> holds =
        bucket -> number != null && bucket.interval().contains((double) number);
    return Set.copyOf(
        Buckets.of(field, CLOCK).stream().filter(holds).map(Buckets.Bucket::label).toList());
  }
}
