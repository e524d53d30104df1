package org.modeldex.server.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The id that ties a request, its answer and its log lines together. */
final class RequestIds {
  static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = "org.modeldex.requestId";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private RequestIds() {}

  /** The request's id: the client's own when it sent a sane one, otherwise a new one. */
  static String of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String id = accept(request.getHeaders().get(HEADER));
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  private static String accept(@Nullable String offered) {
    return offered != null && SANE.matcher(offered).matches()
        ? offered
        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
