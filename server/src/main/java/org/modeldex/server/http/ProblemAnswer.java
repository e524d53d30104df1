package org.modeldex.server.http;

import io.javalin.http.Context;

/** How a protocol that is older than problem documents says what went wrong. */
@FunctionalInterface
public interface ProblemAnswer {
  /**
   * Sets status and body of the answer.
   *
   * @param request whose status is the problem's so far; see {@link RouteRegistrar#isRouted}
   */
  void answer(Context request, Problem problem);
}
