package org.modeldex.server;

import java.nio.file.Path;
import java.util.List;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.store.rocksdb.Backup;
import org.modeldex.store.rocksdb.RocksMetadataStore;
import org.modeldex.store.rocksdb.StoreOptions;

/** Copies of a catalogue that no server runs on. */
public final class StoreCopies {
  private StoreCopies() {}

  /**
   * What a copy holds.
   *
   * @param sequence of the last change in it
   */
  public record Summary(long sequence, long sizeBytes) {}

  /** Whether there is a catalogue in a folder, in whatever state. */
  public static boolean hasCatalogue(Path data) {
    return RocksMetadataStore.isIn(Node.storeFolder(data));
  }

  /**
   * Copies a catalogue's records.
   *
   * @param target must not exist, nor be within the store or the index, which clear away what is
   *     not theirs
   * @throws ModeldexException UNAVAILABLE while a server runs on the catalogue, and what the store
   *     throws
   */
  public static Summary backup(Path data, Path target) {
    for (Path own : List.of(Node.storeFolder(data), Node.indexFolder(data))) {
      if (plain(target).startsWith(plain(own))) {
        throw new ModeldexException(
            ErrorCode.CONFIGURATION,
            "a backup cannot be kept in " + own + ", which is not for other files");
      }
    }
    try (RocksMetadataStore store =
        RocksMetadataStore.open(Node.storeFolder(data), StoreOptions.DEFAULT)) {
      // A process that is told to end gives the copy up and leaves no half one.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(store::close));
      return summary(store.backup(target));
    }
  }

  /**
   * Makes a catalogue from a copy; its index is built when it is first opened.
   *
   * @param data must not hold a catalogue
   */
  public static Summary restore(Path backup, Path data) {
    return summary(RocksMetadataStore.restore(backup, Node.storeFolder(data)));
  }

  private static Path plain(Path path) {
    return path.toAbsolutePath().normalize();
  }

  static Summary summary(Backup.Summary summary) {
    return new Summary(summary.sequence(), summary.sizeBytes());
  }
}
