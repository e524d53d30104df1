package org.modeldex.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.modeldex.record.ModeldexException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Turns whatever a handler throws into a problem; one that a browser asked for, into a page; one of
 * a protocol with a form of its own, into that.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final RouteRegistrar routes;

  Failures(RouteRegistrar routes) {
    this.routes = routes;
  }

  void registerWith(RoutesConfig config) {
    config.exception(Exception.class, this::answer);
    config.exception(HttpResponseException.class, this::answer);
  }

  private void answer(Exception failure, Context request) {
    String requestId = request.res().getHeader(RequestIds.HEADER);
    MDC.put(RequestIds.HEADER, requestId);
    try {
      Problem problem = problem(failure);
      if (request.res().isCommitted()) {
        LOG.warn("an answer was cut off: {}", problem.detail());
        abort(request, failure);
        return;
      }
      request.res().resetBuffer();
      if (problem.status() == 503) {
        request.header("Retry-After", "1");
      }
      if (failure instanceof HttpResponseException refused && problem.status() == 405) {
        request.header("Allow", refused.getDetails().getOrDefault("availableMethods", ""));
      }
      request.removeHeader("ETag");
      request.status(problem.status());
      ProblemAnswer own = routes.problemAnswer(request.path());
      ProblemPage page = routes.problemPage();
      if (own != null) {
        own.answer(request, problem);
      } else if (page != null && wantsPage(request)) {
        request.contentType("text/html; charset=utf-8").result(page.render(problem, requestId));
      } else {
        request.contentType(Problem.MEDIA_TYPE).result(problem.toBytes(requestId));
      }
    } finally {
      MDC.remove(RequestIds.HEADER);
    }
  }

  private static boolean wantsPage(Context request) {
    String accept = request.header("Accept");
    return accept != null && accept.contains("text/html") && !request.path().startsWith("/api/");
  }

  private static Problem problem(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ModeldexException e -> {
          Problem problem = Problem.of(e);
          if (problem.status() == 500) {
            LOG.error("a request failed", e);
          }
          return problem;
        }
        case HttpException e -> {
          return Problem.of(e.getCode(), String.valueOf(e.getReason()));
        }
        case HttpResponseException e -> {
          return Problem.of(e.getStatus(), detail(e));
        }
        case EofException gone -> {
          return Problem.of(400, "the client closed the connection before the end of its request");
        }
        case TimeoutException late -> {
          return Problem.of(408, "the request did not go on in time");
        }
        default -> {}
      }
    }
    LOG.error("a request failed unexpectedly", failure);
    return Problem.internal();
  }

  private static String detail(HttpResponseException e) {
    return switch (e.getStatus()) {
      case 404 -> "there is nothing at this address";
      case 405 -> "this address does not know the method";
      default -> String.valueOf(e.getMessage());
    };
  }

  /** Ends the connection, so that the client cannot take half an answer for a whole one. */
  private static void abort(Context request, Exception failure) {
    ServletContextRequest.getServletContextRequest(request.req())
        .getServletChannel()
        .abort(failure);
  }
}
