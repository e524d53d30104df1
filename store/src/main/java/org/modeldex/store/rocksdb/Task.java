package org.modeldex.store.rocksdb;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.modeldex.record.ModeldexException;

/**
 * Something for the writer to do, with the promise of an answer.
 *
 * @param work what to do; throws when it cannot be done, and then has done nothing
 * @param bytes how much memory and log it takes, roughly
 * @param needsSpace whether it is refused while the disk is full
 */
record Task<T>(
    Function<GroupBatch, T> work, long bytes, boolean needsSpace, CompletableFuture<T> answer) {

  Task(Function<GroupBatch, T> work, long bytes, boolean needsSpace) {
    this(work, bytes, needsSpace, new CompletableFuture<>());
  }

  /** Does the work; the answer is known but given only when the returned action runs. */
  Runnable run(GroupBatch batch) {
    try {
      T result = work.apply(batch);
      return () -> answer.complete(result);
    } catch (RuntimeException e) {
      return () -> answer.completeExceptionally(e);
    }
  }

  void fail(ModeldexException e) {
    answer.completeExceptionally(e);
  }
}
