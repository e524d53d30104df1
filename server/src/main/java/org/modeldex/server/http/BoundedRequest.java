package org.modeldex.server.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is counted and timed while it is read, however it is read: too many bytes
 * end it with 413, too few a second with 408, and no room for one that is read whole with 503. Used
 * by one thread at a time.
 *
 * <p>What nobody read of it when it has been answered is read and thrown away, within bounds: a
 * client that is cut off while it sends sees the connection break and not the answer that says why.
 */
final class BoundedRequest extends Request.Wrapper {
  /** So much is thrown away of a body. */
  private static final long THROWN_AWAY_BYTES = 256L << 20;

  /** An answer waits for so much of an unread body, to keep the connection when that is all. */
  private static final int READS_BEFORE_ANSWER = 16;

  /** So much of a body that is read whole needs no room. */
  private static final long ROOMLESS_BYTES = 64 << 10;

  private static final String ATTRIBUTE = "org.modeldex.boundedRequest";

  private final HttpLimits limits;
  private final BodyRoom room;
  private boolean kept;
  private long roomTaken;
  private long maxBytes;
  private long bytes;
  private long firstReadNanos;
  private @Nullable Throwable refusal;

  BoundedRequest(Request request, HttpLimits limits, BodyRoom room) {
    super(request);
    this.limits = limits;
    this.room = room;
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

  /**
   * Replaces the bound that every body has.
   *
   * @param whole whether the body is read whole, and so has to find room
   */
  void allow(long newMaxBytes, boolean whole) {
    maxBytes = newMaxBytes;
    kept = whole;
  }

  /** Gives back the room that the body took, once the request has been answered. */
  void giveRoomBack() {
    kept = false;
    room.giveBack(roomTaken);
    roomTaken = 0;
  }

  @Override
  public Content.@Nullable Chunk read() {
    if (refusal != null) {
      return Content.Chunk.from(refusal);
    }
    if (firstReadNanos == 0) {
      firstReadNanos = System.nanoTime();
    }
    Content.Chunk chunk = super.read();
    if (chunk == null || Content.Chunk.isFailure(chunk)) {
      return chunk;
    }
    bytes += chunk.remaining();
    if (bytes > maxBytes) {
      return refuse(chunk, 413, "the body has more than " + maxBytes + " bytes");
    }
    if (kept && !findsRoom()) {
      return refuse(chunk, 503, "too many large bodies arrive at the same time; try again");
    }
    if (!chunk.isLast() && isTooSlow()) {
      return refuse(
          chunk, 408, "the body arrives with less than " + limits.bytesPerSecond() + " bytes/s");
    }
    return chunk;
  }

  /** Reads what has arrived; unlike Jetty's own this does not give up what has not. */
  @Override
  public boolean consumeAvailable() {
    for (int i = 0; i < READS_BEFORE_ANSWER; i++) {
      Content.Chunk chunk = read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return false;
      }
      chunk.release();
      if (chunk.isLast()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads what is left of the body after the answer, as much of it as is bearable, and throws it
   * away; succeeds in any case.
   */
  void throwAwayRest(Callback callback) {
    boolean unsent = bytes == 0 && getHeaders().contains(HttpHeader.EXPECT);
    if (unsent) {
      callback.succeeded(); // who waits to be told to continue sends nothing after an answer
      return;
    }
    refusal = null;
    maxBytes = bytes + THROWN_AWAY_BYTES;
    Content.Source.consumeAll(
        this, Callback.from(callback::succeeded, failure -> callback.succeeded()));
  }

  private boolean findsRoom() {
    long more = Math.max(0, bytes - ROOMLESS_BYTES) - roomTaken;
    if (more > 0 && !room.take(more)) {
      return false;
    }
    roomTaken += more;
    return true;
  }

  private boolean isTooSlow() {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - firstReadNanos);
    return elapsed.compareTo(limits.slowStart()) > 0
        && bytes * 1000 / elapsed.toMillis() < limits.bytesPerSecond();
  }

  private Content.Chunk refuse(Content.Chunk chunk, int status, String why) {
    chunk.release();
    refusal = new HttpException.RuntimeException(status, why);
    return Content.Chunk.from(refusal);
  }
}
