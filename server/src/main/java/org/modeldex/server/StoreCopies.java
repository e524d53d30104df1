package org.modeldex.server;

import java.io.IOException;
import java.nio.file.Files;
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
   * @param target must not exist, nor be within the catalogue's own folders, which clear away what
   *     is not theirs
   * @throws ModeldexException UNAVAILABLE while a server runs on the catalogue, and what the store
   *     throws
   */
  public static Summary backup(Path data, Path target) {
    for (Path own :
        List.of(
            Node.storeFolder(data),
            Node.indexFolder(data),
            Node.uploadFolder(data),
            Node.artifactFolder(data))) {
      if (real(target.toAbsolutePath().normalize()).startsWith(real(own.toAbsolutePath()))) {
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

  /** Where a path leads through links, also where its end is not there yet. */
  private static Path real(Path path) {
    Path parent = path.getParent();
    if (parent == null || Files.exists(path)) {
      try {
        return path.toRealPath();
      } catch (IOException e) {
        throw new ModeldexException(ErrorCode.CONFIGURATION, "cannot read " + path + ": " + e, e);
      }
    }
    return real(parent).resolve(path.getFileName());
  }

  static Summary summary(Backup.Summary summary) {
    return new Summary(summary.sequence(), summary.sizeBytes());
  }
}
