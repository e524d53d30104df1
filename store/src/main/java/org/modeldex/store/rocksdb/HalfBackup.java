package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which a backup is only half written, noted in the store's folder: a process that is
 * killed leaves it, and whoever takes the store next clears it away.
 *
 * <p>A copy of the store's folder has a copy of the note, which counts for the folder that it names
 * alone. What it names is told apart by a zero, which no path contains.
 */
final class HalfBackup {
  private static final Logger LOG = LoggerFactory.getLogger(HalfBackup.class);
  private static final String FILE = "half-backup";
  private static final String SUFFIX = ".partial";

  private HalfBackup() {}

  /** Where a backup is while it is half written: beside its place, under a name of its own. */
  static Path of(Path target) {
    return target.resolveSibling("." + target.getFileName() + SUFFIX);
  }

  static void begin(Path store, Path half) throws IOException {
    Files.writeString(store.resolve(FILE), store.toRealPath() + "\0" + half);
  }

  /** Deletes what is only half a backup: it takes space until it is gone. */
  static void clear(Path store) {
    Path note = store.resolve(FILE);
    try {
      if (Files.exists(note)) {
        String own = store.toRealPath() + "\0";
        String named = Files.readString(note);
        // A note that lost its end in a power cut could name a folder above.
        if (named.startsWith(own) && named.endsWith(SUFFIX)) {
          StoreFolder.delete(Path.of(named.substring(own.length())));
        }
        Files.delete(note);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("what {} names could not be deleted", note, e);
    }
  }
}
