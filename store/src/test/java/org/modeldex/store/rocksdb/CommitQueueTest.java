package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.modeldex.store.StoreSession.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

class CommitQueueTest {
  private final CommitQueue queue = new CommitQueue();

  private static Task<Integer> task(long bytes) {
    return new Task<>(batch -> 1, bytes, true);
  }

  private List<Task<?>> takeNow() throws InterruptedException {
    return queue.take(0, TimeUnit.SECONDS);
  }

  @Test
  void whatIsPutIsTakenInOrder() throws InterruptedException {
    List<Task<?>> put = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Task<Integer> task = task(10);
      queue.put(task);
      put.add(task);
    }

    assertThat(takeNow()).isEqualTo(put);
    assertThat(takeNow()).isEmpty();
  }

  @Test
  void aGroupHasBoundedNumberAndSize() throws InterruptedException {
    for (int i = 0; i < 1_500; i++) {
      queue.put(task(1));
    }
    assertThat(takeNow()).hasSize(1_024);
    assertThat(takeNow()).hasSize(476);

    for (int i = 0; i < 6; i++) {
      queue.put(task(3 << 20));
    }
    assertThat(takeNow()).hasSize(2);
  }

  @Test
  @Timeout(60)
  void whereManyWriteAGroupWaitsForMore() throws Exception {
    CommitQueue patient = new CommitQueue(Duration.ofHours(1));
    group(patient, 8);

    patient.put(task(1));
    FutureTask<List<Task<?>>> taking = new FutureTask<>(() -> patient.take(0, TimeUnit.SECONDS));
    Thread writer = Thread.ofPlatform().start(taking);
    while (writer.getState() != Thread.State.TIMED_WAITING && !taking.isDone()) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < 15; i++) {
      assertThat(taking.isDone()).isFalse();
      patient.put(task(1));
    }
    assertThat(taking.get()).hasSize(16);
  }

  @Test
  @Timeout(60)
  void aFewWritersAreNotKeptWaiting() throws InterruptedException {
    CommitQueue patient = new CommitQueue(Duration.ofHours(1));
    for (int writers : List.of(1, 7, 4, 1)) {
      group(patient, writers);
    }
  }

  @Test
  @Timeout(60)
  void whoWritesAloneIsNotKeptWaitingForACrowdThatIsGone() throws InterruptedException {
    Duration wait = Duration.ofMillis(50);
    CommitQueue patient = new CommitQueue(wait);
    group(patient, 1_000);

    long waits = 0;
    for (int i = 0; i < 200; i++) {
      long begun = System.nanoTime();
      group(patient, 1);
      waits = System.nanoTime() - begun < wait.toNanos() ? 0 : waits + 1;
    }

    assertThat(waits).isLessThan(100);
  }

  private static void group(CommitQueue from, int size) throws InterruptedException {
    for (int i = 0; i < size; i++) {
      from.put(task(1));
    }
    assertThat(from.take(0, TimeUnit.SECONDS)).hasSize(size);
  }

  @Test
  @Timeout(60)
  void aGroupThatWaitsForMoreEndsWhenTheQueueIsClosed() throws Exception {
    CommitQueue patient = new CommitQueue(Duration.ofHours(1));
    group(patient, 8);
    patient.put(task(1));
    FutureTask<List<Task<?>>> taking = new FutureTask<>(() -> patient.take(0, TimeUnit.SECONDS));
    Thread.ofPlatform().start(taking);

    patient.close(new ModeldexException(ErrorCode.UNAVAILABLE, "closed"));

    assertThat(taking.get()).hasSize(1);
  }

  @Test
  void whoComesToAFullQueueWaitsForRoom() throws InterruptedException {
    queue.put(task(30 << 20));
    Task<Integer> second = task(30 << 20);
    Thread waiting = Thread.ofVirtual().start(() -> queue.put(second));
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(takeNow()).hasSize(1).doesNotContain(second);
    waiting.join();
    assertThat(takeNow()).containsExactly(second);
  }

  @Test
  void evenATaskLargerThanTheQueueGetsThrough() throws InterruptedException {
    Task<Integer> huge = task(1L << 40);
    queue.put(huge);

    assertThat(takeNow()).containsExactly(huge);
  }

  @Test
  void aClosedQueueTakesNothingMoreAndGivesWhatItHas() throws InterruptedException {
    queue.put(task(1));
    queue.close(new ModeldexException(ErrorCode.UNAVAILABLE, "closed"));

    assertFails(ErrorCode.UNAVAILABLE, () -> queue.put(task(1)));
    assertThat(queue.isDrained()).isFalse();
    assertThat(takeNow()).hasSize(1);
    assertThat(queue.isDrained()).isTrue();
  }
}
