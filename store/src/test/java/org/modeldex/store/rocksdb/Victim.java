package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.RecordId;
import org.modeldex.store.Commit;
import org.modeldex.store.Mutation.AppendSeries;
import org.modeldex.store.Mutation.Put;
import org.modeldex.store.Precondition;
import org.modeldex.store.Receipt;

/**
 * A process to be killed. Each of its writers counts upwards in two records and a series that
 * change together, and writes a line into the oracle's file, outside the store, for every commit
 * that was acknowledged: writer, count, sequence.
 */
final class Victim {
  static final int WRITERS = 16;
  static final int FATAL = 74;

  private Victim() {}

  /** Arguments: the store's folder, the oracle's file, whether to sync. */
  public static void main(String[] arguments) throws Exception {
    StoreOptions options =
        CrashedStore.SMALL
            .withSync(Boolean.parseBoolean(arguments[2]))
            .withOnFatal(() -> Runtime.getRuntime().halt(FATAL));
    RocksMetadataStore store = RocksMetadataStore.open(Path.of(arguments[0]), options);
    FileChannel oracle =
        FileChannel.open(
            Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      Thread.ofVirtual().start(() -> count(store, number, oracle));
    }
    Thread.sleep(Duration.ofMinutes(1));
  }

  private static void count(RocksMetadataStore store, int writer, FileChannel oracle) {
    long count = countOf(store, id(writer, "a"));
    while (true) {
      count++;
      Commit commit =
          new Commit(
              List.of(
                  new Put(record(writer, "a", count), Precondition.NONE),
                  new AppendSeries(id(writer, "a"), List.of(series(count))),
                  new Put(record(writer, "b", count), Precondition.NONE)),
              "victim",
              null);
      Receipt receipt = store.commit(commit).join();
      String line = writer + " " + count + " " + receipt.sequence() + "\n";
      try {
        oracle.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static MetricSeries series(long count) {
    return new MetricSeries("count", List.of(new MetricPoint(count, count, count)));
  }

  static RecordId id(int writer, String half) {
    return RecordId.model("victim", "writer-" + writer + half);
  }

  /** How far a record has been counted; 0 when it is not there. */
  static long countOf(RocksMetadataStore store, RecordId id) {
    return store
        .find(id)
        .map(record -> Long.parseLong(String.valueOf(record.description()).strip()))
        .orElse(0L);
  }

  private static MetadataRecord record(int writer, String half, long count) {
    return MetadataRecord.builder(id(writer, half))
        .description(count + " ".repeat((int) (count % 700)))
        .lineage(
            List.of(
                LineageEdge.to(
                    Relation.TRAINED_ON, RecordId.of(Kind.DATASET, "victim", "d" + count % 3))))
        .build();
  }
}
