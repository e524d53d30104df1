package org.modeldex.server.web;

import org.modeldex.server.http.Problem;

/**
 * Something that went wrong, in words.
 *
 * @param next what to do now
 */
record ProblemView(String title, String detail, Next next, String requestId) {

  /** What helps. */
  enum Next {
    /** It is somewhere else, or nowhere. */
    LOOK,
    /** The same may work in a moment. */
    WAIT,
    SEND_LESS,
    /** Whoever runs the server can do something about it. */
    ASK,
    CORRECT
  }

  static ProblemView of(Problem problem, String requestId) {
    return new ProblemView(
        title(problem), Wording.capitalised(problem.detail()), next(problem.status()), requestId);
  }

  private static Next next(int status) {
    return switch (status) {
      case 404, 405 -> Next.LOOK;
      case 408, 412, 429, 503 -> Next.WAIT;
      case 413, 414, 431 -> Next.SEND_LESS;
      case 401, 403 -> Next.ASK;
      default -> status < 500 ? Next.CORRECT : Next.ASK;
    };
  }

  static String title(Problem problem) {
    return switch (problem.status()) {
      case 401, 403 -> "Not allowed";
      case 404 -> "Not found";
      case 412 -> "Somebody else was faster";
      case 413, 414, 431 -> "Too large";
      case 429 -> "Too many at once";
      case 503 -> problem.code().equals("index-behind") ? "Not ready yet" : "Not possible just now";
      case 507 -> "The store is full";
      default -> problem.status() < 500 ? "This cannot be done" : "Something broke";
    };
  }
}
