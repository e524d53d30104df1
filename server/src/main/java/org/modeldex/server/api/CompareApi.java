package org.modeldex.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.compare.Comparison;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;

/** Records side by side; their ids stand in the address or in a JSON body. */
final class CompareApi {
  private static final int FEWEST = 2;
  private static final int MOST = 20;
  private static final String ROUTE = NativeApi.ROOT + "/compare";

  private final Catalog catalog;

  CompareApi(Catalog catalog) {
    this.catalog = catalog;
  }

  void register(RouteRegistrar routes) {
    routes.get(ROUTE, Permission.READ, this::get);
    routes.post(ROUTE, Permission.READ, RequestBody.JSON, this::post);
  }

  private void get(Principal principal, Context request) throws IOException {
    QueryParameters parameters = QueryParameters.of(request, Set.of("id", "differences", "format"));
    answer(request, compare(principal, "id", parameters.all("id"), parameters), parameters);
  }

  private void post(Principal principal, Context request) throws IOException {
    QueryParameters parameters = QueryParameters.of(request, Set.of("differences", "format"));
    JsonNode body = RecordJson.readTree(request.bodyInputStream());
    answer(request, compare(principal, "ids", ids(body), parameters), parameters);
  }

  private static List<String> ids(JsonNode body) {
    if (!body.isObject()) {
      throw ModeldexException.invalid("the body", "must be a JSON object");
    }
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      if (!member.getKey().equals("ids")) {
        throw QueryParameters.unknown(member.getKey(), Set.of("ids"));
      }
    }
    List<String> ids = new ArrayList<>();
    if (!body.path("ids").isArray()) {
      throw ModeldexException.invalid("ids", "must be an array of texts");
    }
    for (JsonNode id : body.path("ids")) {
      if (!id.isTextual()) {
        throw ModeldexException.invalid("ids", "must be an array of texts");
      }
      ids.add(id.textValue());
    }
    return ids;
  }

  private Comparison compare(
      Principal principal, String field, List<String> texts, QueryParameters parameters) {
    if (texts.size() < FEWEST || texts.size() > MOST) {
      throw ModeldexException.invalid(
          field, "must name " + FEWEST + " to " + MOST + " records but names " + texts.size());
    }
    List<RecordId> ids = texts.stream().map(RecordId::parse).toList();
    Set<RecordId> seen = new HashSet<>();
    for (RecordId id : ids) {
      if (!seen.add(id)) {
        throw ModeldexException.invalid(field, "names " + id + " twice");
      }
    }
    Comparison comparison = catalog.compare(principal, ids);
    return parameters.flag("differences", false) ? comparison.differences() : comparison;
  }

  private static void answer(Context request, Comparison comparison, QueryParameters parameters)
      throws IOException {
    String format = parameters.text("format", "json");
    switch (format) {
      case "json" ->
          JsonReply.send(request, 200, json -> new ComparisonWriter(json).write(comparison));
      case "csv" -> {
        StringWriter table = new StringWriter();
        ComparisonTable.write(comparison, table);
        request
            .contentType("text/csv; charset=utf-8")
            .header("Content-Disposition", "attachment; filename=\"comparison.csv\"")
            .result(table.toString());
      }
      default -> throw ModeldexException.invalid("format", "must be json or csv but is " + format);
    }
  }
}
