package org.modeldex.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /**
   * Copies a catalogue's records.
   *
   * @param target must not exist
   * @throws ModeldexException UNAVAILABLE while a server runs on the catalogue, and what the store
   *     throws
   */
  public static Summary backup(Path data, Path target) {
    try (RocksMetadataStore store =
        RocksMetadataStore.open(Node.storeFolder(data), StoreOptions.DEFAULT)) {
      return summary(store.backup(target));
    }
  }

  /**
   * Makes a catalogue from a copy; its index is built when it is first opened.
   *
   * @param data must not hold a catalogue
   */
  public static Summary restore(Path backup, Path data) {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new ModeldexException(ErrorCode.CONFIGURATION, "cannot make " + data + ": " + e, e);
    }
    return summary(RocksMetadataStore.restore(backup, Node.storeFolder(data)));
  }

  static Summary summary(Backup.Summary summary) {
    return new Summary(summary.sequence(), summary.sizeBytes());
  }
}
