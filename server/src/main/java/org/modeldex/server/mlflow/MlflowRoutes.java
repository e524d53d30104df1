package org.modeldex.server.mlflow;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.record.ModeldexException;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteHandler;
import org.modeldex.server.http.RouteRegistrar;

/**
 * Registers MLflow's calls, each under the address that clients use and the one that browsers use,
 * and answers whatever goes wrong in MLflow's way.
 */
final class MlflowRoutes {
  private static final List<String> ROOTS = List.of("/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/");

  /** The answer of a call that says nothing but that it was done. */
  static final JsonReply DONE =
      json -> {
        json.writeStartObject();
        json.writeEndObject();
      };

  private final RouteRegistrar routes;

  MlflowRoutes(RouteRegistrar routes) {
    this.routes = routes;
  }

  /** Does what a call asks for. */
  @FunctionalInterface
  interface Endpoint {
    JsonReply answer(MlflowCall call) throws IOException;
  }

  void get(String path, Endpoint endpoint) {
    ROOTS.forEach(root -> routes.get(root + path, Permission.READ, handler(endpoint)));
  }

  void post(String path, Endpoint endpoint) {
    post(path, Permission.WRITE, endpoint);
  }

  /** A call that looks things up and yet is a POST. */
  void postToRead(String path, Endpoint endpoint) {
    post(path, Permission.READ, endpoint);
  }

  private void post(String path, Permission permission, Endpoint endpoint) {
    ROOTS.forEach(
        root -> routes.post(root + path, permission, RequestBody.DOCUMENT, handler(endpoint)));
  }

  void patch(String path, Endpoint endpoint) {
    ROOTS.forEach(root ->
        routes.patch(root + path, Permission.WRITE, RequestBody.DOCUMENT, handler(endpoint)));
  }

  void delete(String path, Endpoint endpoint) {
    ROOTS.forEach(root ->
        routes.delete(root + path, Permission.WRITE, RequestBody.DOCUMENT, handler(endpoint)));
  }

  private static RouteHandler handler(Endpoint endpoint) {
    return guarded((principal, request) ->
        JsonReply.send(request, 200, endpoint.answer(MlflowCall.of(principal, request))));
  }

  /** The handler with MLflow's errors. */
  static RouteHandler guarded(RouteHandler handler) {
    return (Principal principal, Context request) -> {
      try {
        handler.handle(principal, request);
      } catch (ModeldexException e) {
        MlflowErrors.answer(request, e);
      }
    };
  }
}
