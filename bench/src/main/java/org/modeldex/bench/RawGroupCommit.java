package org.modeldex.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The limit of durable writes: nothing but a queue, one writer thread and RocksDB. Each write is a
 * key and the given bytes; it completes when its batch is synced.
 */
final class RawGroupCommit implements AutoCloseable {
  private static final int MAX_BATCH = 256;

  private record Put(long key, ByteBuffer value, CompletableFuture<Void> done) {}

  private final BlockingQueue<Put> queue = new ArrayBlockingQueue<>(4096);
  private final Options options = new Options().setCreateIfMissing(true);
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final RocksDB db;
  private final Thread writer;

  RawGroupCommit(Path folder) throws IOException {
    try {
      db = RocksDB.open(options, folder.toString());
    } catch (RocksDBException e) {
      throw new IOException("cannot open " + folder, e);
    }
    writer = Thread.ofPlatform().name("raw-writer").start(this::run);
  }

  /** Writes and waits until it is durable. */
  void put(long key, byte[] value) throws InterruptedException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    queue.put(new Put(key, ByteBuffer.wrap(value), done));
    done.join();
  }

  private void run() {
    List<Put> group = new ArrayList<>();
    try {
      while (true) {
        group.add(queue.take());
        queue.drainTo(group, MAX_BATCH - 1);
        try (WriteBatch batch = new WriteBatch()) {
          for (Put put : group) {
            batch.put(ByteBuffer.allocate(8).putLong(put.key()).array(), put.value().array());
          }
          db.write(synced, batch);
        }
        group.forEach(put -> put.done().complete(null));
        group.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RocksDBException e) {
      group.forEach(put -> put.done().completeExceptionally(e));
    }
  }

  @Override
  public void close() {
    writer.interrupt();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    db.close();
    synced.close();
    options.close();
  }
}
