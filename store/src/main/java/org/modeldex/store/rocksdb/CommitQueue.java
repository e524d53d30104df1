package org.modeldex.store.rocksdb;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * What waits for the writer, in order of arrival. Bounded in number and in bytes: who comes when it
 * is full waits. Safe for all threads; waiting does not pin a virtual thread.
 *
 * <p>Where many write at a time a group waits a moment for more, because each costs a
 * synchronisation with the disk (as PostgreSQL's {@code commit_delay} and {@code commit_siblings}
 * say). A few writers would wait for the same few that wait for them.
 */
final class CommitQueue {
  /** So many make a group that is worth its synchronisation. */
  private static final int ENOUGH = 16;

  /** So many in one group show that many write at a time. */
  private static final int CROWD = 8;

  /** A group that is smaller takes this part off what is remembered of larger ones. */
  private static final int FORGETTING = 8;

  /** About twice what a synchronisation takes. */
  private static final Duration LINGER = Duration.ofNanos(300_000);

  private static final int MAX_TASKS = 8_192;
  private static final long MAX_BYTES = 32L << 20;
  private static final int GROUP_TASKS = 1_024;
  private static final long GROUP_BYTES = 4L << 20;

  private final Duration linger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final Queue<Task<?>> tasks = new ArrayDeque<>();
  private long bytes;
  private boolean lingering; // the writer has a group and waits for more
  private int crowd; // the size of large groups of late
  private @Nullable ModeldexException closed;

  CommitQueue() {
    this(LINGER);
  }

  /** A queue whose groups wait at most so long for more where many write at a time. */
  CommitQueue(Duration linger) {
    this.linger = linger;
  }

  /**
   * Adds a task, once there is room.
   *
   * @throws ModeldexException UNAVAILABLE when the queue is closed or the thread interrupted
   */
  void put(Task<?> task) {
    lock.lock();
    try {
      while (closed == null && !tasks.isEmpty() && isFull(task)) {
        notFull.await();
      }
      if (closed != null) {
        throw closed;
      }
      tasks.add(task);
      bytes += task.bytes();
      if (!lingering || tasks.size() >= ENOUGH) {
        notEmpty.signal();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModeldexException(
          ErrorCode.UNAVAILABLE, "interrupted while waiting for the store's writer", e);
    } finally {
      lock.unlock();
    }
  }

  /** The next tasks, as many as make a good group; empty when none comes in time or ever again. */
  List<Task<?>> take(long timeout, TimeUnit unit) throws InterruptedException {
    lock.lock();
    try {
      long left = unit.toNanos(timeout);
      while (tasks.isEmpty() && closed == null && left > 0) {
        left = notEmpty.awaitNanos(left);
      }
      if (crowd >= CROWD && !tasks.isEmpty()) {
        linger();
      }
      List<Task<?>> group = new ArrayList<>();
      long groupBytes = 0;
      while (!tasks.isEmpty() && group.size() < GROUP_TASKS && groupBytes < GROUP_BYTES) {
        Task<?> task = tasks.remove();
        group.add(task);
        groupBytes += task.bytes();
      }
      bytes -= groupBytes;
      crowd = Math.max(group.size(), crowd - crowd / FORGETTING);
      notFull.signalAll();
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void linger() throws InterruptedException {
    lingering = true;
    try {
      long left = linger.toNanos();
      while (tasks.size() < ENOUGH && closed == null && left > 0) {
        left = notEmpty.awaitNanos(left);
      }
    } finally {
      lingering = false;
    }
  }

  /** Takes no more tasks; those that wait can still be taken. */
  void close(ModeldexException reason) {
    lock.lock();
    try {
      if (closed == null) {
        closed = reason;
      }
      notEmpty.signalAll();
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isDrained() {
    lock.lock();
    try {
      return closed != null && tasks.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull(Task<?> next) {
    return tasks.size() >= MAX_TASKS || bytes + next.bytes() > MAX_BYTES;
  }
}
