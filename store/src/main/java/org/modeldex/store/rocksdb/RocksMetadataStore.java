package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.EmbeddingCache;
import org.modeldex.store.Change;
import org.modeldex.store.Commit;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.Outline;
import org.modeldex.store.Range;
import org.modeldex.store.Receipt;
import org.modeldex.store.Revision;
import org.modeldex.store.SeriesSummary;
import org.modeldex.store.StoreStatus;
import org.modeldex.store.rocksdb.Database.Family;
import org.modeldex.store.rocksdb.StoredState.Live;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The canonical store on RocksDB. Safe for all threads; reads and {@link #commit} may be called
 * from virtual threads.
 *
 * <p>A commit that fails with UNAVAILABLE because the store has stopped may show after a restart or
 * not: nobody knows whether its bytes reached the disk.
 *
 * <p>Answers are given by the thread that writes, so what depends on one must not block: wait for
 * it, or continue asynchronously.
 */
public final class RocksMetadataStore implements MetadataStore {
  private static final Logger LOG = LoggerFactory.getLogger(RocksMetadataStore.class);

  /** A page of records ends when it takes more than this; decoded they take several times that. */
  private static final long PAGE_BYTES = 4L << 20;

  /** The same of records that are looked for. */
  private static final long FOUND_BYTES = 16L << 20;

  /** How large they are shows only when they are read: no more than these are read at once. */
  private static final int FOUND_AT_ONCE = 16;

  /** More pages than this are not held in memory for one answer. */
  private static final int FOUND_PAGES = 4;

  private final StoreFolder folder;
  private final Database database;
  private final MetricKeyTable metricKeys;
  private final String uuid;
  private final DecodedRecords decoded;
  private final Writer writer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RocksMetadataStore(Recovery.Recovered recovered, Writer writer) {
    this.folder = recovered.folder();
    this.database = recovered.database();
    this.metricKeys = recovered.metricKeys();
    this.uuid = recovered.store().toString();
    this.decoded = writer.decoded();
    this.writer = writer;
  }

  /** Whether there is a store in a folder, in whatever state. */
  public static boolean isIn(Path folder) {
    return StoreFolder.isUsed(folder);
  }

  /**
   * Opens the store in a folder, or makes an empty one where there is none.
   *
   * @throws ModeldexException UNAVAILABLE when another process holds it; CORRUPTED when it is
   *     damaged or has lost acknowledged commits; CONFIGURATION when it was written by a newer
   *     release or the folder cannot be used; STORE_FULL when there is no space to recover it
   */
  public static RocksMetadataStore open(Path folder, StoreOptions options) {
    Recovery.Recovered recovered = Recovery.open(folder, options);
    try {
      Writer writer = new Writer(recovered, options);
      writer.start();
      return new RocksMetadataStore(recovered, writer);
    } catch (IOException e) {
      recovered.database().close();
      recovered.folder().close();
      throw new ModeldexException(
          ErrorCode.CONFIGURATION, "asking for the free space of " + folder + ": " + e, e);
    }
  }

  @Override
  public Optional<MetadataRecord> find(RecordId id) {
    return head(id) instanceof Live live ? Optional.of(decoded.of(id, live)) : Optional.empty();
  }

  @Override
  public boolean has(RecordId id) {
    return head(id) instanceof Live;
  }

  @Override
  public Map<RecordId, MetadataRecord> findAll(Collection<RecordId> ids) {
    List<RecordId> wanted = ids.stream().distinct().toList();
    Map<RecordId, MetadataRecord> found = new HashMap<>();
    List<RecordId> rest = wanted;
    for (int pages = 0; !rest.isEmpty(); pages++) {
      if (pages == FOUND_PAGES) {
        throw new ModeldexException(
            ErrorCode.TOO_LARGE,
            "these " + wanted.size() + " records are too large together; ask for fewer at once");
      }
      List<Optional<MetadataRecord>> page = findPage(rest);
      page.stream().flatMap(Optional::stream).forEach(record -> found.put(record.id(), record));
      rest = rest.subList(page.size(), rest.size());
    }
    return found;
  }

  @Override
  public List<Optional<MetadataRecord>> findPage(List<RecordId> ids) {
    List<Optional<MetadataRecord>> page = new ArrayList<>();
    AtomicLong bytes = new AtomicLong();
    while (page.size() < ids.size() && bytes.get() < FOUND_BYTES) {
      int begin = page.size();
      List<RecordId> few = ids.subList(begin, Math.min(ids.size(), begin + FOUND_AT_ONCE));
      page.addAll(Collections.nCopies(few.size(), Optional.empty()));
      database.getAll(
          Family.RECORDS,
          few.stream().map(KeyLayout::record).toList(),
          (value, i) -> {
            bytes.addAndGet(value.length);
            if (Codec.state(few.get(i), value) instanceof Live live) {
              page.set(begin + i, Optional.of(decoded.of(few.get(i), live)));
            }
          });
    }
    return page;
  }

  @Override
  public List<MetadataRecord> list(Range range, @Nullable RecordId after, int limit) {
    AtomicLong bytes = new AtomicLong();
    return page(
        range,
        after,
        limit,
        (id, live) -> {
          bytes.addAndGet(live.content().json().length);
          return live.record();
        },
        () -> bytes.get() < PAGE_BYTES);
  }

  @Override
  public List<Outline> outlines(Range range, @Nullable RecordId after, int limit) {
    return page(range, after, limit, (id, live) -> live.outline(id), () -> true);
  }

  private <T> List<T> page(
      Range range,
      @Nullable RecordId after,
      int limit,
      BiFunction<RecordId, Live, T> reader,
      BooleanSupplier hasRoom) {
    checkLimit(limit);
    byte[] start = after == null ? new byte[0] : KeyLayout.next(KeyLayout.record(after));
    List<T> page = new ArrayList<>();
    for (byte[] prefix : KeyLayout.prefixes(range)) {
      byte[] end = KeyLayout.behind(prefix);
      byte[] from = Arrays.compareUnsigned(start, prefix) > 0 ? start : prefix;
      if (end != null && Arrays.compareUnsigned(from, end) >= 0) {
        continue;
      }
      try (Cursor cursor = database.range(Family.RECORDS, from, end)) {
        while (page.size() < limit && hasRoom.getAsBoolean() && cursor.next()) {
          RecordId id = KeyLayout.record(cursor.key());
          if (Codec.state(id, cursor.value()) instanceof Live live) {
            page.add(reader.apply(id, live));
          }
        }
      }
    }
    return page;
  }

  @Override
  public List<Revision> history(RecordId id, long before, int limit) {
    checkLimit(limit);
    List<Revision> history = new ArrayList<>();
    StoredState head = head(id);
    if (head == null) {
      return history;
    }
    if (head.revision() < before) {
      history.add(head.revisionLine());
    }
    byte[] from = KeyLayout.revision(id, Math.max(1, Math.min(head.revision(), before)) - 1);
    byte[] end = KeyLayout.behind(KeyLayout.record(id));
    try (Cursor cursor = database.range(Family.REVISIONS, from, end)) {
      while (history.size() < limit && cursor.next()) {
        history.add(Codec.state(id, cursor.value()).revisionLine());
      }
    }
    return history;
  }

  @Override
  public Optional<MetadataRecord> revision(RecordId id, long revision) {
    StoredState head = head(id);
    if (head instanceof Live live && live.revision() == revision) {
      return Optional.of(decoded.of(id, live));
    }
    if (head == null || revision >= head.revision()) {
      return Optional.empty();
    }
    byte[] earlier = database.get(Family.REVISIONS, KeyLayout.revision(id, revision));
    return earlier != null && Codec.state(id, earlier) instanceof Live live
        ? Optional.of(live.record())
        : Optional.empty();
  }

  @Override
  public List<Edge> edges(RecordId id, Direction direction, @Nullable Edge after, int limit) {
    checkLimit(limit);
    byte[] prefix = KeyLayout.edges(id, direction);
    byte[] from = after == null ? prefix : KeyLayout.next(KeyLayout.edge(after, direction));
    List<Edge> edges = new ArrayList<>();
    try (Cursor cursor = database.range(Family.EDGES, from, KeyLayout.behind(prefix))) {
      while (edges.size() < limit && cursor.next()) {
        edges.add(KeyLayout.edge(cursor.key()).edge());
      }
    }
    return edges;
  }

  @Override
  public List<SeriesSummary> series(RecordId id) {
    return StoredSeries.all(database, id);
  }

  @Override
  public Optional<SeriesSummary> series(RecordId id, String metric) {
    SeriesHead head = new StoredSeries(database, id, metric).head();
    return head == null ? Optional.empty() : Optional.of(head.summary(metric));
  }

  @Override
  public List<MetricPoint> points(RecordId id, String metric, long from, int limit) {
    checkLimit(limit);
    return new StoredSeries(database, id, metric).points(from, limit);
  }

  @Override
  public CompletableFuture<Receipt> commit(Commit commit) {
    try {
      PreparedCommit prepared = PreparedCommit.of(commit);
      return writer.submit(new Task<>(batch -> batch.commit(prepared), prepared.bytes(), true));
    } catch (ModeldexException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public List<Change> changes(long after, int limit) {
    checkLimit(limit);
    long last = writer.totals().sequence();
    List<Change> changes = new ArrayList<>();
    try (Cursor cursor = database.range(Family.CHANGES, KeyLayout.change(after + 1), null)) {
      long expected = after + 1;
      while (changes.size() < limit && cursor.next()) {
        long sequence = KeyLayout.change(cursor.key());
        if (sequence != expected) {
          break;
        }
        changes.add(Codec.change(sequence, cursor.value()));
        expected++;
      }
    }
    long trimmedTo = writer.totals().trimmedTo();
    if (after < trimmedTo) {
      throw new ModeldexException(
          ErrorCode.NOT_FOUND,
          "changes up to "
              + trimmedTo
              + " are forgotten; those after "
              + after
              + " were asked for");
    }
    long end = after + changes.size();
    if (changes.size() < limit && end < last) {
      throw new ModeldexException(
          ErrorCode.CORRUPTED, "change " + (end + 1) + " of " + last + " is missing");
    }
    return changes;
  }

  @Override
  public void trimChanges(long sequence) {
    await(
        writer.submit(
            new Task<>(
                batch -> {
                  batch.trim(sequence);
                  return sequence;
                },
                0,
                false)));
  }

  @Override
  public List<String> metricKeys() {
    return metricKeys.all();
  }

  @Override
  public int[] internMetricKeys(List<String> keys) {
    int[] known = metricKeys.ordinals(keys);
    if (known != null) {
      return known;
    }
    long bytes = keys.stream().mapToLong(key -> 2L * key.length()).sum();
    return await(writer.submit(new Task<>(batch -> batch.intern(keys), bytes, true)));
  }

  @Override
  public StoreStatus status() {
    Totals totals = writer.totals();
    return new StoreStatus(
        uuid, totals.sequence(), totals.trimmedTo(), totals.counts(), writer.isFull());
  }

  @Override
  public long sizeBytes() {
    return folder.sizeBytes();
  }

  /** A cache of embeddings that lives in this store's files and is closed with it. */
  public EmbeddingCache embeddings() {
    return new RocksEmbeddingCache(database, writer::isFull);
  }

  /**
   * Writes a copy of the store as it is now, while commits go on.
   *
   * @param target a folder that does not exist yet; it appears when the copy is complete and
   *     durable
   * @throws ModeldexException CONFIGURATION when it exists or cannot be written, CORRUPTED when the
   *     store's own files do not read back, STORE_FULL when there is no space
   */
  public Backup.Summary backup(Path target) {
    return Backup.write(database, folder, target, closed::get);
  }

  /**
   * Makes a store from a backup. It gets an identity of its own, since from here on its history and
   * that of the store it was copied from may differ.
   *
   * @param folder where the store will be; must not hold one
   * @throws ModeldexException CORRUPTED when the backup does not read back as it was written,
   *     CONFIGURATION when there is no backup or the folder is not empty
   */
  public static Backup.Summary restore(Path backup, Path folder) {
    return Backup.restore(backup, folder);
  }

  /**
   * Reads everything and compares what must agree: the checksums of all files, every record and its
   * history, arrows from both ends, counts, and the log. Commits go on meanwhile; what is checked
   * is the state at the beginning.
   *
   * @return what is wrong, a sentence each; empty when all is well
   */
  public List<String> verify() {
    return Verification.of(database);
  }

  /** Finishes the commits that were accepted, gives up a backup, and closes. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      writer.close();
      if (!writer.hasStopped()) {
        database.flush();
      }
    } catch (IOException | RocksDBException e) {
      LOG.warn("the store is not closed cleanly; the next start recovers it", e);
    }
    database.close();
    synchronized (folder.copying()) {
      folder.close();
    }
  }

  private @Nullable StoredState head(RecordId id) {
    byte[] value = database.get(Family.RECORDS, KeyLayout.record(id));
    return value == null ? null : Codec.state(id, value);
  }

  private static void checkLimit(int limit) {
    if (limit < 1) {
      throw ModeldexException.invalid("limit", "must be at least 1 but is " + limit);
    }
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ModeldexException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
