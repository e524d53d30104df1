package org.modeldex.server.web;

import org.modeldex.server.http.Problem;

/** Something that went wrong, in words. */
record ProblemView(String title, String detail, String requestId) {

  static ProblemView of(Problem problem, String requestId) {
    return new ProblemView(title(problem), Wording.capitalised(problem.detail()), requestId);
  }

  static String title(Problem problem) {
    return switch (problem.status()) {
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 412 -> "Somebody else was faster";
      case 503 -> "Not ready yet";
      default -> problem.status() < 500 ? "This cannot be done" : "Something broke";
    };
  }
}
