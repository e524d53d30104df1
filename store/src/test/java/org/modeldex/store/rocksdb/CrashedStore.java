package org.modeldex.store.rocksdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.RecordId;
import org.modeldex.store.Commit;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.testing.ManualClock;
import org.modeldex.testing.Records;

/**
 * A folder as a crash leaves it: part of the data is in data files, the rest only in the log; every
 * commit was acknowledged and the high-water mark is up to date.
 */
final class CrashedStore {
  /** Little memory, so that a small store has several data files. */
  static final StoreOptions SMALL = StoreOptions.DEFAULT.withMemory(1 << 20, 1 << 20);

  private static final int IDS = 60;

  private CrashedStore() {}

  static Everything make(Path folder, int commits, boolean flushedAtEnd) throws Exception {
    Random random = new Random(7);
    StoreOptions options = SMALL.withClock(new ManualClock());
    Recovery.Recovered recovered = Recovery.open(folder, options);
    Writer writer = new Writer(recovered, options);
    writer.start();
    writer.submit(new Task<>(batch -> batch.intern(List.of("a", "b@c")), 10, true)).join();
    for (int i = 0; i < commits; i++) {
      PreparedCommit commit = PreparedCommit.of(commit(random));
      writer.submit(new Task<>(batch -> batch.commit(commit), commit.bytes(), true)).join();
      if (i % (commits / 4) == commits / 8) {
        recovered.database().flush();
      }
    }
    writer.close();
    if (flushedAtEnd) {
      recovered.database().flush();
    }
    recovered.database().close();
    recovered.folder().close();
    try (RocksMetadataStore store =
        RocksMetadataStore.open(Folders.copy(folder, folder.resolveSibling("read")), SMALL)) {
      return Everything.of(store);
    }
  }

  /** Up to some 2,000 points, some of which were there before, now and then. */
  static MetricSeries series(Random random) {
    int size = random.nextInt(5) == 0 ? random.nextInt(2_000) : random.nextInt(20);
    long step = random.nextInt(1_000);
    long at = random.nextInt(2);
    return new MetricSeries(
        "metric" + random.nextInt(2),
        LongStream.range(step, step + size)
            .mapToObj(s -> new MetricPoint(s, at, random.nextInt(2)))
            .toList());
  }

  /** Puts of one or several records, with lineage and points now and then. */
  static Commit commit(Random random) {
    List<Mutation> mutations = new ArrayList<>();
    int size = 1 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      RecordId id = RecordId.model("crash", "model-" + random.nextInt(IDS));
      MetadataRecord record =
          Records.random(id, random).toBuilder()
              .description("words ".repeat(random.nextInt(60)) + random.nextInt())
              .lineage(
                  random.nextBoolean()
                      ? List.of()
                      : List.of(
                          LineageEdge.to(
                              Relation.TRAINED_ON,
                              RecordId.of(Kind.DATASET, "crash", "d" + random.nextInt(5)))))
              .build();
      mutations.add(new Mutation.Put(record, Precondition.NONE));
      if (random.nextInt(4) == 0) {
        mutations.add(new Mutation.AppendSeries(id, List.of(series(random))));
      }
    }
    return new Commit(mutations, "ann", null);
  }
}
