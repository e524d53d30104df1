package org.modeldex.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import org.modeldex.access.Principal;

/** Answers the requests of one route. */
@FunctionalInterface
public interface RouteHandler {
  /**
   * Answers one request.
   *
   * @param principal who asks; holds the route's permission
   * @throws org.modeldex.record.ModeldexException to answer with a problem
   * @throws IOException when the client cannot be read from or written to
   */
  void handle(Principal principal, Context request) throws IOException;
}
