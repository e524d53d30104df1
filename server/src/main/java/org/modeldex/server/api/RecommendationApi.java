package org.modeldex.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.recommend.RecommendationRequest;
import org.modeldex.recommend.RecommendationRequest.Wanted;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.json.RecordJson;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.vocabulary.Vocabulary;

/** Which model to take, and why. */
final class RecommendationApi {
  private static final Set<String> NAMES =
      Set.of("task", "where", "optimize", "predictMissing", "limit");
  private static final Set<String> OBJECTIVE_NAMES = Set.of("by", "weight");
  private static final int MOST_OBJECTIVES = 10;

  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final QuerySyntax syntax;
  private final MetricKeys keys;

  RecommendationApi(NativeApi.Parts parts) {
    catalog = parts.catalog();
    vocabulary = parts.vocabulary();
    syntax = parts.syntax();
    keys = new MetricKeys(parts);
  }

  void register(RouteRegistrar routes) {
    routes.post(
        NativeApi.ROOT + "/recommendations", Permission.READ, RequestBody.JSON, this::recommend);
  }

  private void recommend(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    JsonNode body = RecordJson.readTree(request.bodyInputStream());
    if (!body.isObject()) {
      throw ModeldexException.invalid("the body", "must be a JSON object");
    }
    onlyHas(body, NAMES);
    catalog.awaitFresh();
    String task = text(body, "task");
    RecommendationRequest wanted =
        new RecommendationRequest(
            task == null ? null : vocabulary.taskSlug(task),
            conditions(text(body, "where")),
            objectives(body.path("optimize")),
            flag(body.path("predictMissing")),
            limit(body.path("limit")));
    var recommendation = catalog.recommend(principal, wanted);
    JsonReply.send(
        request, 200, json -> new RecommendationWriter(json, syntax).write(recommendation));
  }

  private static void onlyHas(JsonNode object, Set<String> names) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!names.contains(member.getKey())) {
        throw QueryParameters.unknown(member.getKey(), names);
      }
    }
  }

  private static @Nullable String text(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw ModeldexException.invalid(name, "must be text");
    }
    return value.asText();
  }

  private List<Query> conditions(@Nullable String where) {
    Query query = where == null ? Query.ALL : syntax.parse(where);
    List<Query> conditions = List.of(query);
    RecommendationRequest.contradiction(conditions)
        .ifPresent(two -> {
          throw ModeldexException.invalid(
              "where",
              "asks for what no model can be: %s and %s"
                  .formatted(syntax.format(two.getFirst()), syntax.format(two.getLast())));
        });
    return conditions;
  }

  private List<Wanted> objectives(JsonNode optimize) {
    if (optimize.isMissingNode() || optimize.isNull()) {
      return List.of();
    }
    if (!optimize.isArray() || optimize.size() > MOST_OBJECTIVES) {
      throw ModeldexException.invalid(
          "optimize", "must be an array of at most " + MOST_OBJECTIVES + " objectives");
    }
    List<Wanted> objectives = new ArrayList<>();
    for (JsonNode objective : optimize) {
      JsonNode by = objective.path("by");
      if (objective.isObject()) {
        onlyHas(objective, OBJECTIVE_NAMES);
      }
      JsonNode weight = objective.path("weight");
      if (!by.isTextual() || by.asText().isBlank()) {
        throw ModeldexException.invalid("optimize", "needs a metric or field by name: by");
      }
      if (!weight.isMissingNode()
          && !(weight.isNumber() && weight.asDouble() > 0 && Double.isFinite(weight.asDouble()))) {
        throw ModeldexException.invalid("optimize", "needs weights above 0");
      }
      String words = by.asText();
      objectives.add(
          new Wanted(
              SearchField.find(words).isPresent() ? words : keys.canonical(words),
              weight.asDouble(1)));
    }
    return objectives;
  }

  private static boolean flag(JsonNode value) {
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw ModeldexException.invalid("predictMissing", "must be true or false");
    }
    return value.asBoolean(true);
  }

  private static int limit(JsonNode value) {
    if (!value.isMissingNode() && !(value.isInt() && value.asInt() >= 1 && value.asInt() <= 100)) {
      throw ModeldexException.invalid("limit", "must be a whole number from 1 to 100");
    }
    return value.asInt(10);
  }
}
