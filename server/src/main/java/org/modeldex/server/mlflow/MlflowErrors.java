package org.modeldex.server.mlflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.Problem;
import org.modeldex.server.http.RouteRegistrar;

/** How MLflow says that something went wrong. */
final class MlflowErrors {
  private MlflowErrors() {}

  /** Answers with {@code {"error_code": ..., "message": ...}}. */
  static void answer(Context request, Problem problem) {
    boolean routed = RouteRegistrar.isRouted(request);
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("error_code", routed ? word(problem.status()) : "ENDPOINT_NOT_FOUND");
    error.put(
        "message",
        routed
            ? problem.detail()
            : "No API found for '" + request.method() + " " + request.path() + "'");
    JsonReply.send(
        request, status(problem.status()), error.toString().getBytes(StandardCharsets.UTF_8));
  }

  static ModeldexException invalid(String message) {
    return new ModeldexException(ErrorCode.INVALID_ARGUMENT, message);
  }

  static ModeldexException notFound(String message) {
    return new ModeldexException(ErrorCode.NOT_FOUND, message);
  }

  static ModeldexException exists(String message) {
    return new ModeldexException(ErrorCode.ALREADY_EXISTS, message);
  }

  private static String word(int status) {
    return switch (status) {
      case 400, 413 -> "INVALID_PARAMETER_VALUE";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "RESOURCE_DOES_NOT_EXIST";
      case 409 -> "RESOURCE_ALREADY_EXISTS";
      case 412 -> "RESOURCE_CONFLICT";
      case 429 -> "REQUEST_LIMIT_EXCEEDED";
      case 503, 507 -> "TEMPORARILY_UNAVAILABLE";
      default -> status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR";
    };
  }

  /** MLflow's status for a problem's. */
  private static int status(int status) {
    return switch (status) {
      case 409, 413 -> 400;
      case 412 -> 409;
      case 507 -> 503;
      default -> status;
    };
  }
}
