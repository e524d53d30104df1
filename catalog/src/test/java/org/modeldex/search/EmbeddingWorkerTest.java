package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.store.Commit;
import org.modeldex.store.InMemoryMetadataStore;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.testing.Records;
import org.modeldex.vocabulary.Vocabulary;

class EmbeddingWorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final EmbeddingWorker.Pace QUICK =
      new EmbeddingWorker.Pace(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ZERO, 1);

  /** Rests for years, as work goes, while there is use. */
  private static final int YEARS = 1_000_000_000;

  private final InMemoryMetadataStore store = new InMemoryMetadataStore(Clock.systemUTC());
  private final MapSearchIndex index = new MapSearchIndex();
  private final Vocabulary vocabulary = Vocabulary.builtIn();
  private final InMemoryEmbeddingCache cache = new InMemoryEmbeddingCache();
  private final WordsEmbedder embedder = new WordsEmbedder();
  private @Nullable Indexer indexer;
  private @Nullable EmbeddingWorker worker;

  @BeforeEach
  void start() {
    start(QUICK);
  }

  private void start(EmbeddingWorker.Pace pace) {
    RecordEmbeddings embeddings = new RecordEmbeddings(embedder, cache, vocabulary);
    Indexer newIndexer = new Indexer(store, index, vocabulary, embeddings, Indexer.Options.DEFAULT);
    EmbeddingWorker newWorker = new EmbeddingWorker(store, index, newIndexer, embeddings, pace);
    newIndexer.start();
    newWorker.start();
    indexer = newIndexer;
    worker = newWorker;
  }

  @AfterEach
  void stop() {
    if (worker != null && indexer != null) {
      worker.close();
      indexer.close();
    }
  }

  @Test
  void everyModelGetsItsEmbeddingAndOtherKindsGetNone() {
    for (int i = 0; i < 250; i++) {
      put(Records.model("m" + i, "a model of number " + i));
    }
    put(MetadataRecord.builder(new RecordId(Kind.RUN, "p", "run", null)).build());
    await(() -> embedded() == 250 && index.visible().size() == 251);
    assertThat(embedder.embedded()).isEqualTo(250);
  }

  @Test
  void nothingIsEmbeddedWhileTheIndexIsFarBehind() throws InterruptedException {
    embedder.fail(true);
    put(Records.model("first", "text"));
    await(() -> index.status().awaitingEmbedding() == 1);
    stop();
    embedder.fail(false);
    for (int i = 0; i < 150; i++) {
      put(Records.model("m" + i, "a model of number " + i));
    }
    RecordEmbeddings embeddings = new RecordEmbeddings(embedder, cache, vocabulary);
    Indexer late = new Indexer(store, index, vocabulary, embeddings, Indexer.Options.DEFAULT);
    EmbeddingWorker waiting = new EmbeddingWorker(store, index, late, embeddings, QUICK);
    indexer = late;
    worker = waiting;
    waiting.start();
    Thread.sleep(40 * QUICK.idle().toMillis());
    assertThat(embedder.embedded()).isZero();
    late.start();
    await(() -> embedded() == 151);
  }

  @Test
  void whileRequestsComeItRestsAfterAFewTexts() throws InterruptedException {
    stop();
    start(new EmbeddingWorker.Pace(QUICK.idle(), QUICK.retry(), PATIENCE, YEARS));
    worker().giveWay();
    for (int i = 0; i < 50; i++) {
      put(Records.model("m" + i, "a model of number " + i));
    }
    await(() -> embedder.embedded() > 0);
    Thread.sleep(40 * QUICK.idle().toMillis());
    assertThat(embedder.embedded()).isLessThan(10);
    stop();
    start();
    await(() -> embedded() == 50);
  }

  @Test
  void withoutRequestsItNeverRests() throws InterruptedException {
    stop();
    start(new EmbeddingWorker.Pace(QUICK.idle(), QUICK.retry(), Duration.ofMillis(1), YEARS));
    worker().giveWay();
    Thread.sleep(5);
    for (int i = 0; i < 50; i++) {
      put(Records.model("m" + i, "a model of number " + i));
    }
    await(() -> embedded() == 50);
  }

  @Test
  void recordsOfTheSameTextShareTheWork() {
    put(Records.model("same", "text"));
    await(() -> embedded() == 1);
    put(MetadataRecord.builder(RecordId.model("elsewhere", "same")).description("text").build());
    await(() -> embedded() == 2);
    assertThat(embedder.embedded()).isEqualTo(1);
  }

  @Test
  void aRecordThatChangesLosesItsEmbeddingUntilTheNewOneIsThere() {
    put(Records.model("m", "about cats"));
    await(() -> embedded() == 1);
    Embedding before = embedding("m");
    embedder.fail(true);
    put(Records.model("m", "about ships"));
    await(() -> document("m").record().revision() == 2);
    assertThat(embedding("m")).isNull();
    embedder.fail(false);
    await(() -> embedded() == 1);
    assertThat(embedding("m")).isNotNull().isNotEqualTo(before);
  }

  @Test
  void aChangeThatLeavesTheTextAloneKeepsTheEmbedding() {
    put(Records.model("m", "text"));
    await(() -> embedded() == 1);
    put(Records.model("m", "text").toBuilder().tags(List.of("new")).build());
    await(() -> document("m").record().revision() == 2);
    assertThat(embedding("m")).isNotNull();
    assertThat(embedder.embedded()).isEqualTo(1);
  }

  @Test
  void aRebuiltIndexCostsNothing() {
    put(Records.model("m", "text"));
    await(() -> embedded() == 1);
    stop();
    index.clear();
    start();
    await(() -> embedded() == 1);
    assertThat(embedder.embedded()).isEqualTo(1);
  }

  @Test
  void whatWasComputedBeforeACrashNeedsNoEmbedder() {
    embedder.fail(true);
    MetadataRecord record = Records.model("m", "text");
    put(record);
    await(() -> index.status().awaitingEmbedding() == 1);
    new RecordEmbeddings(new WordsEmbedder(), cache, vocabulary).compute(List.of(record));
    await(() -> embedded() == 1);
    assertThat(embedder.embedded()).isZero();
  }

  @Test
  void aFailingEmbedderIsReportedAndTriedAgain() {
    embedder.fail(true);
    put(Records.model("m", "text"));
    await(() -> worker().failure().isPresent());
    assertThat(worker().failure())
        .hasValueSatisfying(failure -> assertThat(failure).contains("out of order"));
    await(() -> index.visible().containsKey(id("m")));
    embedder.fail(false);
    await(() -> embedded() == 1 && worker().failure().isEmpty());
  }

  @Test
  void anEmbedderWhoseLibraryDoesNotLoadIsReportedAndTriedAgain() {
    embedder.missLibrary(true);
    put(Records.model("m", "text"));
    await(() -> worker().failure().isPresent());
    assertThat(worker().failure())
        .hasValueSatisfying(failure -> assertThat(failure).contains("no words in"));
    embedder.missLibrary(false);
    await(() -> embedded() == 1 && worker().failure().isEmpty());
  }

  @Test
  void anIndexThatCannotBeWrittenIsTriedAgain() {
    index.fail(3);
    put(Records.model("m", "text"));
    await(() -> embedded() == 1);
    await(() -> worker().failure().isEmpty());
  }

  @Test
  void itStopsAtOnceThoughTheIndexerIsBusy() {
    embedder.fail(true);
    put(Records.model("m", "text"));
    await(() -> index.status().awaitingEmbedding() == 1);
    index.gate().lock();
    try {
      embedder.fail(false);
      await(index.gate()::hasQueuedThreads);
      assertTimeoutPreemptively(PATIENCE, worker()::close);
    } finally {
      index.gate().unlock();
    }
  }

  @Test
  void aDeletedRecordIsGone() {
    put(Records.model("m", "text"));
    await(() -> embedded() == 1);
    commit(new Mutation.Delete(id("m"), Precondition.NONE));
    await(() -> index.visible().isEmpty());
  }

  private EmbeddingWorker worker() {
    EmbeddingWorker current = worker;
    if (current == null) {
      throw new IllegalStateException("not started");
    }
    return current;
  }

  private long embedded() {
    return index.status().embedded();
  }

  private @Nullable Embedding embedding(String name) {
    return document(name).embedding();
  }

  private SearchDocument document(String name) {
    return Objects.requireNonNull(index.visible().get(id(name)));
  }

  private static RecordId id(String name) {
    return Records.model(name, "").id();
  }

  private void put(MetadataRecord record) {
    commit(new Mutation.Put(record, Precondition.NONE));
  }

  private void commit(Mutation mutation) {
    store.commit(new Commit(List.of(mutation), "tester", null)).join();
    if (indexer != null) {
      indexer.wake();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time by which it should be so").isLessThan(end);
      LockSupport.parkNanos(2_000_000);
    }
  }
}
