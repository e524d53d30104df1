package org.modeldex.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * The lines of a stream, one at a time and never more than a given length of one in memory. Lines
 * end with LF or CR LF. Used by one thread; the stream is closed by whoever opened it. Reads ahead.
 */
public final class BoundedLines {
  private final InputStream in;
  private final int maxBytes;
  private final byte[] ahead = new byte[1 << 16];
  private int start;
  private int end;
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
    if (!hasMore()) {
      return null;
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    long length = 0;
    boolean ended = false;
    while (!ended && hasMore()) {
      int stop = lineEnd();
      line.write(ahead, start, (int) Math.min(stop - start, Math.max(0, maxBytes - length)));
      length += stop - start;
      ended = stop < end;
      start = ended ? stop + 1 : stop;
    }
    if (length > maxBytes) {
      throw new ModeldexException(
          ErrorCode.TOO_LARGE, "the line has " + length + " bytes, more than " + maxBytes);
    }
    byte[] bytes = line.toByteArray();
    boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  private boolean hasMore() throws IOException {
    if (start == end) {
      start = 0;
      end = Math.max(0, in.read(ahead));
    }
    return start < end;
  }

  /** Where the line ends among the bytes read ahead; their end when it goes on behind them. */
  private int lineEnd() {
    int i = start;
    while (i < end && ahead[i] != '\n') {
      i++;
    }
    return i;
  }

  /** The number of the line that {@link #next} read last; the first is 1. */
  public long number() {
    return number;
  }
}
