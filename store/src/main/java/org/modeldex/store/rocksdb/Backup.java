package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.store.rocksdb.Database.Family;
import org.modeldex.store.rocksdb.Database.Mode;
import org.modeldex.store.rocksdb.HighWaterMark.Mark;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of a store. A backup is a folder with the database's files and a list of them, {@code
 * backup.txt}: a line for each file with its SHA-256, its size and its name, and a last line with
 * the SHA-256 of all lines before. Nothing of it shares a disk block with the store.
 */
public final class Backup {
  private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
  private static final String LIST = "backup.txt";
  private static final String TITLE = "modeldex-backup 1";

  private Backup() {}

  /**
   * What a backup holds.
   *
   * @param sequence of the last change in it
   * @param sizeBytes of its files
   */
  public record Summary(long sequence, long sizeBytes) {}

  private record Entry(String sha256, long size, String name) {
    String line() {
      return sha256 + ' ' + size + ' ' + name;
    }

    static Entry parse(String line) {
      String[] parts = line.split(" ", 3);
      return new Entry(parts[0], Long.parseLong(parts[1]), parts[2]);
    }
  }

  /**
   * Writes a backup.
   *
   * @param ending whether the store is being closed: a copy that is only begun is given up
   */
  static Summary write(Database database, StoreFolder folder, Path target, BooleanSupplier ending) {
    // Without dots, for the name of the half copy is made of the last part.
    Path absolute = target.toAbsolutePath().normalize();
    synchronized (folder) {
      if (Files.exists(absolute)) {
        throw new ModeldexException(
            ErrorCode.CONFIGURATION, "the backup folder " + target + " exists already");
      }
      try {
        StoreFolder.delete(folder.checkpoint());
        database.checkpoint(folder.checkpoint());
        return copy(folder, check(folder.checkpoint()), absolute, ending);
      } catch (IOException e) {
        throw new ModeldexException(
            ErrorCode.CONFIGURATION, "writing the backup " + target + ": " + e, e);
      } catch (RocksDBException e) {
        throw RocksErrors.whileCopying(e);
      } finally {
        discard(folder.checkpoint());
      }
    }
  }

  /** Copies what is checked. Whoever closes the store waits until nothing is left half copied. */
  private static Summary copy(
      StoreFolder folder, long sequence, Path target, BooleanSupplier ending) throws IOException {
    Path partial = HalfBackup.of(target);
    synchronized (folder.copying()) {
      try {
        StoreFolder.delete(partial);
        HalfBackup.begin(folder.path(), partial);
        Files.createDirectories(partial);
        checkSpace(folder.checkpoint(), partial);
        List<Entry> entries = copyAll(folder.checkpoint(), partial, ending);
        writeList(partial, sequence, entries);
        StoreFolder.sync(partial);
        Files.move(partial, target);
        StoreFolder.sync(parent(target));
        return new Summary(sequence, entries.stream().mapToLong(Entry::size).sum());
      } finally {
        HalfBackup.clear(folder.path());
        discard(folder.checkpoint());
      }
    }
  }

