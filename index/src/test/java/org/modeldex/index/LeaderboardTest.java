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
import org.modeldex.record.Structural;
import org.modeldex.search.BruteForceSearch;
import org.modeldex.search.IndexChange;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchRequest.SortKey;
import org.modeldex.search.SearchResults;
import org.modeldex.testing.Records;

/** Leaderboards over so many records that only slices of the values are searched. */
class LeaderboardTest {
  private static final int RECORDS = 8_000;

  private final Random random = new Random(3);
  private final BruteForceSearch scan = new BruteForceSearch(Folders.VOCABULARY, Folders.CLOCK);
  private LuceneSearchIndex index;

  @BeforeEach
  void fill() throws IOException {
    index = new LuceneSearchIndex(new ByteBuffersDirectory(), Folders.options("uuid"));
    for (int from = 0; from < RECORDS; from += 2_000) {
      List<IndexChange> changes = new ArrayList<>();
      for (int i = from; i < from + 2_000; i++) {
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
    if (number % 8 != 0) {
      measurements.add(Measurement.of("accuracy", null, Double.toString(random.nextDouble())));
    }
    MetadataRecord record =
        Records.model("m" + number, number % 3 == 0 ? "zorba" : "quilm").toBuilder()
            .tags(List.of("t" + number % 2))
            .structural(Structural.builder().parameterCount(parameters()).build())
            .statistical(measurements)
            .build();
    return new SearchDocument(Folders.VOCABULARY.interpret(record), List.of());
  }

  private @Nullable Long parameters() {
    return random.nextInt(10) == 0 ? null : (long) random.nextInt(4_000);
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

  private void assertLikeAScan(Query query, List<FieldFilter> filters, Sort sort) {
    assertLikeAScan(query, filters, sort, true);
    assertLikeAScan(query, filters, sort, false);
  }

  private void assertLikeAScan(Query query, List<FieldFilter> filters, Sort sort, boolean counted) {
    SearchRequest all = new SearchRequest(query, filters, List.of(), sort, 100, null);
    List<RecordId> expected = scan.hits(all);
    List<RecordId> found = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      int limit = 50 + random.nextInt(51);
      SearchRequest request = new SearchRequest(query, filters, List.of(), sort, limit, cursor);
      SearchResults page = index.search(counted ? request : request.uncounted());
      assertThat(page.totalIsExact()).isEqualTo(counted);
      if (counted) {
        assertThat(page.total()).isEqualTo(expected.size());
      }
      page.hits().forEach(hit -> found.add(hit.id()));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(found).containsExactlyElementsOf(expected);
  }

  private static Sort byLoss(boolean descending) {
    return new Sort.ByMetric("loss", descending);
  }

  @Test
  void isCompleteAndInOrderFromEitherEnd() {
    assertLikeAScan(Query.ALL, List.of(), byLoss(true));
    assertLikeAScan(Query.ALL, List.of(), byLoss(false));
  }

  @Test
  void isCompleteAndInOrderAmongTheMatchesOfAQuery() {
    assertLikeAScan(new Query.Words("quilm"), List.of(), byLoss(true));
    assertLikeAScan(new Query.Words("zorba"), List.of(), byLoss(false));
  }

  @Test
  void isCompleteAndInOrderWithinARangeFarFromTheBestValues() {
    Query middle = new Query.MetricRange("accuracy", new Interval(0.2, true, 0.7, false));
    Query fewer = new Query.And(List.of(middle, new Query.Words("zorba")));
    for (boolean descending : List.of(true, false)) {
      for (Query query : List.of(middle, fewer)) {
        assertLikeAScan(query, List.of(), new Sort.ByMetric("accuracy", descending));
        SortKey key = new SortKey.OfMetric("accuracy", descending);
        assertLikeAScan(query, List.of(), new Sort.ByKeys(List.of(key)));
      }
    }
  }

  @Test
  void aRangeThatOneOfSeveralValuesIsInSaysNothingOfTheBest() {
    Query middle = new Query.MetricRange("loss", new Interval(-5, true, 5, true));
    assertLikeAScan(middle, List.of(), byLoss(true));
    assertLikeAScan(middle, List.of(), byLoss(false));
  }

  @Test
  void whoDoesNotAskForTheTotalGetsTheSameHits() {
    Query middle = new Query.MetricRange("accuracy", new Interval(0.2, true, 0.7, false));
    SearchRequest counted =
        new SearchRequest(
            middle, List.of(), List.of(), new Sort.ByMetric("accuracy", true), 100, null);
    SearchResults whole = index.search(counted);
    SearchResults hits = index.search(counted.uncounted());
    assertThat(hits.hits()).isEqualTo(whole.hits());
    assertThat(hits.nextCursor()).isEqualTo(whole.nextCursor());
    assertThat(hits.total()).isLessThanOrEqualTo(whole.total());
    assertThat(hits.totalIsExact()).isFalse();
  }

  @Test
  void isCompleteAndInOrderUnderAFilter() {
    List<FieldFilter> filters = List.of(new FieldFilter(SearchField.TAG, List.of("t1")));
    assertLikeAScan(Query.ALL, filters, byLoss(true));
  }

  @Test
  void putsRecordsWithoutANumberLastFromEitherEnd() {
    for (boolean descending : List.of(true, false)) {
      Sort sort = new Sort.ByField(SearchField.PARAMETERS, descending);
      assertLikeAScan(Query.ALL, List.of(), sort);
      assertLikeAScan(new Query.Words("zorba"), List.of(), sort);
    }
  }
}
