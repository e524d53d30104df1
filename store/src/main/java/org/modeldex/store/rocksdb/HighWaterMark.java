package org.modeldex.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * How far the store had certainly come, in a file outside the database: a store that comes back
 * with less has lost acknowledged commits, however sound it looks.
 *
 * <p>The file has two slots, written in turn and in place. A torn write spoils one of them, and a
 * full disk cannot prevent any.
 *
 * <pre>
 * slot (512 bytes each)
 *   = "MDHW" 1:4 | store uuid:16 | sequence:8 | hash of that change:8 | metric keys:4 | CRC-32C:4
 * </pre>
 *
 * One thread's own.
 */
final class HighWaterMark implements AutoCloseable {
  static final String FILE = "high-water";

  private static final int MAGIC = 0x4D444857;
  private static final int FORMAT = 1;
  private static final int SLOT = 512;
  private static final int CHECKED = 44;

  /**
   * One mark.
   *
   * @param hash of the change with that sequence; 0 for sequence 0
   * @param metricKeys how many there were
   */
  record Mark(UUID store, long sequence, long hash, int metricKeys) {
    boolean isBeyond(Mark other) {
      return sequence > other.sequence || metricKeys > other.metricKeys;
    }
  }

  private final FileChannel file;
  private Mark last;
  private int nextSlot;

  private HighWaterMark(FileChannel file, Mark last) {
    this.file = file;
    this.last = last;
  }

  /**
   * The mark in a store's folder, null when there is no file.
   *
   * @throws ModeldexException CORRUPTED when neither slot reads back
   */
  static @Nullable Mark read(Path folder) throws IOException {
    Path path = folder.resolve(FILE);
    if (!Files.exists(path)) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(path);
    Mark highest = null;
    for (int at = 0; at + CHECKED + 4 <= bytes.length; at += SLOT) {
      Mark mark = slot(bytes, at);
      if (mark != null && (highest == null || mark.isBeyond(highest))) {
        highest = mark;
      }
    }
    if (highest == null) {
      throw new ModeldexException(
          ErrorCode.CORRUPTED,
          path
              + " does not read back, so nobody can tell whether the store has lost commits. "
              + RocksErrors.REMEDY);
    }
    return highest;
  }

  /** Opens the file, made where there is none, and writes this mark into both slots, durably. */
  static HighWaterMark open(Path folder, Mark mark) throws IOException {
    FileChannel file =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    HighWaterMark opened = new HighWaterMark(file, mark);
    opened.write(mark);
    opened.write(mark);
    StoreFolder.sync(folder);
    return opened;
  }

  Mark last() {
    return last;
  }

  /** Writes a mark, durably. */
  void write(Mark mark) throws IOException {
    ByteBuffer slot = ByteBuffer.allocate(SLOT);
    slot.putInt(MAGIC).putInt(FORMAT);
    slot.putLong(mark.store().getMostSignificantBits());
    slot.putLong(mark.store().getLeastSignificantBits());
    slot.putLong(mark.sequence()).putLong(mark.hash()).putInt(mark.metricKeys());
    slot.putInt(checksum(slot.array(), 0)).rewind();
    long at = (long) nextSlot * SLOT;
    while (slot.hasRemaining()) {
      at += file.write(slot, at);
    }
    file.force(false);
    nextSlot = 1 - nextSlot;
    last = mark;
  }

  /** What stands in a mark for a change: a checksum of its stored value. */
  static long hash(byte[] change) {
    CRC32C crc = new CRC32C();
    crc.update(change);
    return crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static @Nullable Mark slot(byte[] bytes, int at) {
    ByteBuffer slot = ByteBuffer.wrap(bytes, at, CHECKED + 4);
    if (slot.getInt() != MAGIC || slot.getInt() != FORMAT) {
      return null;
    }
    UUID store = new UUID(slot.getLong(), slot.getLong());
    Mark mark = new Mark(store, slot.getLong(), slot.getLong(), slot.getInt());
    return slot.getInt() == checksum(bytes, at) ? mark : null;
  }

  private static int checksum(byte[] bytes, int at) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, CHECKED);
    return (int) crc.getValue();
  }
}
