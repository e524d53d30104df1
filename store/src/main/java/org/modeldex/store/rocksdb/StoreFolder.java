package org.modeldex.store.rocksdb;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * The folder of one store, held by one process at a time.
 *
 * <pre>
 * lock              held while the store is open
 * high-water        see {@link HighWaterMark}
 * rocksdb/          the database; it is there if and only if it is complete
 * rocksdb.making/   a database that is being created or restored
 * checkpoint/       a copy that is being backed up
 * half-backup       see {@link HalfBackup}
 * </pre>
 */
final class StoreFolder implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String DATABASE = "rocksdb";
  private static final String MAKING = "rocksdb.making";
  private static final String CHECKPOINT = "checkpoint";

  private final Path path;
  private final FileChannel lock;
  private final Object copying = new Object();

  private StoreFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a folder, making it if need be, and clears away what an interrupted process left half
   * done.
   *
   * @throws ModeldexException UNAVAILABLE when another process, or another store in this one, holds
   *     it; CONFIGURATION when it cannot be written
   */
  static StoreFolder take(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel lock =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree(lock)) {
        lock.close();
        throw new ModeldexException(
            ErrorCode.UNAVAILABLE, "the store in " + path + " is open in another process");
      }
      StoreFolder folder = new StoreFolder(path, lock);
      delete(folder.making());
      delete(folder.checkpoint());
      HalfBackup.clear(path);
      return folder;
    } catch (IOException e) {
      throw new ModeldexException(
          ErrorCode.CONFIGURATION, "the folder " + path + " cannot hold a store: " + e, e);
    }
  }

  /** Whether there is a store in a folder, or what is left of one; its lock alone is none. */
  static boolean isUsed(Path path) {
    return Files.exists(path.resolve(DATABASE)) || Files.exists(path.resolve(HighWaterMark.FILE));
  }

  private static boolean isFree(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  Path database() {
    return path.resolve(DATABASE);
  }

  Path making() {
    return path.resolve(MAKING);
  }

  Path checkpoint() {
    return path.resolve(CHECKPOINT);
  }

  /** Held while files of a backup are written. */
  Object copying() {
    return copying;
  }

  boolean hasDatabase() {
    return Files.exists(database());
  }

  /** A part of the database that this process is not permitted to read, the folder included. */
  Optional<Path> barred() {
    File[] files = database().toFile().listFiles();
    return Stream.concat(
            Stream.of(database()), Stream.of(files == null ? new File[0] : files).map(File::toPath))
        .filter(path -> Files.exists(path) && !Files.isReadable(path))
        .findFirst();
  }

  /** Puts the database that was being made in its place, durably. */
  void finishMaking() throws IOException {
    Files.move(making(), database());
    sync(path);
  }

  /** Space taken on the disk, in bytes. */
  long sizeBytes() {
    return sizeBytes("");
  }

  /** Space taken by the database's log, in bytes. */
  long logBytes() {
    return sizeBytes(".log");
  }

  private long sizeBytes(String ending) {
    File[] files = database().toFile().listFiles((folder, name) -> name.endsWith(ending));
    long size = 0;
    for (File file : files == null ? new File[0] : files) {
      size += file.length();
    }
    return size;
  }

  /** Makes the names in a folder durable. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes a folder with all its files, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new ModeldexException(ErrorCode.INTERNAL, "giving up the lock of " + path, e);
    }
  }
}
