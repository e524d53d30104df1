package org.modeldex.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;

/** What load balancers and monitoring ask. */
public final class HealthRoutes {
  private final HttpMetrics metrics;
  private final BooleanSupplier ready;

  /**
   * @param ready whether the server can answer searches
   */
  public HealthRoutes(HttpMetrics metrics, BooleanSupplier ready) {
    this.metrics = metrics;
    this.ready = ready;
  }

  public void register(RouteRegistrar routes) {
    routes.get("/health/live", Permission.PROBE, this::live);
    routes.get("/health/ready", Permission.PROBE, this::ready);
    routes.get("/metrics", Permission.OPERATE, this::metrics);
  }

  private void live(Principal principal, Context request) throws IOException {
    answer(request, 200, "live");
  }

  private void ready(Principal principal, Context request) throws IOException {
    if (ready.getAsBoolean()) {
      answer(request, 200, "ready");
    } else {
      request.header("Retry-After", "1");
      answer(request, 503, "catching up");
    }
  }

  private void metrics(Principal principal, Context request) {
    request.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
  }

  private static void answer(Context request, int status, String word) throws IOException {
    JsonReply.send(
        request,
        status,
        json -> {
          json.writeStartObject();
          json.writeStringField("status", word);
          json.writeEndObject();
        });
  }
}
