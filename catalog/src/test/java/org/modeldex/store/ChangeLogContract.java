package org.modeldex.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.modeldex.store.StoreSession.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;
import org.modeldex.store.Change.Operation;
import org.modeldex.store.Commit.Once;
import org.modeldex.store.Mutation.Delete;
import org.modeldex.store.Mutation.Put;
import org.modeldex.store.Precondition.AtRevision;
import org.modeldex.store.Receipt.Effect;
import org.modeldex.testing.ManualClock;
import org.modeldex.testing.Records;

/** What every {@link MetadataStore} promises about order: the log, repeats, and many at once. */
public abstract class ChangeLogContract {
  private static final MetadataRecord BERT = Records.model("bert", "An encoder.");
  private static final MetadataRecord GPT = Records.model("gpt", "A decoder.");
  private static final Once ONCE = new Once("token-1", "digest-1");

  protected final ManualClock clock = new ManualClock();
  protected @Nullable MetadataStore opened;

  /** Opens an empty store that asks this clock for the time. */
  protected abstract MetadataStore open(ManualClock clock);

  @BeforeEach
  void openStore() {
    opened = open(clock);
  }

  @AfterEach
  void closeStore() {
    store().close();
  }

  protected MetadataStore store() {
    return Objects.requireNonNull(opened);
  }

  private StoreSession ann() {
    return new StoreSession(store(), "ann");
  }

  private Receipt once(MetadataRecord record, Once once) {
    return ann().commit(new Commit(List.of(new Put(record, Precondition.NONE)), "ann", once));
  }

  @Test
  void theLogSaysWhatHappenedInOrder() {
    Stamp stamp = new Stamp(clock.instant(), "ann");
    ann().commit(new Put(BERT, Precondition.NONE), new Put(GPT, Precondition.NONE));
    ann().put(Records.model("bert", "Other."));
    ann().put(Records.model("bert", "Other."));
    ann().delete(GPT.id());

    assertThat(store().changes(0, 10))
        .containsExactly(
            new Change(1, BERT.id(), Operation.CREATE, 1, stamp),
            new Change(2, GPT.id(), Operation.CREATE, 1, stamp),
            new Change(3, BERT.id(), Operation.UPDATE, 2, stamp),
            new Change(4, GPT.id(), Operation.DELETE, 2, stamp));
    assertThat(store().status().sequence()).isEqualTo(4);
  }

  @Test
  void theLogIsReadFromAnyPlaceInPages() {
    putMany(5);

    assertThat(sequences(0, 2)).containsExactly(1L, 2L);
    assertThat(sequences(2, 2)).containsExactly(3L, 4L);
    assertThat(sequences(4, 2)).containsExactly(5L);
    assertThat(sequences(5, 2)).isEmpty();
    assertThat(sequences(99, 2)).isEmpty();
  }

  @Test
  void trimmedChangesAreGoneAndNothingElse() {
    putMany(5);
    store().trimChanges(3);

    assertThat(store().status().trimmedTo()).isEqualTo(3);
    assertThat(store().status().sequence()).isEqualTo(5);
    assertThat(sequences(3, 10)).containsExactly(4L, 5L);
    assertFails(ErrorCode.NOT_FOUND, () -> store().changes(2, 10));
    assertFails(ErrorCode.NOT_FOUND, () -> store().changes(0, 1));
    assertThat(store().list(Range.ALL, null, 10)).hasSize(5);
    assertThat(store().history(model(1), Long.MAX_VALUE, 10)).hasSize(1);
  }

  @Test
  void trimmingGoesForwardAndEndsAtTheLastChange() {
    putMany(5);
    store().trimChanges(3);
    store().trimChanges(2);
    assertThat(store().status().trimmedTo()).isEqualTo(3);
    store().trimChanges(1_000);
    assertThat(store().status().trimmedTo()).isEqualTo(5);

    assertThat(sequences(5, 10)).isEmpty();
    assertThat(ann().put(BERT).sequence()).isEqualTo(6);
    assertThat(sequences(5, 10)).containsExactly(6L);
  }