  /** Deletes what is only half a copy, or no longer needed: it takes space until it is gone. */
  private static void discard(Path folder) {
    try {
      StoreFolder.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} could not be deleted", folder, e);
    }
  }

  /** A backup that does not fit is not begun: it would fill a disk that others write to. */
  private static void checkSpace(Path from, Path to) throws IOException {
    long needed = 0;
    for (Path file : files(from)) {
      needed += Files.size(file);
    }
    long free = Files.getFileStore(to).getUsableSpace();
    if (free < needed) {
      throw new ModeldexException(
          ErrorCode.STORE_FULL,
          "the backup takes " + needed + " bytes, but its disk has only " + free + " left");
    }
  }

  static Summary restore(Path backup, Path path) {
    List<String> lines;
    try {
      lines = readList(backup);
    } catch (IOException e) {
      throw new ModeldexException(
          ErrorCode.CONFIGURATION, "reading the backup " + backup + ": " + e, e);
    }
    try (StoreFolder folder = StoreFolder.take(path)) {
      if (folder.hasDatabase()) {
        throw new ModeldexException(
            ErrorCode.CONFIGURATION,
            "the folder " + path + " holds a store already; restore into an empty one");
      }
      long sequence = Long.parseLong(lines.get(1));
      List<Entry> entries = lines.subList(2, lines.size()).stream().map(Entry::parse).toList();
      try {
        Files.createDirectories(folder.making());
        for (Entry entry : entries) {
          restoreFile(backup, folder.making(), entry);
        }
        makeOwn(folder, sequence);
      } finally {
        discard(folder.making());
      }
      return new Summary(sequence, entries.stream().mapToLong(Entry::size).sum());
    } catch (IOException e) {
      throw new ModeldexException(
          ErrorCode.CONFIGURATION,
          "restoring the backup " + backup + " into " + path + ": " + e,
          e);
    }
  }

  /** Reads a copied database once through; a backup of damaged files would be none. */
  private static long check(Path database) throws RocksDBException {
    try (Database copy = Database.open(database, Mode.READ_ONLY, StoreOptions.DEFAULT)) {
      copy.verifyChecksums();
      return Totals.read(key -> copy.get(Family.META, key)).sequence();
    }
  }

  /** Gives the database that is being restored an identity and a high-water mark, and its name. */
  private static void makeOwn(StoreFolder folder, long sequence) throws IOException {
    UUID store = UUID.randomUUID();
    byte[] change;
    int metricKeys;
    try (Database database = Database.open(folder.making(), Mode.OPEN, StoreOptions.DEFAULT)) {
      Totals totals = Totals.read(key -> database.get(Family.META, key));
      if (totals.sequence() != sequence) {
        throw new ModeldexException(
            ErrorCode.CORRUPTED,
            "the backup ends at change " + totals.sequence() + ", not at change " + sequence);
      }
      metricKeys = MetricKeyTable.load(database).size();
      change = database.get(Family.CHANGES, KeyLayout.change(sequence));
      Recovery.writeUuid(database, store);
    } catch (RocksDBException e) {
      throw new ModeldexException(
          ErrorCode.CORRUPTED, "the backup does not open: " + e.getMessage(), e);
    }
    long hash = change == null ? 0 : HighWaterMark.hash(change);
    HighWaterMark.open(folder.path(), new Mark(store, sequence, hash, metricKeys)).close();
    folder.finishMaking();
  }

  private static List<Entry> copyAll(Path from, Path to, BooleanSupplier ending)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path file : files(from)) {
      if (ending.getAsBoolean()) {
        throw new ModeldexException(
            ErrorCode.UNAVAILABLE, "the store is being closed, so the backup is given up");
      }
      String name = file.getFileName().toString();
      String sha256 = copy(file, to.resolve(name));
      entries.add(new Entry(sha256, Files.size(to.resolve(name)), name));
    }
    return entries;
  }

  private static List<Path> files(Path database) throws IOException {
    try (Stream<Path> list = Files.list(database)) {
      return list.filter(file -> belongs(file.getFileName().toString())).sorted().toList();
    }
  }

  /** Whether a file is part of the database; its lock and its log of messages are not. */
  private static boolean belongs(String name) {
    return !name.equals("LOCK") && !name.startsWith("LOG");
  }

  private static void restoreFile(Path backup, Path to, Entry entry) throws IOException {
    Path folder = backup.toAbsolutePath().normalize();
    Path file = folder.resolve(entry.name()).normalize();
    if (!parent(file).equals(folder) || !Files.isRegularFile(file)) {
      throw damaged(backup, "the file " + entry.name() + " is missing");
    }
    String sha256 = copy(file, to.resolve(entry.name()));
    if (!sha256.equals(entry.sha256())) {
      throw damaged(backup, "the file " + entry.name() + " does not have its checksum");
    }
  }

  /** Copies a file, durably, and says its SHA-256. */
  private static String copy(Path from, Path to) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest);
        OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
      in.transferTo(out);
    }
    force(to);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void writeList(Path folder, long sequence, List<Entry> entries)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(TITLE, Long.toString(sequence)));
    entries.forEach(entry -> lines.add(entry.line()));
    lines.add(sha256(lines));
    Path list = folder.resolve(LIST);
    Files.write(list, lines);
    force(list);
  }

  /** The lines of a backup's list without the last. */
  private static List<String> readList(Path backup) throws IOException {
    Path list = backup.resolve(LIST);
    if (!Files.exists(list)) {
      throw new ModeldexException(
          ErrorCode.CONFIGURATION, backup + " holds no backup: there is no file " + LIST);
    }
    String text = new String(Files.readAllBytes(list), StandardCharsets.ISO_8859_1);
    List<String> lines = text.lines().toList();
    int last = lines.size() - 1;
    if (last < 2 || !sha256(lines.subList(0, last)).equals(lines.get(last))) {
      throw damaged(backup, "the file " + LIST + " does not have its checksum");
    }
    if (!lines.getFirst().equals(TITLE)) {
      throw new ModeldexException(
          ErrorCode.CONFIGURATION,
          "the backup " + backup + " has a format this program does not know: " + lines.getFirst());
    }
    return lines.subList(0, last);
  }

  private static ModeldexException damaged(Path backup, String what) {
    return new ModeldexException(
        ErrorCode.CORRUPTED, "the backup " + backup + " is damaged: " + what + ". Use another one");
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static String sha256(List<String> lines) {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(text));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new ModeldexException(ErrorCode.INTERNAL, "this Java has no SHA-256", e);
    }
  }
}
