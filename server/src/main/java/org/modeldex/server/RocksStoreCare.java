package org.modeldex.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.api.StoreCare;
import org.modeldex.store.rocksdb.RocksMetadataStore;

/** Verifies and copies the store that a node runs on. */
record RocksStoreCare(RocksMetadataStore store, Path backups) implements StoreCare {
  @Override
  public List<String> verify() {
    return store.verify();
  }

  /** One at a time, for another request may ask for a backup of this name. */
  @Override
  public synchronized Backup backup(String name) {
    Path target = backups.resolve(name);
    if (Files.exists(target)) {
      throw new ModeldexException(
          ErrorCode.ALREADY_EXISTS, "there is a backup " + name + " already");
    }
    try {
      Files.createDirectories(backups);
    } catch (IOException e) {
      throw new ModeldexException(ErrorCode.CONFIGURATION, "cannot make " + backups + ": " + e, e);
    }
    StoreCopies.Summary summary = StoreCopies.summary(store.backup(target));
    return new Backup(summary.sequence(), summary.sizeBytes());
  }
}
