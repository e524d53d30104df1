package org.modeldex.server.http;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/** What every answer tells a browser not to do. */
final class SecurityHeaders {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private SecurityHeaders() {}

  static void putInto(HttpFields.Mutable headers) {
    HEADERS.forEach(headers::put);
  }
}
