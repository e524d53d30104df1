package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QueryEnding;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.catalog.SimilarRecord;
import org.modeldex.record.Kind;
import org.modeldex.search.Similar;
import org.modeldex.search.Suggestion;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RouteRegistrar;

/** How a query that is being typed may go on, and what is like a record. */
final class SuggestApi {
  private static final String ALL_KINDS = "*";

  private final Catalog catalog;
  private final QuerySyntax syntax;

  SuggestApi(NativeApi.Parts parts) {
    catalog = parts.catalog();
    syntax = parts.syntax();
  }

  void register(RouteRegistrar routes) {
    routes.get(NativeApi.ROOT + "/suggest", Permission.READ, this::suggest);
    routes.get(RecordApi.RECORD + "/similar", Permission.READ, this::similar);
  }

  private void suggest(Principal principal, Context request) throws IOException {
    QueryParameters parameters = QueryParameters.of(request, Set.of("q", "kind", "limit"));
    QueryEnding ending = syntax.ending(parameters.text("q", ""));
    List<Suggestion> suggestions =
        catalog.suggest(
            principal,
            ending.typed(),
            kind(parameters.text("kind", Kind.MODEL.word())),
            parameters.number("limit", 10, 1, 100));
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartArray();
          for (Suggestion suggestion : suggestions) {
            write(json, suggestion, ending.with(suggestion));
          }
          json.writeEndArray();
        });
  }

  private void similar(Principal principal, Context request) throws IOException {
    int limit = QueryParameters.of(request, Set.of("limit")).number("limit", 10, 1, 100);
    List<SimilarRecord> similar = catalog.similar(principal, RecordApi.id(request), limit);
    JsonReply.send(
        request,
        200,
        json -> {
          SearchWriter hits = new SearchWriter(json, syntax);
          json.writeStartObject();
          json.writeArrayFieldStart("hits");
          for (SimilarRecord one : similar) {
            json.writeStartObject();
            hits.writeMembers(one.found());
            json.writeArrayFieldStart("shared");
            for (Similar.Trait trait : one.shared()) {
              json.writeStartObject();
              json.writeStringField("field", trait.field().word());
              json.writeStringField("value", trait.value());
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static @Nullable Kind kind(String word) {
    return word.equals(ALL_KINDS) ? null : RecordApi.kind(word);
  }

  private static void write(JsonGenerator json, Suggestion suggestion, String query)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("text", text(suggestion));
    json.writeStringField("type", type(suggestion));
    json.writeNumberField("count", suggestion.count());
    json.writeStringField("query", query);
    json.writeEndObject();
  }

  private static String text(Suggestion suggestion) {
    return switch (suggestion) {
      case Suggestion.Value value -> value.text();
      case Suggestion.Field field -> field.field().word();
      case Suggestion.Metric metric -> metric.key();
    };
  }

  private static String type(Suggestion suggestion) {
    return switch (suggestion) {
      case Suggestion.Value value -> value.field().word();
      case Suggestion.Field field -> "field";
      case Suggestion.Metric metric -> "metric";
    };
  }
}
