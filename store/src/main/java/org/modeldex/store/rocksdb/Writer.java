package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.store.rocksdb.Database.Family;
import org.modeldex.store.rocksdb.HighWaterMark.Mark;
import org.modeldex.store.rocksdb.StoredState.Live;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes whatever waits in the queue as one group, works it out in
 * order, writes it with one sync and then gives the answers; so the order of changes is the order
 * in which it took them up. In between, and when nothing comes, it moves the high-water mark,
 * forgets old idempotency keys and looks whether a full disk has space again.
 *
 * <p>An error of the disk other than a lack of space stops it for good: after a failed sync nobody
 * knows what is on the disk, and a second sync would only pretend to know.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final long MARK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FORGET_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int FORGET_AT_ONCE = 10_000;

  /** As much JSON as an index that lags behind has before it. */
  private static final long DECODED_BYTES = 16 << 20;

  private final StoreOptions options;
  private final Database database;
  private final MetricKeyTable metricKeys;
  private final DecodedRecords decoded;
  private final UUID store;
  private final HighWaterMark mark;
  private final FileStore disk;
  private final CommitQueue queue = new CommitQueue();
  private final Thread thread = new Thread(this::run, "modeldex-store-writer");
  private volatile Totals totals;
  private volatile boolean full;
  private volatile boolean stopped;
  private long markedAt = System.nanoTime();
  private long forgottenAt = System.nanoTime() - FORGET_EVERY_NANOS;
  private List<Task<?>> group = List.of();
  private long lastHash;

  Writer(Recovery.Recovered recovered, StoreOptions options) throws IOException {
    this.options = options;
    this.database = recovered.database();
    this.metricKeys = recovered.metricKeys();
    this.decoded = new DecodedRecords(DECODED_BYTES);
    this.store = recovered.store();
    this.mark = recovered.mark();
    this.totals = recovered.totals();
    this.lastHash = mark.last().hash();
    this.disk = Files.getFileStore(recovered.folder().path());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Queues a task; waits while the queue is full. */
  <T> CompletableFuture<T> submit(Task<T> task) {
    queue.put(task);
    return task.answer();
  }

  Totals totals() {
    return totals;
  }

  /** The records that were written last, and room for those that are read. */
  DecodedRecords decoded() {
    return decoded;
  }

  boolean isFull() {
    return full;
  }

  /** Whether an error has ended it. */
  boolean hasStopped() {
    return stopped;
  }

  /** Finishes what is queued and ends. */
  void close() throws IOException {
    queue.close(new ModeldexException(ErrorCode.UNAVAILABLE, "the store is closed"));
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    mark.close();
  }

  private void run() {
    try {
      while (!queue.isDrained()) {
        group = queue.take(MARK_EVERY_NANOS, TimeUnit.NANOSECONDS);
        process();
        moveMark(false);
        forgetOldTokens();
        tryAgainWhenFull();
      }
      moveMark(true);
    } catch (Stop stop) {
      stop(stop.doing, stop.reason);
    } catch (InterruptedException | RuntimeException | Error e) {
      stop("an unforeseen error", e);
    }
  }

  private void process() throws Stop {
    ModeldexException noSpace = lackOfSpace();
    GroupBatch batch = new GroupBatch(database, metricKeys, decoded, options.clock(), totals);
    List<Runnable> answers = new ArrayList<>(group.size());
    for (Task<?> task : group) {
      answers.add(
          noSpace != null && task.needsSpace() ? () -> task.fail(noSpace) : task.run(batch));
    }
    try {
      if (!batch.isEmpty()) {
        write(batch);
        full = noSpace != null;
      }
      answers.forEach(Runnable::run);
    } catch (RocksDBException e) {
      if (!RocksErrors.isNoSpace(e)) {
        throw new Stop("writing a commit", e);
      }
      full = true;
      ModeldexException refused =
          new ModeldexException(
              ErrorCode.STORE_FULL, "there is no space for the store: " + e.getMessage(), e);
      group.forEach(task -> task.fail(refused));
    }
    group = List.of();
  }

  private void write(GroupBatch batch) throws RocksDBException {
    try (WriteBatch written = new WriteBatch()) {
      batch.addTo(written);
      database.write(written, options.sync());
    }
    metricKeys.add(batch.newMetricKeys());
    totals = batch.totals();
    batch
        .heads()
        .forEach((id, head) -> {
          if (head instanceof Live live) {
            decoded.keep(id, live); // the index will read it in a moment
          }
        });
    byte[] lastChange = batch.lastChange();
    if (lastChange != null) {
      lastHash = HighWaterMark.hash(lastChange);
    }
  }

  /** Looks at the disk before a group: below the watermark RocksDB is not even asked. */
  private @Nullable ModeldexException lackOfSpace() throws Stop {
    long free;
    try {
      free = disk.getUsableSpace();
    } catch (IOException e) {
      throw new Stop("asking for the free space", e);
    }
    if (free >= options.minFreeBytes()) {
      return null;
    }
    full = true;
    return new ModeldexException(
        ErrorCode.STORE_FULL,
        "the store's disk has " + free + " bytes left, fewer than " + options.minFreeBytes());
  }

  private void tryAgainWhenFull() throws Stop {
    if (!full || lackOfSpace() != null) {
      return;
    }
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(database.handle(Family.META), Totals.SEQUENCE, Codec.number(totals.sequence()));
      database.write(batch, options.sync());
      full = false;
      LOG.info("the store's disk has space again");
    } catch (RocksDBException e) {
      if (!RocksErrors.isNoSpace(e)) {
        throw new Stop("writing after the disk was full", e);
      }
    }
  }

  private void moveMark(boolean now) throws Stop {
    Mark next = new Mark(store, totals.sequence(), lastHash, metricKeys.size());
    if (next.equals(mark.last()) || (!now && System.nanoTime() - markedAt < MARK_EVERY_NANOS)) {
      return;
    }
    try {
      mark.write(next);
      markedAt = System.nanoTime();
    } catch (IOException e) {
      throw new Stop("writing the high-water mark", e);
    }
  }

  private void forgetOldTokens() throws Stop {
    if (System.nanoTime() - forgottenAt < FORGET_EVERY_NANOS || full) {
      return;
    }
    forgottenAt = System.nanoTime();
    Instant oldest = options.clock().instant().minus(GroupBatch.REMEMBERED);
    try (WriteBatch batch = new WriteBatch()) {
      byte[] end = KeyLayout.tokensBefore(oldest);
      try (Cursor cursor = database.range(Family.IDEMPOTENCY, KeyLayout.TOKENS_BY_AGE, end)) {
        while (batch.count() < 2 * FORGET_AT_ONCE && cursor.next()) {
          String token = KeyLayout.tokenByAge(cursor.key());
          batch.delete(database.handle(Family.IDEMPOTENCY), cursor.key());
          batch.delete(database.handle(Family.IDEMPOTENCY), KeyLayout.token(token));
        }
      }
      if (batch.count() > 0) {
        database.write(batch, false);
      }
      if (batch.count() == 2 * FORGET_AT_ONCE) {
        forgottenAt -= FORGET_EVERY_NANOS; // there may be more
      }
    } catch (ModeldexException e) {
      LOG.warn("old idempotency keys do not read back and stay", e);
    } catch (RocksDBException e) {
      if (!RocksErrors.isNoSpace(e)) {
        throw new Stop("forgetting old idempotency keys", e);
      }
    }
  }

  private void stop(String doing, Throwable cause) {
    ModeldexException reason = stopped(doing, cause);
    LOG.error("{}", reason.getMessage(), cause);
    stopped = true;
    group.forEach(task -> task.fail(reason));
    queue.close(reason);
    try {
      while (!queue.isDrained()) {
        queue.take(0, TimeUnit.NANOSECONDS).forEach(task -> task.fail(reason));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    options.onFatal().run();
  }

  private static ModeldexException stopped(String doing, Throwable cause) {
    return new ModeldexException(
        ErrorCode.UNAVAILABLE,
        "the store has stopped, because "
            + doing
            + " failed: "
            + cause.getMessage()
            + ". A restart recovers it and shows whether the last commits are kept",
        cause);
  }

  /** Ends the writer. */
  private static final class Stop extends Exception {
    private final String doing;
    private final Exception reason;

    Stop(String doing, Exception reason) {
      super(doing, reason);
      this.doing = doing;
      this.reason = reason;
    }
  }
}
