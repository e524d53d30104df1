package org.modeldex.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * The lines of a stream, one at a time and never more than a given length of one in memory. Lines
 * end with LF or CR LF. Used by one thread; the stream is closed by whoever opened it.
 */
public final class BoundedLines {
  private final InputStream in;
  private final int maxBytes;
  private long number;

  public BoundedLines(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * The next line without its end; null after the last one.
   *
   * @throws ModeldexException TOO_LARGE for a line longer than the limit, which has then been
   *     passed over: the next call gives the line after it
   */
  public byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    long length = 0;
    int b = in.read();
    if (b < 0) {
      return null;
    }
    number++;
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (length++ < maxBytes) {
        line.write(b);
      }
    }
    if (length > maxBytes) {
      throw new ModeldexException(
          ErrorCode.TOO_LARGE, "the line has " + length + " bytes, more than " + maxBytes);
    }
    byte[] bytes = line.toByteArray();
    boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return carriageReturn ? java.util.Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  /** The number of the line that {@link #next} read last; the first is 1. */
  public long number() {
    return number;
  }
}
