package org.modeldex.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/** Reads what {@link ByteSink} collected; anything else is CORRUPTED. */
final class ByteSource {
  private final byte[] bytes;
  private int at;

  ByteSource(byte[] bytes) {
    this(bytes, 0);
  }

  /** Reads on from a place. */
  ByteSource(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  /** Refuses bytes that nothing has asked for. */
  void end() {
    if (!atEnd()) {
      throw damaged((bytes.length - at) + " bytes too many");
    }
  }

  int oneByte() {
    if (at >= bytes.length) {
      throw damaged("it ends after " + bytes.length + " bytes");
    }
    return bytes[at++] & 0xFF;
  }

  int fourBytes() {
    return (oneByte() << 24) | (oneByte() << 16) | (oneByte() << 8) | oneByte();
  }

  long eightBytes() {
    return ((long) fourBytes() << 32) | (fourBytes() & 0xFFFF_FFFFL);
  }

  long count() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = oneByte();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged("a number of more than 63 bits");
  }

  Instant instant() {
    long second = eightBytes() ^ Long.MIN_VALUE;
    int nano = fourBytes();
    try {
      return Instant.ofEpochSecond(second, nano);
    } catch (DateTimeException e) {
      throw damaged("no instant has second " + second);
    }
  }

  String text() {
    long length = count();
    if (length > bytes.length - at) {
      throw damaged("a text of " + length + " bytes, but only " + (bytes.length - at) + " follow");
    }
    String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
    at += (int) length;
    return text;
  }

  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }

  /** See {@link ByteSink#sortedText}. */
  String sortedText() {
    StringBuilder text = new StringBuilder();
    int first = oneByte();
    while (first != 0) {
      if (first < 0x80) {
        text.append((char) first);
      } else if (first < 0xE0) {
        text.append((char) (((first & 0x1F) << 6) | (oneByte() & 0x3F)));
      } else {
        text.append(
            (char) (((first & 0x0F) << 12) | ((oneByte() & 0x3F) << 6) | (oneByte() & 0x3F)));
      }
      first = oneByte();
    }
    return text.toString();
  }

  static ModeldexException damaged(String problem) {
    return new ModeldexException(ErrorCode.CORRUPTED, problem);
  }
}
