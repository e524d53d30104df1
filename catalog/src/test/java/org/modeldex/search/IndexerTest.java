package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.modeldex.record.Contextual;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.Commit;
import org.modeldex.store.InMemoryMetadataStore;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.testing.Records;
import org.modeldex.vocabulary.Vocabulary;

class IndexerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Indexer.Options OFTEN =
      new Indexer.Options(Duration.ZERO, 1, 0, Duration.ZERO);
  private static final Indexer.Options NEVER =
      new Indexer.Options(Duration.ofDays(1), Integer.MAX_VALUE, 0, Duration.ZERO);

  private final InMemoryMetadataStore store = new InMemoryMetadataStore(Clock.systemUTC());
  private final MapSearchIndex index = new MapSearchIndex();
  private final Vocabulary vocabulary = Vocabulary.builtIn();
  private Indexer indexer = new Indexer(store, index, vocabulary, null, NEVER);

  @AfterEach
  void stop() {
    indexer.close();
  }

  @Test
  void aWaitingSearchSeesEveryAcknowledgedWrite() {
    indexer.start();
    for (int i = 0; i < 50; i++) {
      put(Records.model("m" + i, "text"));
      awaitEverything();
      assertThat(index.visible()).hasSize(i + 1);
    }
  }

  @Test
  void indexesTheCurrentStateAndForgetsDeletedRecords() {
    put(Records.model("kept", "old"));
    put(Records.model("kept", "new"));
    put(Records.model("deleted", "text"));
    commit(new Mutation.Delete(Records.model("deleted", "").id(), Precondition.NONE));
    indexer.start();
    awaitEverything();
    assertThat(index.visible().values())
        .extracting(document -> document.record().description())
        .containsExactly("new");
  }

  @Test
  void givesEveryMeasurementAReading() {
    put(Records.RESNET50);
    indexer.start();
    awaitEverything();
    assertThat(document(Records.RESNET50.id()).record().statistical())
        .extracting(measurement -> Objects.requireNonNull(measurement.reading()).key())
        .contains("accuracy@imagenet-1k#val");
  }

  @Test
  void aModelInheritsTheMeasurementsOfItsNewestVersion() {
    MetadataRecord model = Records.model("m", "text");
    put(model);
    indexer.start();
    awaitEverything();
    put(version("1", null, "0.7"));
    put(version("2", null, "0.8"));
    awaitEverything();
    assertThat(document(model.id()).inherited())
        .extracting(Measurement::raw)
        .containsExactly("0.8");
  }

  @Test
  void aVersionInProductionStandsForItsModel() {
    MetadataRecord model = Records.model("m", "text");
    put(model);
    put(version("1", "production", "0.7"));
    put(version("2", null, "0.8"));
    indexer.start();
    awaitEverything();
    assertThat(document(model.id()).inherited())
        .extracting(Measurement::raw)
        .containsExactly("0.7");
  }

  @Test
  void aRunInheritsTheLatestValuesOfItsSeries() {
    RecordId id = RecordId.of(Kind.RUN, "test", "r");
    put(MetadataRecord.builder(id).statistical(List.of(Measurement.of("own", null, "1"))).build());
    indexer.start();
    append(id, "loss", new MetricPoint(2, 0, 0.25), new MetricPoint(1, 5, 0.5));
    append(id, "own", new MetricPoint(9, 0, 2));
    awaitEverything();
    append(id, "loss", new MetricPoint(3, 0, Double.NaN));
    awaitEverything();
    assertThat(document(id).inherited())
        .extracting(Measurement::metric, Measurement::raw, Measurement::step)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("loss", "NaN", 3L));
  }

  private void append(RecordId id, String metric, MetricPoint... points) {
    store
        .commit(
            Commit.of(
                new Mutation.AppendSeries(id, List.of(new MetricSeries(metric, List.of(points)))),
                "tester"))
        .join();
  }

  @Test
  void replaysTheLogFromTheDurableSequence() {
    put(Records.model("before", "text"));
    indexer.start();
    awaitEverything();
    indexer.close();
    put(Records.model("after", "text"));
    index.crash();
    restart(NEVER);
    awaitEverything();
    assertThat(index.visible()).hasSize(2);
    assertThat(index.cleared()).isEqualTo(1);
  }

  @Test
  void changesOfMoreRecordsThanAreReadAtOnceAreAllReplayed() {
    put(Records.model("first", "text"));
    indexer.start();
    awaitEverything();
    indexer.close();
    for (int i = 0; i < 250; i++) {
      put(Records.model("m" + i, "text"));
    }
    restart(NEVER);
    awaitEverything();
    assertThat(index.visible()).hasSize(251);
    assertThat(index.cleared()).isEqualTo(1);
  }

  @Test
  void rebuildsWhenTheLogIsTrimmedBeyondTheIndex() {
    put(Records.model("a", "text"));
    put(Records.model("b", "text"));
    store.trimChanges(1);
    index.apply(List.of(), 0);
    index.commit();
    indexer.start();
    awaitEverything();
    assertThat(index.visible()).hasSize(2);
    assertThat(index.cleared()).isEqualTo(1);
  }

  @Test
  void rebuildsAnIndexThatIsAheadOfTheStore() {
    SearchDocument future = new SearchDocument(Records.model("future", "text"), List.of());
    index.apply(List.of(new IndexChange.Index(future)), 99);
    index.commit();
    put(Records.model("a", "text"));
    indexer.start();
    awaitEverything();
    assertThat(index.visible().keySet()).containsExactly(Records.model("a", "").id());
  }

  @Test
  void aRebuildThatAStopCutsShortBeginsAnewAtTheNextStart() throws InterruptedException {
    int count = 1_500; // more than are taken in together
    for (int i = 0; i < count; i++) {
      put(Records.model("m" + i, "text"));
    }
    stopDuring(indexer::start);
    restart(OFTEN);
    awaitEverything();
    assertThat(index.visible().size()).isEqualTo(count);

    stopDuring(() -> {
      indexer.rebuild();
      put(Records.model("new", "text"));
    });
    restart(OFTEN);
    awaitEverything();
    assertThat(index.visible().size()).isEqualTo(count + 1);
  }

  @Test
  void searchesGoOnWhileTheIndexIsRebuilt() throws InterruptedException {
    put(Records.model("a", "text"));
    indexer.start();
    awaitEverything();
    index.gate().lock();
    try {
      indexer.rebuild();
      waitUntil(index.gate()::hasQueuedThreads);
      assertThat(indexer.isRebuilding()).isTrue();
      awaitEverything();
      assertThat(index.visible()).hasSize(1);

      put(Records.model("b", "text"));
      assertThatThrownBy(() -> indexer.awaitVisible(2, Duration.ofMillis(50)))
          .hasMessageContaining("behind the store");
    } finally {
      index.gate().unlock();
    }
    awaitEverything();
    assertThat(index.visible()).hasSize(2);
  }

  /** Stops the indexer while it takes in the first of what it has to do. */
  private void stopDuring(Runnable work) throws InterruptedException {
    Thread stopper = Thread.ofVirtual().unstarted(indexer::close);
    index.gate().lock();
    try {
      work.run();
      waitUntil(index.gate()::hasQueuedThreads);
      stopper.start();
      waitUntil(() -> indexer.reindex(List.of()).isCompletedExceptionally());
    } finally {
      index.gate().unlock();
    }
    stopper.join();
  }

  @Test
  void tellsTheLagWhenASearchHasWaitedLongEnough() {
    put(Records.model("a", "text"));
    assertThatThrownBy(() -> indexer.awaitVisible(1, Duration.ofMillis(50)))
        .isInstanceOfSatisfying(
            ModeldexException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INDEX_BEHIND))
        .hasMessageContaining("behind the store");
  }

  @Test
  void getsOnWhenTheIndexTakesChangesAgain() {
    indexer.start();
    put(Records.model("a", "text"));
    awaitEverything();
    index.fail(1);
    put(Records.model("b", "text"));
    awaitEverything();
    assertThat(index.visible()).hasSize(2);
    assertThat(indexer.failure()).isEmpty();
  }

  @Test
  void changesThatNobodyWaitsForAreTakenInTogether() {
    restart(new Indexer.Options(Duration.ofDays(1), Integer.MAX_VALUE, 0, Duration.ofDays(1)));
    awaitEverything();
    put(Records.model("a", "text"));
    put(Records.model("a", "more text"));
    indexer.wake();
    indexer.awaitLag(0, Duration.ofMillis(100));
    assertThat(index.appliedSequence()).isZero();
    awaitEverything();
    assertThat(index.visible()).hasSize(1);
  }

  @Test
  void changesThatNobodyWaitsForAreSeenWhenNoMoreCome() throws InterruptedException {
    indexer.start();
    put(Records.model("a", "text"));
    waitUntil(() -> !index.visible().isEmpty());
    assertThat(index.visible()).hasSize(1);
  }

  @Test
  void aFastWriterWaitsForTheIndex() {
    indexer.start();
    awaitEverything();
    CompletableFuture<Void> writer;
    index.gate().lock();
    try {
      for (int i = 0; i < 20; i++) {
        put(Records.model("m" + i, "text"));
      }
      writer = CompletableFuture.runAsync(() -> indexer.awaitLag(5, PATIENCE));
      assertThatThrownBy(() -> writer.get(50, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    } finally {
      index.gate().unlock();
    }
    assertThat(writer).succeedsWithin(PATIENCE);
    assertThat(index.appliedSequence()).isGreaterThanOrEqualTo(15);
  }

  @Test
  void aFastWriterDoesNotWaitForEver() {
    put(Records.model("m", "text"));
    indexer.awaitLag(0, Duration.ofMillis(20));
    assertThat(index.visible()).isEmpty();
  }

  @Test
  void aWriterDoesNotWaitForAnIndexThatCannotBeWritten() throws InterruptedException {
    index.fail(Integer.MAX_VALUE);
    put(Records.model("m", "text"));
    indexer.start();
    assertTimeoutPreemptively(PATIENCE, () -> indexer.awaitLag(0, Duration.ofDays(1)));
    waitUntil(() -> indexer.failure().isPresent());
    assertThat(indexer.failure()).isNotEmpty();
  }

  @Test
  void anIndexThatCannotBeWrittenIsTriedOnceASecondThoughASearchWaits() {
    index.fail(Integer.MAX_VALUE);
    put(Records.model("m", "text"));
    long begun = System.nanoTime();
    indexer.start();
    assertThatThrownBy(() -> indexer.awaitVisible(1, Duration.ofSeconds(2)))
        .isInstanceOf(ModeldexException.class);
    int tries = index.cleared();
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    assertThat((long) tries).isLessThanOrEqualTo(seconds + 1);
  }

  @Test
  void getsOnAfterAnErrorThatNobodyForesaw() {
    indexer.start();
    put(Records.model("a", "text"));
    awaitEverything();
    index.breakOnce();
    put(Records.model("b", "text"));
    awaitEverything();
    assertThat(index.visible()).hasSize(2);
  }

  @Test
  void trimsTheLogBehindWhatIsDurable() throws InterruptedException {
    restart(OFTEN);
    for (int i = 0; i < 10; i++) {
      put(Records.model("m" + i, "text"));
      awaitEverything();
    }
    waitUntil(() -> store.status().trimmedTo() > 0);
    assertThat(store.status().trimmedTo()).isPositive();
  }

  private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
  }

  private void restart(Indexer.Options options) {
    indexer.close();
    indexer = new Indexer(store, index, vocabulary, null, options);
    indexer.start();
  }

  private void awaitEverything() {
    indexer.awaitVisible(store.status().sequence(), PATIENCE);
  }

  private SearchDocument document(RecordId id) {
    return Objects.requireNonNull(index.visible().get(id));
  }

  private void put(MetadataRecord record) {
    commit(new Mutation.Put(record, Precondition.NONE));
  }

  private void commit(Mutation mutation) {
    store.commit(Commit.of(mutation, "test")).join();
  }

  private static MetadataRecord version(String version, @Nullable String stage, String accuracy) {
    return MetadataRecord.builder(RecordId.version("test", "m", version))
        .contextual(Contextual.builder().stage(stage).build())
        .statistical(List.of(Measurement.of("accuracy", "imagenet", accuracy)))
        .build();
  }
}
