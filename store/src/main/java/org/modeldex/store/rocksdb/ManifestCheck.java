package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * Looks at the kinds of a MANIFEST's records before RocksDB reads it. One changed bit makes a
 * record look like one of a recycled log, which no MANIFEST is, and RocksDB then tries to read it
 * for ever. All else that can be wrong is left for RocksDB to find, which compares checksums.
 *
 * <pre>
 * block of 32 KiB = record ... record, and zeros where no header has room
 * record          = checksum:4 | length:2 | kind:1 | as many bytes
 * </pre>
 *
 * @see <a href="https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format">the
 *     format</a>
 */
final class ManifestCheck {
  private static final Pattern NAME = Pattern.compile("MANIFEST-[0-9]+");
  private static final int BLOCK = 32 << 10;
  private static final int HEADER = 7;
  private static final int LENGTH_AT = 4;
  private static final int KIND_AT = 6;
  private static final Set<Integer> KINDS_OF_RECYCLED_LOGS = Set.of(5, 6, 7, 8, 11, 131);

  private ManifestCheck() {}

  /**
   * Checks the MANIFEST that CURRENT names; where it names none, RocksDB says so.
   *
   * @throws ModeldexException CORRUPTED, naming the file
   */
  static void check(Path database) throws IOException {
    String name = current(database);
    if (!NAME.matcher(name).matches() || !Files.exists(database.resolve(name))) {
      return;
    }
    Path manifest = database.resolve(name);
    if (isEndless(Files.readAllBytes(manifest))) {
      throw new ModeldexException(
          ErrorCode.CORRUPTED,
          "the store does not open: " + manifest + " is damaged. " + RocksErrors.RESTORE);
    }
  }

  private static String current(Path database) throws IOException {
    Path current = database.resolve("CURRENT");
    return Files.exists(current)
        ? new String(Files.readAllBytes(current), StandardCharsets.ISO_8859_1).strip()
        : "";
  }

  private static boolean isEndless(byte[] manifest) {
    ByteBuffer bytes = ByteBuffer.wrap(manifest).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at + HEADER <= manifest.length) {
      if (KINDS_OF_RECYCLED_LOGS.contains(Byte.toUnsignedInt(manifest[at + KIND_AT]))) {
        return true;
      }
      at += HEADER + Short.toUnsignedInt(bytes.getShort(at + LENGTH_AT));
      int left = BLOCK - at % BLOCK;
      at += left < HEADER ? left : 0;
    }
    return false;
  }
}
