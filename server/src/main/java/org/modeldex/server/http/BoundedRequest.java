package org.modeldex.server.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is counted and timed while it is read, however it is read: too many bytes
 * end it with 413, too few a second with 408. Used by one thread at a time.
 */
final class BoundedRequest extends Request.Wrapper {
  /**
   * So much beyond the bound is still read and thrown away: a client that is cut off while it sends
   * may lose the answer that says why.
   */
  static final long THROWN_AWAY_BYTES = 4L << 20;

  private static final String ATTRIBUTE = "org.modeldex.boundedRequest";

  private final HttpLimits limits;
  private long maxBytes;
  private long bytes;
  private long firstReadNanos;
  private @Nullable Throwable refusal;

  BoundedRequest(Request request, HttpLimits limits) {
    super(request);
    this.limits = limits;
    this.maxBytes = limits.documentBytes();
    setAttribute(ATTRIBUTE, this);
  }

  /**
   * The bounds of the request that has this attribute value.
   *
   * @param attributes looks an attribute up
   */
  static BoundedRequest of(java.util.function.Function<String, @Nullable Object> attributes) {
    if (attributes.apply(ATTRIBUTE) instanceof BoundedRequest bounded) {
      return bounded;
    }
    throw new IllegalStateException("the request did not pass the guard");
  }

  /** Replaces the bound that every body has. */
  void allow(long newMaxBytes) {
    maxBytes = newMaxBytes;
  }

  @Override
  public Content.@Nullable Chunk read() {
    if (refusal != null) {
      return Content.Chunk.from(refusal);
    }
    if (firstReadNanos == 0) {
      firstReadNanos = System.nanoTime();
    }
    Content.Chunk chunk = next();
    while (chunk != null && !Content.Chunk.isFailure(chunk) && bytes > maxBytes) {
      if (chunk.isLast() || bytes > maxBytes + THROWN_AWAY_BYTES || isTooSlow()) {
        return refuse(chunk, 413, "the body has more than " + maxBytes + " bytes");
      }
      chunk.release();
      chunk = next();
    }
    if (chunk == null || Content.Chunk.isFailure(chunk)) {
      return chunk;
    }
    if (!chunk.isLast() && isTooSlow()) {
      return refuse(
          chunk, 408, "the body arrives with less than " + limits.bytesPerSecond() + " bytes/s");
    }
    return chunk;
  }

  private Content.@Nullable Chunk next() {
    Content.Chunk chunk = super.read();
    if (chunk != null) {
      bytes += chunk.remaining();
    }
    return chunk;
  }

  private boolean isTooSlow() {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - firstReadNanos);
    return elapsed.compareTo(limits.slowStart()) > 0
        && bytes * 1000 / elapsed.toMillis() < limits.bytesPerSecond();
  }

  private Content.Chunk refuse(Content.Chunk chunk, int status, String why) {
    chunk.release();
    refusal = new HttpException.RuntimeException(status, why);
    getWrapped().fail(refusal);
    return Content.Chunk.from(refusal);
  }
}
