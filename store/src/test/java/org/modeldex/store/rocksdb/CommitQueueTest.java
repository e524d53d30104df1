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
  void whereSeveralWriteAGroupWaitsForMore() throws Exception {
    CommitQueue patient = new CommitQueue(Duration.ofHours(1));
    patient.put(task(1));
    patient.put(task(1));
    assertThat(patient.take(0, TimeUnit.SECONDS)).hasSize(2);

    patient.put(task(1));
    FutureTask<List<Task<?>>> taking = new FutureTask<>(() -> patient.take(0, TimeUnit.SECONDS));
    Thread writer = Thread.ofPlatform().start(taking);
    while (writer.getState() != Thread.State.TIMED_WAITING) {
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
  void whoWritesAloneIsNotKeptWaiting() throws InterruptedException {
    CommitQueue patient = new CommitQueue(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) {
      patient.put(task(1));
      assertThat(patient.take(0, TimeUnit.SECONDS)).hasSize(1);
    }
  }

  @Test
  @Timeout(60)
  void aGroupThatWaitsForMoreEndsWhenTheQueueIsClosed() throws Exception {
    CommitQueue patient = new CommitQueue(Duration.ofHours(1));
    patient.put(task(1));
    patient.put(task(1));
    patient.take(0, TimeUnit.SECONDS);
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
