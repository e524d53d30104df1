package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.recommend.LivePredictor;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.IndexChange;
import org.modeldex.search.Indexer;
import org.modeldex.search.Query;
import org.modeldex.search.SearchDocument;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.Sort;
import org.modeldex.search.SearchResults;
import org.modeldex.store.Commit;
import org.modeldex.store.InMemoryMetadataStore;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.testing.Records;
import org.modeldex.vocabulary.Vocabulary;

class TimeLimitTest {
  /** Every deadline has passed when it is set. */
  private static final Duration NO_TIME = Duration.ofSeconds(-1);

  private static LuceneSearchIndex index(Duration timeLimit) throws IOException {
    IndexOptions usual = Folders.options("uuid");
    LuceneSearchIndex index =
        new LuceneSearchIndex(
            new ByteBuffersDirectory(),
            new IndexOptions(
                "uuid",
                usual.vocabulary(),
                usual.dictionary(),
                "",
                Folders.CLOCK,
                16,
                16,
                timeLimit));
    SearchDocument document = new SearchDocument(Records.RESNET50, List.of());
    index.apply(List.of(new IndexChange.Index(document)), 1);
    index.refresh();
    return index;
  }

  private static SearchResults search(LuceneSearchIndex index) {
    return index.search(
        new SearchRequest(
            new Query.Words("residual"),
            List.of(),
            List.of(new Facet(SearchField.TASK, 5)),
            Sort.RELEVANCE,
            10,
            null));
  }

  @Test
  void returnsWhatThereIsAndSaysThatItMayBeMore() throws IOException {
    try (LuceneSearchIndex index = index(NO_TIME)) {
      SearchResults results = search(index);
      assertThat(results.partial()).isTrue();
      assertThat(results.totalIsExact()).isFalse();
    }
  }

  @Test
  void neverCountsLessThanItShows() throws IOException {
    try (LuceneSearchIndex index = index(NO_TIME)) {
      SearchResults results = search(index);
      assertThat(results.total()).isGreaterThanOrEqualTo(results.hits().size());
    }
  }

  @Test
  void saysNothingOfTheKindInTime() throws IOException {
    try (LuceneSearchIndex index = index(Duration.ofMinutes(1))) {
      assertThat(search(index).partial()).isFalse();
    }
  }

  @Test
  void aCountOrScanIsNeverCutShortInSilence() throws IOException {
    Query some = new Query.FieldIs(SearchField.TASK, "image-classification");
    try (LuceneSearchIndex index = index(NO_TIME)) {
      assertTooLong(() -> index.scan(some, List.of(), (id, values) -> {}));
      assertTooLong(() -> index.metrics(some));
    }
    try (LuceneSearchIndex index = index(Duration.ofMinutes(1))) {
      assertThat(index.count(some)).isEqualTo(1);
      assertThat(index.metrics(some)).isEqualTo(index.metrics(Query.ALL));
    }
  }

  @Test
  void whoeverCannotTellThatRecordsAreMissingIsTold() throws IOException {
    Vocabulary vocabulary = Vocabulary.builtIn();
    try (LuceneSearchIndex index = index(NO_TIME);
        InMemoryMetadataStore store = new InMemoryMetadataStore(Clock.systemUTC());
        Indexer indexer = new Indexer(store, index, vocabulary, null, Indexer.Options.DEFAULT)) {
      store
          .commit(
              new Commit(
                  List.of(new Mutation.Put(Records.RESNET50, Precondition.NONE)), "ann", null))
          .join();
      indexer.start();
      Catalog catalog =
          new Catalog(
              store,
              index,
              indexer,
              vocabulary,
              Duration.ofMinutes(1),
              new Catalog.Learned(new LivePredictor(index, vocabulary), null));
      Query residual = new Query.Words("residual");
      catalog.awaitFresh();
      assertTooLong(() -> catalog.records(Principal.LOCAL, SearchRequest.of(residual, 10)));
      assertTooLong(
          () -> catalog.matching(Principal.LOCAL, residual, List.of(Records.RESNET50.id())));
    }
  }

  private static void assertTooLong(Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }
}
