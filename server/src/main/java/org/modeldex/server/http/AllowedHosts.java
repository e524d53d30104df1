package org.modeldex.server.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which this server may be addressed. A page that makes a browser resolve its own
 * name to this machine (DNS rebinding) sends its own name and is refused.
 */
final class AllowedHosts {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

  private final Set<String> names = new HashSet<>(LOOPBACK);

  AllowedHosts(HttpOptions options) {
    if (!WILDCARDS.contains(options.host())) {
      names.add(bracketed(options.host()));
    }
    options.allowedHosts().forEach(name -> names.add(bracketed(name)));
  }

  /**
   * Whether the server answers to this name.
   *
   * @param host without port, an IPv6 address with or without brackets
   */
  boolean contains(String host) {
    return names.contains(bracketed(host));
  }

  private static String bracketed(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.indexOf(':') >= 0 && !lower.startsWith("[") ? '[' + lower + ']' : lower;
  }
}
