package org.modeldex.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what never reaches a route, such as a malformed request line, with a problem too. */
final class ProblemErrorHandler extends ErrorHandler {

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    String requestId = RequestIds.of(request);
    headers.put(RequestIds.HEADER, requestId);
    ByteBuffer body = problem(code, message, headers, requestId);
    response.write(true, body, callback);
  }

  private static ByteBuffer problem(
      int status, @Nullable String message, HttpFields.Mutable headers, String requestId) {
    SecurityHeaders.putInto(headers);
    headers.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    Problem problem = Problem.of(status, detail(status, message));
    return ByteBuffer.wrap(problem.toBytes(requestId));
  }

  private static String detail(int status, @Nullable String message) {
    if (status == 503) {
      return "the server is stopping"; // what a route says of 503 does not come this way
    }
    return message == null || status >= 500 ? "the request could not be handled" : message;
  }
}
