package org.modeldex.server.mlflow;

import java.io.IOException;
import java.util.List;
import org.modeldex.access.Permission;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteHandler;
import org.modeldex.server.http.RouteRegistrar;

/** Registers MLflow's calls, each under the address that clients use and the one of browsers. */
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
    get(path, handler(endpoint));
  }

  /** A call whose answer may be of any size. */
  void getStream(String path, Endpoint endpoint) {
    get(path, stream(endpoint));
  }

  private void get(String path, RouteHandler handler) {
    ROOTS.forEach(root -> routes.get(root + path, Permission.READ, RequestBody.DOCUMENT, handler));
  }

  void post(String path, Endpoint endpoint) {
    post(path, Permission.WRITE, handler(endpoint));
  }

  /** A call that looks things up and yet is a POST. */
  void postToRead(String path, Endpoint endpoint) {
    post(path, Permission.READ, handler(endpoint));
  }

  /** A call that looks things up and yet is a POST, whose answer may be of any size. */
  void postStream(String path, Endpoint endpoint) {
    post(path, Permission.READ, stream(endpoint));
  }

  private void post(String path, Permission permission, RouteHandler handler) {
    ROOTS.forEach(root -> routes.post(root + path, permission, RequestBody.DOCUMENT, handler));
  }

  void patch(String path, Endpoint endpoint) {
    ROOTS.forEach(root ->
        routes.patch(root + path, Permission.WRITE, RequestBody.DOCUMENT, handler(endpoint)));
  }

  void delete(String path, Endpoint endpoint) {
    ROOTS.forEach(root ->
        routes.delete(root + path, Permission.WRITE, RequestBody.DOCUMENT, handler(endpoint)));
  }

  private static RouteHandler stream(Endpoint endpoint) {
    return (principal, request) ->
        JsonReply.stream(request, endpoint.answer(MlflowCall.of(principal, request)));
  }

  private static RouteHandler handler(Endpoint endpoint) {
    return (principal, request) ->
        JsonReply.send(request, 200, endpoint.answer(MlflowCall.of(principal, request)));
  }
}