  private void putMany(int count) {
    for (int i = 1; i <= count; i++) {
      ann().put(MetadataRecord.builder(model(i)).build());
    }
  }

  private static RecordId model(int i) {
    return RecordId.model("test", "model-" + i);
  }

  private List<Long> sequences(long after, int limit) {
    return store().changes(after, limit).stream().map(Change::sequence).toList();
  }

  @Test
  void aRepeatGetsTheFirstReceiptAndAppliesNothing() {
    Receipt first = once(BERT, ONCE);
    ann().delete(BERT.id());

    Receipt repeat = once(BERT, ONCE);

    assertThat(first.repeated()).isFalse();
    assertThat(repeat).isEqualTo(new Receipt(first.outcomes(), true));
    assertThat(store().find(BERT.id())).isEmpty();
    assertThat(store().status().sequence()).isEqualTo(2);
  }

  @Test
  void aCommitThatChangedNothingIsRememberedToo() {
    ann().put(BERT);
    once(BERT, ONCE);
    ann().delete(BERT.id());

    Receipt repeat = once(BERT, ONCE);

    assertThat(repeat.repeated()).isTrue();
    assertThat(repeat.outcomes()).first().extracting("effect").isEqualTo(Effect.UNCHANGED);
    assertThat(store().find(BERT.id())).isEmpty();
  }

  @Test
  void aTokenStandsForOneRequestOnly() {
    once(BERT, ONCE);

    assertFails(ErrorCode.INVALID_ARGUMENT, () -> once(GPT, new Once("token-1", "digest-2")));
    assertThat(store().find(GPT.id())).isEmpty();
    assertThat(once(GPT, new Once("token-2", "digest-2")).repeated()).isFalse();
  }

  @Test
  void aCommitThatFailedMayBeTriedAgain() {
    Commit delete = new Commit(List.of(new Delete(BERT.id(), Precondition.NONE)), "ann", ONCE);
    assertFails(ErrorCode.NOT_FOUND, () -> ann().commit(delete));
    ann().put(BERT);

    assertThat(ann().commit(delete).repeated()).isFalse();
    assertThat(ann().commit(delete).repeated()).isTrue();
  }

  @Test
  void whatWasNotFoundStaysSoForARepeatThatAsksForIt() {
    Once line = new Once("token-1", "digest-1", true);
    Commit delete = new Commit(List.of(new Delete(BERT.id(), Precondition.NONE)), "ann", line);
    assertFails(ErrorCode.NOT_FOUND, () -> ann().commit(delete));
    ann().put(BERT);

    assertFails(ErrorCode.NOT_FOUND, () -> ann().commit(delete));
    assertThat(store().find(BERT.id())).isPresent();
    clock.advance(Duration.ofHours(25));
    assertThat(ann().commit(delete).repeated()).isFalse();
  }

  @Test
  void aTokenIsForgottenAfterADay() {
    once(BERT, ONCE);
    ann().delete(BERT.id());
    clock.advance(Duration.ofHours(24));
    assertThat(once(BERT, ONCE).repeated()).isTrue();
    clock.advance(Duration.ofMillis(1));

    assertThat(once(BERT, new Once("token-1", "digest-9")).repeated()).isFalse();
    assertThat(store().find(BERT.id())).isPresent();
    assertThat(once(BERT, new Once("token-1", "digest-9")).repeated()).isTrue();
  }

  @Test
  void metricKeysGetDenseOrdinalsForGood() {
    assertThat(store().internMetricKeys(List.of("accuracy", "accuracy@imagenet-1k", "accuracy")))
        .containsExactly(0, 1, 0);
    assertThat(store().internMetricKeys(List.of("wer@librispeech#test", "accuracy")))
        .containsExactly(2, 0);
    assertThat(store().internMetricKeys(List.of())).isEmpty();
    assertThat(store().metricKeys())
        .containsExactly("accuracy", "accuracy@imagenet-1k", "wer@librispeech#test");
    assertThat(store().status().sequence()).isZero();
  }

