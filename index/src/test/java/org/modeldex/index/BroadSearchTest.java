package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.modeldex.record.Measurement;
import org.modeldex.search.IndexChange;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchResults;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;

/** Searches that more records match than are counted for a total. */
class BroadSearchTest {
  private static final int RECORDS = 30_000;
  private static final List<Facet> FACETS = List.of(new Facet(SearchField.TAG, 10));

  private static final int[] STEPS = {2, 3, 40};

  /** Record m6 has the height 6, the loss -6 and the tags step2 and step3, m40 also step40. */
  private static SearchDocument document(int number) {
    return new SearchDocument(
        Folders.VOCABULARY.interpret(
            Records.model("m" + number, "quilm").toBuilder()
                .tags(
                    IntStream.of(STEPS)
                        .filter(step -> number % step == 0)
                        .mapToObj(step -> "step" + step)
                        .toList())
                .statistical(
                    List.of(
                        Measurement.of("height", null, String.valueOf(number)),
                        Measurement.of("loss", null, String.valueOf(-number))))
                .build()),
        List.of());
  }

  private static LuceneSearchIndex open() throws IOException {
    LuceneSearchIndex index =
        new LuceneSearchIndex(new ByteBuffersDirectory(), Folders.options("uuid"));
    List<IndexChange> changes = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      changes.add(new IndexChange.Index(document(i)));
    }
    index.apply(changes, 1);
    index.refresh();
    return index;
  }

  private static SearchResults search(LuceneSearchIndex index, Query query) {
    return index.search(
        new SearchRequest(query, List.of(), List.of(), new Sort.ByMetric("loss", true), 3, null));
  }

  @Test
  void theFirstHitsAreTheBestAndTheTotalSaysThatItIsNone() throws IOException {
    try (LuceneSearchIndex index = open()) {
      Query both =
          new Query.And(
              List.of(
                  new Query.MetricRange("height", Interval.atLeast(500)),
                  new Query.MetricRange("loss", Interval.atLeast(500 - RECORDS))));

      SearchResults page = search(index, both);

      assertThat(page.hits())
          .extracting(hit -> hit.id().name())
          .containsExactly("m500", "m501", "m502");
      assertThat(page.totalIsExact()).isFalse();
      assertThat(page.total()).isBetween(3L, RECORDS - 999L);
    }
  }

  @Test
  void aRangeOfOneMetricIsCountedHoweverManyMatch() throws IOException {
    try (LuceneSearchIndex index = open()) {
      Seeded.trials(
          300,
          random -> {
            int lower = random.nextInt(RECORDS + 100) - 50;
            int upper = lower + random.nextInt(RECORDS);
            boolean from = random.nextBoolean();
            boolean to = random.nextBoolean();
            Query range = new Query.MetricRange("loss", new Interval(-upper, to, -lower, from));
            int first = Math.max(from ? lower : lower + 1, 0);
            int last = Math.min(to ? upper : upper - 1, RECORDS - 1);

            SearchResults page = search(index, range);

            assertThat(page.totalIsExact()).isTrue();
            assertThat(page.total()).isEqualTo(Math.max(last - first + 1, 0));
            assertThat(page.hits())
                .extracting(hit -> hit.id().name())
                .isEqualTo(
                    IntStream.rangeClosed(first, Math.min(first + 2, last))
                        .mapToObj(number -> "m" + number)
                        .toList());
          });
    }
  }

  @Test
  void aRangeIsNotCountedFromPointsOfDeletedRecords() throws IOException {
    try (LuceneSearchIndex index = open()) {
      index.apply(List.of(new IndexChange.Remove(document(7).record().id())), 2);
      index.refresh();

      SearchResults page =
          search(index, new Query.MetricRange("loss", new Interval(-9, true, -5, true)));

      assertThat(page.total()).isEqualTo(4);
      assertThat(page.totalIsExact()).isTrue();
    }
  }

  @Test
  void fewAndManyHitsComeWithTheirCounts() throws IOException {
    try (LuceneSearchIndex index = open()) {
      Seeded.trials(
          200,
          random -> {
            int step = STEPS[random.nextInt(STEPS.length)];
            int from = random.nextInt(RECORDS - 40);
            Query query =
                new Query.And(
                    List.of(
                        new Query.Words("step" + step + " step40"),
                        new Query.MetricRange("height", Interval.atLeast(from))));
            Sort sort = random.nextBoolean() ? Sort.RELEVANCE : new Sort.ByMetric("loss", true);
            List<Integer> matching =
                IntStream.range(from, RECORDS)
                    .filter(number -> number % step == 0 || number % 40 == 0)
                    .boxed()
                    .toList();

            SearchResults counted = index.search(request(query, FACETS, sort));
            SearchResults alone = index.search(request(query, List.of(), sort));

            assertThat(counted.hits()).isEqualTo(alone.hits()).isNotEmpty();
            assertThat(counted.nextCursor()).isEqualTo(alone.nextCursor());
            assertThat(counted.total()).isEqualTo(matching.size());
            assertThat(counted.facets().getFirst().values())
                .containsExactlyInAnyOrderElementsOf(
                    IntStream.of(STEPS)
                        .mapToObj(tagged -> tag(tagged, matching))
                        .filter(value -> value.count() > 0)
                        .toList());
          });
    }
  }

  private static FacetValue tag(int step, List<Integer> numbers) {
    long count = numbers.stream().filter(number -> number % step == 0).count();
    return new FacetValue("step" + step, count, false);
  }

  private static SearchRequest request(Query query, List<Facet> facets, Sort sort) {
    return new SearchRequest(query, List.of(), facets, sort, 3, null);
  }
}
