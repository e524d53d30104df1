package org.modeldex.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.catalog.SearchAnswer;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.RecordJson;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;

/** Search, with the parameters in the address or in a JSON body. */
final class SearchApi {
  private final Catalog catalog;
  private final QuerySyntax syntax;
  private final SearchParameters parameters;

  SearchApi(NativeApi.Parts parts) {
    catalog = parts.catalog();
    syntax = parts.syntax();
    parameters = new SearchParameters(syntax);
  }

  void register(RouteRegistrar routes) {
    routes.get(
        NativeApi.ROOT + "/search",
        Permission.READ,
        (principal, request) ->
            search(principal, request, QueryParameters.of(request, SearchParameters.NAMES)));
    routes.post(NativeApi.ROOT + "/search", Permission.READ, RequestBody.JSON, this::searchByBody);
  }

  private void searchByBody(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    JsonNode body = RecordJson.readTree(request.bodyInputStream());
    search(principal, request, QueryParameters.of(values(body)));
  }

  private void search(Principal principal, Context request, QueryParameters given)
      throws IOException {
    long started = System.nanoTime();
    SearchParameters.Call call = parameters.read(given);
    SearchAnswer answer =
        catalog.search(principal, call.request(), call.mode(), call.fresh(), call.highlight());
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    JsonReply.send(request, 200, json -> new SearchWriter(json, syntax).write(answer, millis));
  }

  private static Map<String, List<String>> values(JsonNode body) {
    if (!body.isObject()) {
      throw ModeldexException.invalid("the body", "must be a JSON object");
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      values.put(member.getKey(), values(member.getKey(), member.getValue()));
    }
    return values;
  }

  private static List<String> values(String name, JsonNode value) {
    return switch (name) {
      case "limit" -> List.of(expect(name, value, value.isIntegralNumber(), "a whole number"));
      case "highlight", "fresh", "explain" ->
          List.of(expect(name, value, value.isBoolean(), "true or false"));
      case "facet", "filter" -> texts(name, value);
      default -> {
        if (!SearchParameters.NAMES.contains(name)) {
          throw QueryParameters.unknown(name, SearchParameters.NAMES);
        }
        yield List.of(expect(name, value, value.isTextual(), "text"));
      }
    };
  }

  private static List<String> texts(String name, JsonNode value) {
    if (value.isTextual()) {
      return List.of(value.textValue());
    }
    if (!value.isArray()) {
      throw ModeldexException.invalid(name, "must be text or an array of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      texts.add(expect(name, element, element.isTextual(), "an array of texts"));
    }
    return texts;
  }

  private static String expect(String name, JsonNode value, boolean holds, String what) {
    if (!holds) {
      throw ModeldexException.invalid(name, "must be " + what);
    }
    return value.asText();
  }
}
