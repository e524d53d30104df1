package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.BruteForceSearch;
import org.modeldex.search.IndexChange;
import org.modeldex.search.Query;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchResults;
import org.modeldex.testing.Records;

/** Leaderboards over so many records that only slices of the values are searched. */
class LeaderboardTest {
  private static final int RECORDS = 12_000;

  private final Random random = new Random(3);
  private final BruteForceSearch scan = new BruteForceSearch(Folders.VOCABULARY, Folders.CLOCK);
  private LuceneSearchIndex index;

  @BeforeEach
  void fill() throws IOException {
    index = new LuceneSearchIndex(new ByteBuffersDirectory(), Folders.options("uuid"));
    for (int from = 0; from < RECORDS; from += 3_000) {
      List<IndexChange> changes = new ArrayList<>();
      for (int i = from; i < from + 3_000; i++) {
        changes.add(new IndexChange.Index(document(i)));
      }
      apply(changes);
    }
    List<IndexChange> removals = new ArrayList<>();
    for (RecordId id : scan.ids()) {
      if (random.nextInt(20) == 0) {
        removals.add(new IndexChange.Remove(id));
      }
    }
    apply(removals);
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void apply(List<IndexChange> changes) {
    index.apply(changes, 1);
    index.refresh();
    scan.apply(changes);
  }

  private SearchDocument document(int number) {
    List<Measurement> measurements = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      measurements.add(Measurement.of("loss", null, value()));
    }
    MetadataRecord record =
        Records.model("m" + number, number % 3 == 0 ? "zorba" : "quilm").toBuilder()
            .tags(List.of("t" + number % 2))
            .statistical(measurements)
            .build();
    return new SearchDocument(Folders.VOCABULARY.interpret(record), List.of());
  }

  /** Many equal values, some that are not finite. */
  private String value() {
    return switch (random.nextInt(20)) {
      case 0 -> "inf";
      case 1 -> "NaN";
      case 2, 3, 4 -> "7.5";
      default -> Double.toString(random.nextGaussian() * 10);
    };
  }

  private static SearchRequest request(
      Query query, List<FieldFilter> filters, boolean descending, int limit, @Nullable String at) {
    return new SearchRequest(
        query, filters, List.of(), new Sort.ByMetric("loss", descending), limit, at);
  }

  private void assertLikeAScan(Query query, List<FieldFilter> filters, boolean descending) {
    List<RecordId> expected = scan.hits(request(query, filters, descending, 100, null));
    List<RecordId> found = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      SearchResults page =
          index.search(request(query, filters, descending, 1 + random.nextInt(100), cursor));
      assertThat(page.totalIsExact()).isTrue();
      assertThat(page.total()).isEqualTo(expected.size());
      page.hits().forEach(hit -> found.add(hit.id()));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(found).containsExactlyElementsOf(expected);
  }

  @Test
  void isCompleteAndInOrderFromEitherEnd() {
    assertLikeAScan(Query.ALL, List.of(), true);
    assertLikeAScan(Query.ALL, List.of(), false);
  }

  @Test
  void isCompleteAndInOrderAmongTheMatchesOfAQuery() {
    assertLikeAScan(new Query.Words("quilm"), List.of(), true);
    assertLikeAScan(new Query.Words("zorba"), List.of(), false);
  }

  @Test
  void isCompleteAndInOrderUnderAFilter() {
    List<FieldFilter> filters = List.of(new FieldFilter(SearchField.TAG, List.of("t1")));
    assertLikeAScan(Query.ALL, filters, true);
  }
}
