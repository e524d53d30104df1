package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.store.rocksdb.Database.Family;
import org.modeldex.store.rocksdb.Database.Mode;
import org.modeldex.store.rocksdb.HighWaterMark.Mark;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a folder to an open store: makes a new one where there is none, and otherwise refuses
 * whatever is damaged, newer than this program, or less than it once was.
 */
final class Recovery {
  /** The format of the store as a whole: the families and their keys. */
  static final long FORMAT = 1;

  /** No change takes fewer bytes of the log: it has a record's id several times. */
  private static final int LEAST_BYTES_OF_CHANGE = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final StoreFolder folder;
  private final StoreOptions options;
  private boolean lossAccepted;

  private Recovery(StoreFolder folder, StoreOptions options) {
    this.folder = folder;
    this.options = options;
  }

  /** An open store. */
  record Recovered(
      StoreFolder folder,
      Database database,
      UUID store,
      Totals totals,
      MetricKeyTable metricKeys,
      HighWaterMark mark) {}

  static Recovered open(Path path, StoreOptions options) {
    StoreFolder folder = StoreFolder.take(path);
    try {
      return new Recovery(folder, options).open();
    } catch (IOException e) {
      folder.close();
      throw new ModeldexException(
          ErrorCode.CONFIGURATION, "opening the store in " + path + ": " + e, e);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private Recovered open() throws IOException {
    Mark mark = mark();
    if (!folder.hasDatabase()) {
      if (mark != null && mark.sequence() > 0) {
        lost("its database is gone, which held " + mark.sequence() + " changes");
      }
      create();
      mark = mark();
    }
    ManifestCheck.check(folder.database());
    checkSeam();
    Database database = database();
    try {
      checkFormat(database);
      Totals totals = Totals.read(key -> database.get(Family.META, key));
      byte[] last = lastChange(database, totals);
      UUID store = uuid(database);
      MetricKeyTable metricKeys = MetricKeyTable.load(database);
      checkMark(mark, store, totals, database);
      if (mark != null && mark.metricKeys() > metricKeys.size()) {
        lost("of " + mark.metricKeys() + " metric keys only " + metricKeys.size() + " are there");
      }
      if (lossAccepted) {
        store = UUID.randomUUID();
        writeUuid(database, store);
      }
      long hash = last == null ? 0 : HighWaterMark.hash(last);
      HighWaterMark file =
          HighWaterMark.open(
              folder.path(), new Mark(store, totals.sequence(), hash, metricKeys.size()));
      LOG.info("opened the store in {} at sequence {}", folder.path(), totals.sequence());
      return new Recovered(folder, database, store, totals, metricKeys, file);
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Makes an empty database, complete in every part before it gets its name. */
  private void create() throws IOException {
    UUID store = UUID.randomUUID();
    try (Database database = Database.open(folder.making(), Mode.CREATE, options);
        WriteBatch batch = new WriteBatch()) {
      var meta = database.handle(Family.META);
      batch.put(meta, Totals.FORMAT, Codec.number(FORMAT));
      batch.put(meta, Totals.UUID, Codec.word(store.toString()));
      batch.put(meta, Totals.SEQUENCE, Codec.number(0));
      batch.put(meta, Totals.TRIMMED_TO, Codec.number(0));
      database.write(batch, true);
    } catch (RocksDBException e) {
      throw doesNotOpen(e);
    }
    HighWaterMark.open(folder.path(), new Mark(store, 0, 0, 0)).close();
    folder.finishMaking();
  }

  private Database database() {
    try {
      return Database.open(folder.database(), Mode.OPEN, options);
    } catch (RocksDBException e) {
      if (!options.acceptLoss() || !RocksErrors.isCorruption(e)) {
        throw doesNotOpen(e);
      }
      lost("its database is damaged: " + e.getMessage());
    }
    try {
      return Database.open(folder.database(), Mode.OPEN_WHAT_IS_LEFT, options);
    } catch (RocksDBException e) {
      throw doesNotOpen(e);
    }
  }

  private void checkFormat(Database database) {
    byte[] stored = database.get(Family.META, Totals.FORMAT);
    if (stored == null) {
      throw new ModeldexException(
          ErrorCode.CORRUPTED,
          "the store in " + folder.path() + " does not say its format. " + RocksErrors.RESTORE);
    }
    long format = Codec.number("format", stored);
    if (format > FORMAT) {
      throw new ModeldexException(
          ErrorCode.CONFIGURATION,
          "the store in "
              + folder.path()
              + " has format "
              + format
              + ", but this program only knows formats up to "
              + FORMAT
              + ". Use the release that wrote it, or a newer one");
    }
  }

  /**
   * Looks for a hole where the changes that are replayed from the log meet those in data files.
   * When the list of files has lost its end, it knows nothing of the newest of them, nor of the log
   * that was deleted because they held all that was in it; RocksDB opens that without a word.
   *
   * <pre>
   * in data files | the hole         | replayed
   * 1 2 3 ... 128 | 129 ... 246 lost | 247 248 ... 984
   * </pre>
   *
   * <p>How many changes are replayed is not known, but never more than the log has room for. The
   * database is only read, for once it has been opened the log is gone and the hole with it hidden.
   * Such a loss cannot be accepted: what is left is not what the store was at any time.
   */
  private void checkSeam() {
    long logBytes = folder.logBytes();
    if (logBytes == 0) {
      return;
    }
    try (Database database = Database.open(folder.database(), Mode.READ_ONLY, options)) {
      checkFormat(database);
      Totals totals = Totals.read(key -> database.get(Family.META, key));
      long most = logBytes / LEAST_BYTES_OF_CHANGE;
      checkChanges(database, Math.max(totals.trimmedTo(), totals.sequence() - most) + 1);
    } catch (RocksDBException e) {
      if (!options.acceptLoss()) {
        throw doesNotOpen(e);
      }
    }
  }

  private void checkChanges(Database database, long from) {
    long expected = from;
    try (Cursor cursor = database.range(Family.CHANGES, KeyLayout.change(from), null)) {
      while (cursor.next()) {
        long found = KeyLayout.change(cursor.key());
        if (found != expected) {
          throw new ModeldexException(
              ErrorCode.CORRUPTED,
              "the store in %s has lost data: of its changes %d to %d are missing. %s"
                  .formatted(folder.path(), expected, found - 1, RocksErrors.RESTORE));
        }
        expected++;
      }
    }
  }

  private byte @Nullable [] lastChange(Database database, Totals totals) {
    if (totals.sequence() == totals.trimmedTo()) {
      return null;
    }
    byte[] last = database.get(Family.CHANGES, KeyLayout.change(totals.sequence()));
    if (last == null) {
      lost("its last change, " + totals.sequence() + ", is missing");
    }
    return last;
  }

  private void checkMark(@Nullable Mark mark, UUID store, Totals totals, Database database) {
    if (mark == null) {
      if (totals.sequence() > 0) {
        lost("its file " + HighWaterMark.FILE + " is missing, so nobody can tell what is lost");
      }
      return;
    }
    if (!mark.store().equals(store)) {
      lost("its file " + HighWaterMark.FILE + " belongs to another store, " + mark.store());
    } else if (mark.sequence() > totals.sequence()) {
      long missing = mark.sequence() - totals.sequence();
      lost(
          "it ends at change "
              + totals.sequence()
              + ", but "
              + mark.sequence()
              + " changes were acknowledged: the last "
              + missing
              + " are missing");
    } else if (mark.sequence() > totals.trimmedTo()) {
      byte[] change = database.get(Family.CHANGES, KeyLayout.change(mark.sequence()));
      if (change == null || HighWaterMark.hash(change) != mark.hash()) {
        lost("change " + mark.sequence() + " is not the one that was acknowledged");
      }
    }
  }

  private @Nullable Mark mark() throws IOException {
    try {
      return HighWaterMark.read(folder.path());
    } catch (ModeldexException e) {
      lost("its file " + HighWaterMark.FILE + " does not read back");
      return null;
    }
  }

  /** Refuses the store, unless the loss was accepted. */
  private void lost(String what) {
    String message = "the store in " + folder.path() + " has lost data: " + what;
    if (!options.acceptLoss()) {
      throw new ModeldexException(ErrorCode.CORRUPTED, message + ". " + RocksErrors.REMEDY);
    }
    LOG.warn("{}. The loss is accepted; the store goes on under a new identity", message);
    lossAccepted = true;
  }

  private ModeldexException doesNotOpen(RocksDBException e) {
    String message = "the store in " + folder.path() + " does not open: " + e.getMessage();
    if (RocksErrors.isNoSpace(e)) {
      return new ModeldexException(
          ErrorCode.STORE_FULL, message + ". Make space on its disk and start again", e);
    }
    Optional<Path> barred = folder.barred();
    if (barred.isPresent()) {
      return new ModeldexException(
          ErrorCode.CONFIGURATION, message + ". This process may not read " + barred.get(), e);
    }
    boolean acceptable = !options.acceptLoss() && RocksErrors.isCorruption(e) && opensInPart();
    String remedy = acceptable ? RocksErrors.REMEDY : RocksErrors.RESTORE;
    return new ModeldexException(ErrorCode.CORRUPTED, message + ". " + remedy, e);
  }

  /** Whether accepting the loss would open anything; it only helps where the log is damaged. */
  private boolean opensInPart() {
    try (Database left = Database.open(folder.database(), Mode.READ_WHAT_IS_LEFT, options)) {
      return left.get(Family.META, Totals.FORMAT) != null;
    } catch (RocksDBException e) {
      return false;
    }
  }

  private static UUID uuid(Database database) {
    byte[] stored = database.get(Family.META, Totals.UUID);
    if (stored == null) {
      throw new ModeldexException(ErrorCode.CORRUPTED, "the store has no identity");
    }
    return UUID.fromString(Codec.word("identity", stored));
  }

  static void writeUuid(Database database, UUID store) {
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(database.handle(Family.META), Totals.UUID, Codec.word(store.toString()));
      database.write(batch, true);
    } catch (RocksDBException e) {
      throw new ModeldexException(
          ErrorCode.UNAVAILABLE, "writing the store's identity: " + e.getMessage(), e);
    }
  }
}
