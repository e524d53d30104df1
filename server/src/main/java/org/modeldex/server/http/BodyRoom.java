package org.modeldex.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for bodies that are read whole, shared by all requests: without a bound, some dozens
 * of clients that send large documents slowly would fill the heap. Safe for all threads.
 */
final class BodyRoom {
  private final long size;
  private final AtomicLong taken = new AtomicLong();

  BodyRoom(long size) {
    this.size = size;
  }

  /** Takes some bytes; false, and none taken, when there are not so many left. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= size) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }
}
