package org.modeldex.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Counts and logs every answer, after it was sent. */
final class AccessLog implements RequestLog {
  private static final Logger LOG = Logger.getLogger("org.modeldex.access");
  private static final String NO_ROUTE = "none";

  private final HttpMetrics metrics;

  AccessLog(HttpMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void log(Request request, Response response) {
    long nanos = System.nanoTime() - request.getHeadersNanoTime();
    int status = response.getStatus();
    String route =
        request.getAttribute(RouteRegistrar.ROUTE_ATTRIBUTE) instanceof String template
            ? template
            : NO_ROUTE;
    metrics.record(new HttpMetrics.Series(method(request), route, status), nanos);
    Level level = status >= 500 ? Level.WARNING : Level.INFO;
    if (LOG.isLoggable(level)) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("requestId", RequestIds.of(request));
      fields.put("method", request.getMethod());
      fields.put("path", request.getHttpURI().getPath());
      fields.put("route", route);
      fields.put("status", status);
      fields.put("micros", TimeUnit.NANOSECONDS.toMicros(nanos));
      fields.put("bytes", Response.getContentBytesWritten(response));
      fields.put("client", Request.getRemoteAddr(request));
      LogRecord event = new LogRecord(level, "request");
      event.setLoggerName(LOG.getName());
      event.setParameters(new Object[] {fields});
      LOG.log(event);
    }
  }

  /** A known method, for clients make up others without end and each would be counted for ever. */
  private static String method(Request request) {
    HttpMethod known = HttpMethod.fromString(request.getMethod());
    return known == null ? "other" : known.asString();
  }
}
