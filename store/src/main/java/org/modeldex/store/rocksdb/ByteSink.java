package org.modeldex.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Collects the bytes of one key or value. Numbers are big-endian, so they sort as bytes. */
final class ByteSink {
  private byte[] bytes;
  private int size;

  ByteSink(int expectedSize) {
    bytes = new byte[expectedSize];
  }

  ByteSink oneByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  ByteSink fourBytes(int value) {
    return oneByte(value >>> 24).oneByte(value >>> 16).oneByte(value >>> 8).oneByte(value);
  }

  ByteSink eightBytes(long value) {
    return fourBytes((int) (value >>> 32)).fourBytes((int) value);
  }

  /** A number of at least 0 in as few bytes as it needs: 7 bits each, low ones first. */
  ByteSink count(long value) {
    long rest = value;
    while (rest > 0x7F) {
      oneByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    return oneByte((int) rest);
  }

  /** Seconds and nanoseconds, sorting as instants do. */
  ByteSink instant(Instant value) {
    return eightBytes(value.getEpochSecond() ^ Long.MIN_VALUE).fourBytes(value.getNano());
  }

  /** UTF-8 behind its length. */
  ByteSink text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return count(utf8.length).raw(utf8);
  }

  ByteSink raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  /**
   * Text without NUL, ended by a zero byte, sorting as {@link String#compareTo} does: each UTF-16
   * unit by itself in UTF-8's pattern (CESU-8, Unicode Technical Report 26). Plain UTF-8 would sort
   * U+E000..U+FFFF before all characters that need surrogates; {@code compareTo} does not.
   */
  ByteSink sortedText(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        oneByte(c);
      } else if (c < 0x800) {
        oneByte(0xC0 | (c >> 6)).oneByte(0x80 | (c & 0x3F));
      } else {
        oneByte(0xE0 | (c >> 12)).oneByte(0x80 | ((c >> 6) & 0x3F)).oneByte(0x80 | (c & 0x3F));
      }
    }
    return oneByte(0);
  }

  byte[] toBytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
