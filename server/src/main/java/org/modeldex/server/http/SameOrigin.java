package org.modeldex.server.http;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;

/**
 * Refuses writes that a page of another site makes a browser send. Browsers say where a request
 * comes from in Sec-Fetch-Site and, older ones too, in Origin; a page can forge neither. Programs
 * send neither.
 */
final class SameOrigin {
  private SameOrigin() {}

  static void check(Context request) {
    String site = request.header("Sec-Fetch-Site");
    String origin = request.header("Origin");
    boolean foreign =
        site == null
            ? origin != null && !isHost(origin, request.header("Host"))
            : !site.equals("same-origin") && !site.equals("none");
    if (foreign) {
      throw new ModeldexException(
          ErrorCode.PERMISSION_DENIED, "writes from pages of other sites are refused");
    }
  }

  private static boolean isHost(String origin, @org.jspecify.annotations.Nullable String host) {
    try {
      String authority = new URI(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
