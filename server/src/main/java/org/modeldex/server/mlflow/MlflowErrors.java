package org.modeldex.server.mlflow;

import io.javalin.http.Context;
import java.io.IOException;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.http.JsonReply;

/** How MLflow says that something went wrong. */
final class MlflowErrors {
  private MlflowErrors() {}

  /** Answers with {@code {"error_code": ..., "message": ...}}. */
  static void answer(Context request, ModeldexException e) throws IOException {
    if (e.code() == ErrorCode.UNAVAILABLE || e.code() == ErrorCode.INDEX_BEHIND) {
      request.header("Retry-After", "1");
    }
    JsonReply.send(
        request,
        status(e.code()),
        json -> {
          json.writeStartObject();
          json.writeStringField("error_code", word(e.code()));
          json.writeStringField("message", String.valueOf(e.getMessage()));
          json.writeEndObject();
        });
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

  private static String word(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND -> "RESOURCE_DOES_NOT_EXIST";
      case ALREADY_EXISTS -> "RESOURCE_ALREADY_EXISTS";
      case REVISION_CONFLICT -> "RESOURCE_CONFLICT";
      case INVALID_ARGUMENT, QUERY_SYNTAX, TOO_LARGE -> "INVALID_PARAMETER_VALUE";
      case UNAUTHENTICATED -> "UNAUTHENTICATED";
      case PERMISSION_DENIED -> "PERMISSION_DENIED";
      case RATE_LIMITED -> "REQUEST_LIMIT_EXCEEDED";
      case STORE_FULL, INDEX_BEHIND, UNAVAILABLE -> "TEMPORARILY_UNAVAILABLE";
      case CORRUPTED, CONFIGURATION, INTERNAL -> "INTERNAL_ERROR";
    };
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT, QUERY_SYNTAX, TOO_LARGE, ALREADY_EXISTS -> 400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED -> 403;
      case NOT_FOUND -> 404;
      case REVISION_CONFLICT -> 409;
      case RATE_LIMITED -> 429;
      case CORRUPTED, CONFIGURATION, INTERNAL -> 500;
      case STORE_FULL, INDEX_BEHIND, UNAVAILABLE -> 503;
    };
  }
}
