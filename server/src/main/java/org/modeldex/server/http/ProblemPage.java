package org.modeldex.server.http;

/** Shows a problem to people. */
@FunctionalInterface
public interface ProblemPage {
  /**
   * The problem as an HTML document in UTF-8.
   *
   * @param requestId what finds the request in the log
   */
  byte[] render(Problem problem, String requestId);
}
