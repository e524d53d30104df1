package org.modeldex.server.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.compare.Comparison;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
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
    List<String> ids = BodyParameters.read(request, Set.of("ids")).all("ids");
    answer(request, compare(principal, "ids", ids, parameters), parameters);
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
