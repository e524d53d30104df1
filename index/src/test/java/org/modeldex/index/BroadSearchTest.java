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
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchResults;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;

/** Searches that more records match than are counted for a total. */
class BroadSearchTest {
  private static final int RECORDS = 30_000;

  /** Record m7 has the height 7 and the loss -7. */
  private static SearchDocument document(int number) {
    return new SearchDocument(
        Folders.VOCABULARY.interpret(
            Records.model("m" + number, "quilm").toBuilder()
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
}
