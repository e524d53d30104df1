package org.modeldex.server.http;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Headers that may stand on several lines. */
public final class RequestHeaders {
  private RequestHeaders() {}

  /** A header's value, of which several lines are one list; null when there is none. */
  public static @Nullable String find(Context request, String name) {
    List<String> lines = Collections.list(request.req().getHeaders(name));
    return lines.isEmpty() ? null : String.join(", ", lines);
  }
}