  @Test
  void metricKeysInternedAtOnceAgree() {
    List<List<String>> requests =
        IntStream.range(0, 64)
            .mapToObj(i -> List.of("metric-" + i % 16, "metric-" + (i + 5) % 16))
            .toList();

    List<int[]> answers = atOnce(requests, store()::internMetricKeys);

    List<String> keys = store().metricKeys();
    assertThat(keys).hasSize(16).doesNotHaveDuplicates();
    for (int i = 0; i < requests.size(); i++) {
      assertThat(IntStream.of(answers.get(i)).mapToObj(keys::get).toList())
          .isEqualTo(requests.get(i));
    }
  }

  @Test
  void manyCommitsAtOnceGetEachTheirOwnPlace() {
    List<Receipt> receipts =
        atOnce(
            IntStream.rangeClosed(1, 300).boxed().toList(),
            i ->
                ann().commit(new Put(MetadataRecord.builder(model(i)).build(), Precondition.NONE)));

    assertThat(receipts.stream().map(Receipt::sequence).sorted().toList())
        .isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
    assertThat(sequences(0, 1_000)).isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
    for (Receipt receipt : receipts) {
      Change change = store().changes(receipt.sequence() - 1, 1).getFirst();
      assertThat(change.id()).isEqualTo(receipt.outcomes().getFirst().id());
    }
  }

  @Test
  void ofManyCreatesOneWins() {
    AtomicInteger refused = new AtomicInteger();
    atOnce(
        Collections.nCopies(64, BERT),
        record -> {
          try {
            return ann().put(record, Precondition.ABSENT);
          } catch (ModeldexException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
            return refused.incrementAndGet();
          }
        });

    assertThat(refused).hasValue(63);
    assertThat(store().status().sequence()).isEqualTo(1);
  }

  @Test
  void compareAndSetLosesNoUpdate() {
    ann().put(Records.model("counter", "0"));

    atOnce(Collections.nCopies(40, "counter"), this::increment);

    assertThat(store().find(RecordId.model("test", "counter")).orElseThrow().description())
        .isEqualTo("40");
    assertThat(store().status().sequence()).isEqualTo(41);
  }

  private int increment(String name) {
    for (int attempt = 0; ; attempt++) {
      MetadataRecord seen = store().find(RecordId.model("test", name)).orElseThrow();
      int next = Integer.parseInt(String.valueOf(seen.description())) + 1;
      try {
        ann().put(Records.model(name, String.valueOf(next)), new AtRevision(seen.revision()));
        return attempt;
      } catch (ModeldexException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.REVISION_CONFLICT);
      }
    }
  }

  @Test
  void ofManyRepeatsAtOnceOneIsApplied() {
    List<Receipt> receipts =
        atOnce(
            IntStream.range(0, 64).boxed().toList(),
            i -> once(Records.model("bert", "Words"), ONCE));

    assertThat(receipts).filteredOn(receipt -> !receipt.repeated()).hasSize(1);
    assertThat(Set.copyOf(receipts.stream().map(Receipt::outcomes).toList())).hasSize(1);
    assertThat(store().status().sequence()).isEqualTo(1);
  }

  @Test
  void whoFailsInACrowdHarmsNobodyElse() {
    List<Effect> effects =
        atOnce(
            IntStream.rangeClosed(1, 200).boxed().toList(),
            i -> {
              try {
                return i % 2 == 0
                    ? ann().put(MetadataRecord.builder(model(i)).build()).effect()
                    : ann().delete(model(-i)).effect();
              } catch (ModeldexException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
                return Effect.UNCHANGED;
              }
            });

    assertThat(effects).filteredOn(Effect.CREATED::equals).hasSize(100);
    assertThat(sequences(0, 1_000)).hasSize(100);
    assertThat(store().list(Range.ALL, null, 1_000)).hasSize(100);
  }

  /** Something done to one of many arguments. */
  private interface Action<A, T> {
    T apply(A argument);
  }

  /** Does the same to many arguments, each in a virtual thread. */
  private static <A, T> List<T> atOnce(List<A> arguments, Action<A, T> action) {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures =
          arguments.stream().map(a -> threads.submit(() -> action.apply(a))).toList();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new CompletionException(e);
    }
    return results;
  }
}
