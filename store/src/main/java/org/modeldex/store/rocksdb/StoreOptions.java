package org.modeldex.store.rocksdb;

import java.time.Clock;

/**
 * How a store is opened.
 *
 * @param clock the time of stamps and of idempotency keys; the order of changes never depends on it
 * @param sync whether a commit waits for the disk. Without it a power cut loses acknowledged
 *     commits: false is only for showing that the tests would notice
 * @param blockCacheBytes memory, outside the heap, for blocks of data files
 * @param writeBufferBytes memory, outside the heap, for what is not yet in data files
 * @param minFreeBytes with less space than this on the disk, writes are refused with STORE_FULL
 * @param acceptLoss whether a store that lost acknowledged commits is opened with what is left of
 *     it, under a new identity
 * @param onFatal called once, after an I/O error has stopped the store for good; the process should
 *     end, since only recovery at the next start can tell what is on the disk
 */
public record StoreOptions(
    Clock clock,
    boolean sync,
    long blockCacheBytes,
    long writeBufferBytes,
    long minFreeBytes,
    boolean acceptLoss,
    Runnable onFatal) {

  public static final StoreOptions DEFAULT =
      new StoreOptions(Clock.systemUTC(), true, 128L << 20, 64L << 20, 64L << 20, false, () -> {});

  public StoreOptions withClock(Clock newClock) {
    return new StoreOptions(
        newClock, sync, blockCacheBytes, writeBufferBytes, minFreeBytes, acceptLoss, onFatal);
  }

  public StoreOptions withSync(boolean newSync) {
    return new StoreOptions(
        clock, newSync, blockCacheBytes, writeBufferBytes, minFreeBytes, acceptLoss, onFatal);
  }

  public StoreOptions withMemory(long newBlockCacheBytes, long newWriteBufferBytes) {
    return new StoreOptions(
        clock, sync, newBlockCacheBytes, newWriteBufferBytes, minFreeBytes, acceptLoss, onFatal);
  }

  public StoreOptions withMinFreeBytes(long newMinFreeBytes) {
    return new StoreOptions(
        clock, sync, blockCacheBytes, writeBufferBytes, newMinFreeBytes, acceptLoss, onFatal);
  }

  public StoreOptions withAcceptLoss(boolean newAcceptLoss) {
    return new StoreOptions(
        clock, sync, blockCacheBytes, writeBufferBytes, minFreeBytes, newAcceptLoss, onFatal);
  }

  public StoreOptions withOnFatal(Runnable newOnFatal) {
    return new StoreOptions(
        clock, sync, blockCacheBytes, writeBufferBytes, minFreeBytes, acceptLoss, newOnFatal);
  }
}
