package org.modeldex.server.http;

import java.util.Set;

/**
 * Where to listen and whom to answer.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param allowedHosts names besides the loopback ones that a request's Host header may carry
 */
public record HttpOptions(String host, int port, Set<String> allowedHosts, HttpLimits limits) {
  public HttpOptions {
    allowedHosts = Set.copyOf(allowedHosts);
  }

  /** A free port of the loopback address. */
  public static HttpOptions local() {
    return new HttpOptions("127.0.0.1", 0, Set.of(), HttpLimits.DEFAULT);
  }
}
