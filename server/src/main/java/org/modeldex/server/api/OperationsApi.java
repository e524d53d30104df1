package org.modeldex.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;

/** What an operator asks of a running server. */
final class OperationsApi {
  private static final String ROOT = NativeApi.ROOT + "/operations";

  /** A folder's name and nothing that leads out of the folder of backups. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private final NativeApi.Parts parts;

  OperationsApi(NativeApi.Parts parts) {
    this.parts = parts;
  }

  void register(RouteRegistrar routes) {
    routes.post(ROOT + "/reindex", Permission.OPERATE, RequestBody.NONE, this::reindex);
    routes.post(ROOT + "/verify", Permission.OPERATE, RequestBody.NONE, this::verify);
    routes.post(ROOT + "/backup", Permission.OPERATE, RequestBody.JSON, this::backup);
  }

  private void reindex(Principal principal, Context request) {
    QueryParameters.none(request);
    parts.catalog().reindex(principal);
    request.status(202);
  }

  private void verify(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    List<String> problems = parts.storeCare().verify();
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("problems");
          for (String problem : problems) {
            json.writeString(problem);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void backup(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    String name = name(RecordJson.readTree(request.bodyInputStream()));
    StoreCare.Backup backup = parts.storeCare().backup(name);
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("name", name);
          json.writeNumberField("sequence", backup.sequence());
          json.writeNumberField("sizeBytes", backup.sizeBytes());
          json.writeEndObject();
        });
  }

  private static String name(JsonNode body) {
    if (!body.isObject() || body.size() != 1 || !body.path("name").isTextual()) {
      throw ModeldexException.invalid("name", "must be given as text, and nothing else");
    }
    String name = body.path("name").textValue();
    if (!NAME.matcher(name).matches()) {
      throw ModeldexException.invalid(
          "name", "must be 1 to 100 of A-Z a-z 0-9 . _ - and not begin with a dot");
    }
    return name;
  }
}
