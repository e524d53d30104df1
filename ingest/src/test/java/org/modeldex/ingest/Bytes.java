package org.modeldex.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Binary files, written number by number; numbers are little-endian. */
public final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Bytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** A text without its length. */
  public Bytes text(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The lowest {@code width} bytes of a number. */
  public Bytes number(long number, int width) {
    for (int i = 0; i < width; i++) {
      out.write((int) (number >>> (Byte.SIZE * i)));
    }
    return this;
  }

  /** A number in groups of seven bits. */
  public Bytes varint(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  public Bytes zeros(int count) {
    return raw(new byte[count]);
  }

  public byte[] toArray() {
    return out.toByteArray();
  }

  /** The SHA-256 of a file, as artifacts state it. */
  public static String sha256(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
