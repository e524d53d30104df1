package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;
import org.modeldex.store.Revision;

/** What a record was and what it hangs together with. */
final class HistoryApi {
  private static final int EDGES_PAGE = 5_000;

  private final Catalog catalog;

  HistoryApi(Catalog catalog) {
    this.catalog = catalog;
  }

  void register(RouteRegistrar routes) {
    routes.get(RecordApi.RECORD + "/history", Permission.READ, this::history);
    routes.get(RecordApi.RECORD + "/revisions/{revision}", Permission.READ, this::revision);
    routes.get(RecordApi.RECORD + "/lineage", Permission.READ, this::lineage);
  }

  private void history(Principal principal, Context request) throws IOException {
    QueryParameters parameters = QueryParameters.of(request, Set.of("limit", Cursors.PARAMETER));
    int limit = parameters.number("limit", 100, 1, 1_000);
    RecordId id = RecordApi.id(request);
    List<Revision> revisions =
        catalog.history(principal, id, Cursors.revision(parameters), limit + 1);
    if (revisions.isEmpty() && parameters.find(Cursors.PARAMETER).isEmpty()) {
      throw ModeldexException.notFound(id);
    }
    boolean more = revisions.size() > limit;
    List<Revision> page = more ? revisions.subList(0, limit) : revisions;
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("revisions");
          for (Revision revision : page) {
            write(json, revision);
          }
          json.writeEndArray();
          if (more) {
            json.writeStringField("nextCursor", Long.toString(page.getLast().revision()));
          }
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Revision revision) throws IOException {
    json.writeStartObject();
    json.writeNumberField("revision", revision.revision());
    json.writeStringField("operation", revision.operation().word());
    json.writeStringField("at", revision.stamp().at().toString());
    json.writeStringField("by", revision.stamp().by());
    json.writeNumberField("sequence", revision.sequence());
    json.writeEndObject();
  }

  private void revision(Principal principal, Context request) {
    QueryParameters.none(request);
    RecordId id = RecordApi.id(request);
    long number = revisionNumber(request.pathParam("revision"));
    MetadataRecord record =
        catalog
            .revision(principal, id, number)
            .orElseThrow(() ->
                new ModeldexException(
                    ErrorCode.NOT_FOUND, id + " had no state at revision " + number));
    request.header("ETag", Conditions.tag(number));
    JsonReply.send(request, 200, RecordJson.toBytes(record));
  }

  private static long revisionNumber(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ModeldexException.invalid("revision", "must be a whole number but is " + text);
    }
  }

  private void lineage(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    RecordId id = RecordApi.id(request);
    JsonReply.stream(
        request,
        json -> {
          json.writeStartObject();
          json.writeStringField("id", id.toString());
          json.writeArrayFieldStart("out");
          writeEdges(principal, json, id, Direction.OUT);
          json.writeEndArray();
          json.writeArrayFieldStart("in");
          writeEdges(principal, json, id, Direction.IN);
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Page by page, for all the runs of a server may point to one dataset. */
  private void writeEdges(Principal principal, JsonGenerator json, RecordId id, Direction direction)
      throws IOException {
    List<Edge> page = catalog.edges(principal, id, direction, null, EDGES_PAGE);
    while (!page.isEmpty()) {
      for (Edge edge : page) {
        write(json, edge);
      }
      page = catalog.edges(principal, id, direction, page.getLast(), EDGES_PAGE);
    }
  }

  private static void write(JsonGenerator json, Edge edge) throws IOException {
    json.writeStartObject();
    json.writeStringField("from", edge.from().toString());
    json.writeStringField("relation", edge.relation().word());
    json.writeStringField("to", edge.to().toString());
    if (edge.at() != null) {
      json.writeStringField("at", edge.at().toString());
    }
    json.writeEndObject();
  }
}
