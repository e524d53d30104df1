package org.modeldex.server.mlflow;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.RouteRegistrar;

/** What clients ask before anything else: whether the server is up and what it can. */
final class ServerInfoApi {
  /** The version of MLflow whose protocol is spoken. */
  private static final String VERSION = "2.17.2";

  /** What newer servers can and this one cannot. */
  private static final List<String> ABSENT =
      List.of(
          "workspaces_enabled",
          "trace_archival_enabled",
          "multipart_upload_enabled",
          "multipart_download_enabled");

  void register(RouteRegistrar routes) {
    routes.get("/health", Permission.PROBE, (principal, request) -> text(request, "OK"));
    routes.get("/version", Permission.PROBE, (principal, request) -> text(request, VERSION));
    for (String root : List.of("/api", "/ajax-api")) {
      routes.get(root + "/3.0/mlflow/server-info", Permission.PROBE, this::info);
    }
  }

  private static void text(Context request, String text) {
    request.contentType("text/plain").result(text);
  }

  private void info(Principal principal, Context request) throws IOException {
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("store_type", "SqlStore");
          for (String flag : ABSENT) {
            json.writeBooleanField(flag, false);
          }
          json.writeEndObject();
        });
  }
}
