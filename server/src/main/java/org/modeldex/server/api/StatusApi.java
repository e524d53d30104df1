package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RouteRegistrar;

/** How the server stands and what it understands. */
final class StatusApi {
  private final NativeApi.Parts parts;
  private final byte[] description;

  StatusApi(NativeApi.Parts parts) {
    this.parts = parts;
    this.description = description();
  }

  void register(RouteRegistrar routes) {
    routes.get(NativeApi.ROOT + "/status", Permission.READ, this::status);
    routes.get(NativeApi.ROOT + "/openapi.yaml", Permission.PROBE, this::openApi);
  }

  private void status(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    Catalog.Status status = parts.catalog().status(principal);
    JsonReply.send(request, 200, json -> write(json, status));
  }

  private void write(JsonGenerator json, Catalog.Status status) throws IOException {
    json.writeStartObject();
    json.writeStringField("version", parts.version());
    json.writeStringField("startedAt", parts.startedAt().toString());
    json.writeNumberField("sequence", status.store().sequence());
    json.writeNumberField("indexedSequence", status.visibleSequence());
    json.writeObjectFieldStart("counts");
    Map<String, Long> counts = new TreeMap<>();
    status.store().counts().forEach((kind, count) -> counts.put(kind.word(), count));
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("indexedRecords", status.index().documents());
    json.writeNumberField("storeBytes", status.storeBytes());
    json.writeNumberField("indexBytes", status.index().sizeBytes());
    json.writeBooleanField("storeFull", status.store().full());
    json.writeBooleanField("rebuilding", status.rebuilding());
    if (status.indexFailure() != null) {
      json.writeStringField("indexFailure", status.indexFailure());
    }
    writeVectors(json, status);
    json.writeEndObject();
  }

  private static void writeVectors(JsonGenerator json, Catalog.Status status) throws IOException {
    json.writeObjectFieldStart("vectors");
    if (status.embeddingModel() != null) {
      json.writeStringField("model", status.embeddingModel());
    }
    json.writeNumberField("embedded", status.index().embedded());
    json.writeNumberField("pending", status.index().awaitingEmbedding());
    if (status.embeddingFailure() != null) {
      json.writeStringField("failure", status.embeddingFailure());
    }
    json.writeEndObject();
  }

  private void openApi(Principal principal, Context request) {
    request.contentType("application/yaml").result(description);
  }

  private static byte[] description() {
    try (InputStream in = StatusApi.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
