package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void theFirstHitsAreTheBestAndTheTotalSaysThatItIsNone() throws IOException {
    try (LuceneSearchIndex index =
        new LuceneSearchIndex(new ByteBuffersDirectory(), Folders.options("uuid"))) {
      List<IndexChange> changes = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        changes.add(new IndexChange.Index(document(i)));
      }
      index.apply(changes, 1);
      index.refresh();
      Query both =
          new Query.And(
              List.of(
                  new Query.MetricRange("height", Interval.atLeast(500)),
                  new Query.MetricRange("loss", Interval.atLeast(500 - RECORDS))));

      SearchResults page =
          index.search(
              new SearchRequest(
                  both, List.of(), List.of(), new Sort.ByMetric("loss", true), 3, null));

      assertThat(page.hits())
          .extracting(hit -> hit.id().name())
          .containsExactly("m500", "m501", "m502");
      assertThat(page.totalIsExact()).isFalse();
      assertThat(page.total()).isBetween(3L, RECORDS - 999L);
    }
  }
}
