package org.modeldex.ingest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.modeldex.record.ModeldexException;

/**
 * The beginning of a binary file, read number by number. What is not needed is passed over, and no
 * more than a limit is kept, so a damaged length does not fill the memory. Numbers are
 * little-endian. Used by one thread; whoever opened the stream closes it.
 *
 * <p>All methods throw INVALID_ARGUMENT, naming the byte, where the file is shorter than it says.
 */
public final class HeaderInput {
  private static final int BLOCK = 1 << 16;

  private final MessageDigest digest;
  private final InputStream in;
  private final long size;
  private final long maxRead;
  private final byte[] passed = new byte[BLOCK];
  private long position;
  private long read;

  /**
   * Begins at the file's first byte.
   *
   * @param size the file's length in bytes
   * @param maxRead how many bytes may be read; those that are passed over do not count
   */
  public HeaderInput(InputStream in, long size, long maxRead) {
    this.size = size;
    this.maxRead = maxRead;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    this.in = new BufferedInputStream(new DigestInputStream(in, digest), BLOCK);
  }

  /** Where the next byte is; the first is 0. */
  public long position() {
    return position;
  }

  /** How many bytes the file has behind the position. */
  public long remaining() {
    return Math.max(0, size - position);
  }

  /** One byte, 0 to 255. */
  public int unsignedByte() throws IOException {
    announce(1);
    int next = in.read();
    if (next < 0) {
      throw new EOFException("it ends before byte " + (position + 1));
    }
    position++;
    return next;
  }

  /** Four bytes as a number of 0 to 2^32 - 1. */
  public long unsignedInt() throws IOException {
    return number(Integer.BYTES);
  }

  /** Eight bytes; numbers of 2^63 and more are negative. */
  public long eightBytes() throws IOException {
    return number(Long.BYTES);
  }

  /** The next bytes, at most eight, as one number. */
  public long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) unsignedByte() << (Byte.SIZE * i);
    }
    return number;
  }

  /**
   * A text in UTF-8; bytes that are none are replaced.
   *
   * @param length in bytes, as the file says
   * @param max the longest text that is read
   */
  public String text(long length, int max) throws IOException {
    check(length);
    if (length > max) {
      throw damaged("has a text of " + length + " bytes, more than " + max + ",");
    }
    announce(length);
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException("it ends before byte " + (position + length));
    }
    position += length;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Passes over bytes; they count for the digest alone. */
  public void skip(long length) throws IOException {
    check(length);
    long end = position + length;
    while (position < end) {
      int count = in.read(passed, 0, (int) Math.min(BLOCK, end - position));
      if (count < 0) {
        throw new EOFException("it ends before byte " + end);
      }
      position += count;
    }
  }

  /** Nothing is read before the file is known to be long enough for it. */
  private void announce(long length) {
    check(length);
    read += length;
    if (read > maxRead) {
      throw damaged("has a header of more than " + maxRead + " bytes");
    }
  }

  private void check(long length) {
    if (length < 0 || length > remaining()) {
      throw damaged("is cut or damaged: it ends before what it announces");
    }
  }

  /** The error that the file is not what it should be; {@code problem} reads on from its name. */
  public ModeldexException damaged(String problem) {
    return ModeldexException.invalid("the header", problem + " at byte " + position);
  }

  /** Reads to the end; SHA-256 of the whole file, as {@code sha256:} and hexadecimal digits. */
  public String digestOfFile() throws IOException {
    int count = 0;
    while (count >= 0) {
      position += count;
      count = in.read(passed);
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }
}
