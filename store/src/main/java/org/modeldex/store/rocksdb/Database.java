package org.modeldex.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * An open RocksDB database and everything native that belongs to it. Safe for all threads; after
 * {@link #close} every call fails with UNAVAILABLE instead of touching freed memory.
 *
 * <p>The log is recovered in the mode that forgives a torn tail and nothing else. RocksDB's default
 * would drop everything behind a flipped bit without a word.
 */
final class Database implements AutoCloseable {
  /** The column families. A new one is created at the next open; unknown ones are left alone. */
  enum Family {
    RECORDS,
    REVISIONS,
    EDGES,
    CHANGES,
    KEYS,
    META,
    IDEMPOTENCY,
    SERIES,
    VECTORS;

    byte[] bytes() {
      return name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }
  }

  private final RocksDB rocks;
  private final List<AbstractNativeReference> resources;
  private final Map<Family, ColumnFamilyHandle> families;
  private final ReadOptions readOptions = new ReadOptions();
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions();
  private final ReentrantReadWriteLock openLock = new ReentrantReadWriteLock();
  private boolean closed;

  private Database(
      RocksDB rocks,
      Map<Family, ColumnFamilyHandle> families,
      List<AbstractNativeReference> resources) {
    this.rocks = rocks;
    this.families = families;
    this.resources = resources;
  }

  /** How a database is opened. */
  enum Mode {
    /** It must not exist yet. */
    CREATE,
    /** It must exist. */
    OPEN,
    /** As OPEN, keeping what stands before the first damaged place of the log. */
    OPEN_WHAT_IS_LEFT,
    /** For reading; nothing is changed. */
    READ_ONLY,
    /** As READ_ONLY, seeing what OPEN_WHAT_IS_LEFT would keep. */
    READ_WHAT_IS_LEFT;

    boolean isReadOnly() {
      return this == READ_ONLY || this == READ_WHAT_IS_LEFT;
    }

    boolean isForgiving() {
      return this == OPEN_WHAT_IS_LEFT || this == READ_WHAT_IS_LEFT;
    }
  }

  static Database open(Path folder, Mode mode, StoreOptions options) throws RocksDBException {
    loadLibrary();
    List<AbstractNativeReference> resources = new ArrayList<>();
    try {
      DBOptions dbOptions = dbOptions(options, mode, resources);
      List<ColumnFamilyDescriptor> descriptors =
          descriptors(folder, mode, FamilyOptions.of(options, resources));
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      RocksDB rocks =
          mode.isReadOnly()
              ? RocksDB.openReadOnly(dbOptions, folder.toString(), descriptors, handles)
              : RocksDB.open(dbOptions, folder.toString(), descriptors, handles);
      Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
      for (Family family : Family.values()) {
        for (int i = 0; i < handles.size(); i++) {
          if (Arrays.equals(descriptors.get(i).getName(), family.bytes())) {
            families.put(family, handles.get(i));
          }
        }
      }
      return new Database(rocks, families, resources);
    } catch (RocksDBException | RuntimeException e) {
      resources.forEach(AbstractNativeReference::close);
      throw e;
    }
  }

  /** RocksDB unpacks its library into the folder for temporary files and loads it from there. */
  private static void loadLibrary() {
    try {
      RocksDB.loadLibrary();
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new ModeldexException(
          ErrorCode.CONFIGURATION,
          "RocksDB's library cannot be unpacked into %s and run from there: %s. Name a folder where"
                  .formatted(System.getProperty("java.io.tmpdir"), reason.getMessage())
              + " it can, with 20 MB of space: MODELDEX_OPTS=-Djava.io.tmpdir=FOLDER",
          e);
    }
  }

  private static DBOptions dbOptions(
      StoreOptions options, Mode mode, List<AbstractNativeReference> resources) {
    Properties byName = new Properties();
    byName.setProperty("track_and_verify_wals_in_manifest", "true");
    DBOptions dbOptions = DBOptions.getDBOptionsFromProps(byName);
    resources.add(dbOptions);
    return dbOptions
        .setCreateIfMissing(mode == Mode.CREATE)
        .setErrorIfExists(mode == Mode.CREATE)
        .setCreateMissingColumnFamilies(!mode.isReadOnly())
        .setParanoidChecks(true)
        .setWalRecoveryMode(
            mode.isForgiving()
                ? WALRecoveryMode.PointInTimeRecovery
                : WALRecoveryMode.TolerateCorruptedTailRecords)
        .setDbWriteBufferSize(options.writeBufferBytes())
        .setMaxTotalWalSize(2 * options.writeBufferBytes())
        .setMaxBackgroundJobs(2)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(3)
        .setMaxLogFileSize(4L << 20)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  private static List<ColumnFamilyDescriptor> descriptors(
      Path folder, Mode mode, FamilyOptions options) throws RocksDBException {
    List<String> names = new ArrayList<>();
    names.add(new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8));
    for (Family family : Family.values()) {
      names.add(new String(family.bytes(), StandardCharsets.UTF_8));
    }
    if (mode != Mode.CREATE) {
      try (Options listing = new Options()) {
        List<String> present =
            RocksDB.listColumnFamilies(listing, folder.toString()).stream()
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .toList();
        if (mode.isReadOnly()) {
          // A list of files that cannot be read names none; opening it says so.
          names.subList(1, names.size()).retainAll(present);
        }
        present.stream().filter(name -> !names.contains(name)).forEach(names::add);
      }
    }
    return names.stream()
        .map(name -> options.descriptor(name.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** The handle that a {@link WriteBatch} needs. */
  ColumnFamilyHandle handle(Family family) {
    ColumnFamilyHandle handle = families.get(family);
    if (handle == null) {
      throw new ModeldexException(
          ErrorCode.CORRUPTED, "the database has no column family " + family);
    }
    return handle;
  }

  /** Applies a batch, whole or not at all. */
  void write(WriteBatch batch, boolean sync) throws RocksDBException {
    whileOpen(() -> {
      rocks.write(sync ? synced : unsynced, batch);
      return batch;
    });
  }

  /** Puts values without a sync, all or none. */
  void putAll(Family family, Collection<Map.Entry<byte[], byte[]>> entries)
      throws RocksDBException {
    whileOpen(() -> {
      try (WriteBatch batch = new WriteBatch()) {
        for (Map.Entry<byte[], byte[]> entry : entries) {
          batch.put(handle(family), entry.getKey(), entry.getValue());
        }
        rocks.write(unsynced, batch);
        return family;
      }
    });
  }

  byte @Nullable [] get(Family family, byte[] key) {
    return get(family, key, readOptions);
  }

  private byte @Nullable [] get(Family family, byte[] key, ReadOptions options) {
    Open open = enter();
    try {
      return rocks.get(handle(family), options, key);
    } catch (RocksDBException e) {
      throw RocksErrors.whileReading(e);
    } finally {
      open.close();
    }
  }

  /** Passes on those of several keys' values that exist, each with its place in {@code keys}. */
  void getAll(Family family, List<byte[]> keys, ObjIntConsumer<byte[]> found) {
    if (keys.isEmpty()) {
      return;
    }
    List<ColumnFamilyHandle> handles = Collections.nCopies(keys.size(), handle(family));
    List<byte[]> values;
    try {
      values = whileOpen(() -> rocks.multiGetAsList(readOptions, handles, keys));
    } catch (RocksDBException e) {
      throw RocksErrors.whileReading(e);
    }
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        found.accept(values.get(i), i);
      }
    }
  }

  /**
   * Walks over keys in order, as they are now.
   *
   * @param from the first key, inclusive
   * @param to the end, exclusive; null for the end of the family
   */
  Cursor range(Family family, byte[] from, byte @Nullable [] to) {
    return new Cursor(enter(), rocks, handle(family), readOptions, from, to);
  }

  /** A view of the database that stands still while it is open. */
  Still still() {
    Open open = enter();
    Snapshot snapshot = rocks.getSnapshot();
    return new Still(open, snapshot, new ReadOptions().setSnapshot(snapshot));
  }

  /** A state of the database that stands still. One thread's own. */
  final class Still implements AutoCloseable {
    private final Open open;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private final ReadOptions scanning;

    private Still(Open open, Snapshot snapshot, ReadOptions options) {
      this.open = open;
      this.snapshot = snapshot;
      this.options = options;
      this.scanning = new ReadOptions(options).setFillCache(false);
    }

    byte @Nullable [] get(Family family, byte[] key) {
      return Database.this.get(family, key, options);
    }

    Cursor range(Family family, byte[] from, byte @Nullable [] to) {
      return new Cursor(enter(), rocks, handle(family), scanning, from, to);
    }

    @Override
    public void close() {
      options.close();
      scanning.close();
      rocks.releaseSnapshot(snapshot);
      snapshot.close();
      open.close();
    }
  }

  /** Reads every block of every data file and compares its checksum. */
  void verifyChecksums() throws RocksDBException {
    whileOpen(() -> {
      rocks.verifyChecksum();
      return rocks;
    });
  }

  /** Makes a copy of the present state in a folder that does not exist yet, with hard links. */
  void checkpoint(Path folder) throws RocksDBException {
    whileOpen(() -> {
      try (Checkpoint checkpoint = Checkpoint.create(rocks)) {
        checkpoint.createCheckpoint(folder.toString());
        return folder;
      }
    });
  }

  /** Brings everything into data files, so that the next open has no log to replay. */
  void flush() throws RocksDBException {
    whileOpen(() -> {
      try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
        rocks.flush(options, List.copyOf(families.values()));
        return rocks;
      }
    });
  }

  /** Something that needs the database open. */
  private interface Call<T> {
    T call() throws RocksDBException;
  }

  private <T> T whileOpen(Call<T> call) throws RocksDBException {
    Open open = enter();
    try {
      return call.call();
    } finally {
      open.close();
    }
  }

  /** Keeps the database open until it is closed; to be closed by the same thread. */
  interface Open extends AutoCloseable {
    @Override
    void close();
  }

  private Open enter() {
    Lock lock = openLock.readLock();
    lock.lock();
    if (closed) {
      lock.unlock();
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "the store is closed");
    }
    return lock::unlock;
  }

  @Override
  public void close() {
    openLock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        rocks.close();
        readOptions.close();
        synced.close();
        unsynced.close();
        resources.forEach(AbstractNativeReference::close);
      }
    } finally {
      openLock.writeLock().unlock();
    }
  }
}
