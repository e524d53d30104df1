package org.modeldex.server.http;

import java.time.Duration;

/**
 * What a client may use.
 *
 * @param documentBytes longest body that is read whole
 * @param roomBytes so much all bodies that are read whole may take together at one time, apart from
 *     the first 64 KB of each; further ones are refused for now
 * @param streamBytes longest body that is read piece by piece
 * @param uploadBytes longest form with files, as browsers send
 * @param headerBytes longest request line and headers together; MLflow's clients search with GET,
 *     and a filter that names a thousand runs takes 43 KB
 * @param bytesPerSecond a body that arrives slower than this on average is cut off
 * @param slowStart how long a body may arrive at any pace
 * @param idle how long a connection may stay silent
 * @param connections how many may be open at once; further ones wait to be accepted
 */
public record HttpLimits(
    long documentBytes,
    long roomBytes,
    long streamBytes,
    long uploadBytes,
    int headerBytes,
    long bytesPerSecond,
    Duration slowStart,
    Duration idle,
    int connections) {
  private static final long LONGEST_DOCUMENT = 8L << 20;

  /** What is made of documents takes several times their size, so they get a sixth of the heap. */
  private static final long ROOM = Math.max(LONGEST_DOCUMENT, Runtime.getRuntime().maxMemory() / 6);

  public static final HttpLimits DEFAULT =
      new HttpLimits(
          LONGEST_DOCUMENT,
          ROOM,
          16L << 30,
          250_000_000,
          64 << 10,
          500,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          10_000);
}
