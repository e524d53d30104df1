package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.ranking.Leaderboard;
import org.modeldex.ranking.Progress;
import org.modeldex.ranking.Rank;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RouteRegistrar;

/** Records ranked by a metric, the best value over time, and the ranks of one record. */
final class LeaderboardApi {
  private static final String ROUTE = NativeApi.ROOT + "/leaderboards/{key}";

  private final Catalog catalog;
  private final QuerySyntax syntax;
  private final MetricKeys keys;

  LeaderboardApi(NativeApi.Parts parts) {
    catalog = parts.catalog();
    syntax = parts.syntax();
    keys = new MetricKeys(parts);
  }

  void register(RouteRegistrar routes) {
    routes.get(ROUTE, Permission.READ, this::leaderboard);
    routes.get(ROUTE + "/progress", Permission.READ, this::progress);
    routes.get(RecordApi.RECORD + "/ranks", Permission.READ, this::ranks);
  }

  private void leaderboard(Principal principal, Context request) throws IOException {
    QueryParameters parameters =
        QueryParameters.of(request, Set.of("q", "limit", Cursors.PARAMETER));
    int limit = parameters.number("limit", 20, 1, 100);
    Query query = query(parameters);
    catalog.awaitFresh();
    Leaderboard board =
        catalog.leaderboard(
            principal,
            key(principal, request),
            query,
            limit,
            parameters.find(Cursors.PARAMETER).orElse(null));
    JsonReply.send(request, 200, json -> new LeaderboardWriter(json, syntax).write(board));
  }

  private void progress(Principal principal, Context request) throws IOException {
    Query query = query(QueryParameters.of(request, Set.of("q")));
    catalog.awaitFresh();
    Progress progress = catalog.progress(principal, key(principal, request), query);
    JsonReply.send(request, 200, json -> write(json, progress));
  }

  private Query query(QueryParameters parameters) {
    return SearchParameters.amongModels(parameters.find("q").map(syntax::parse).orElse(Query.ALL));
  }

  /** The key in the path, under which some record has a number. */
  private String key(Principal principal, Context request) {
    String key = keys.ofPath(request.pathParam("key"));
    if (key.startsWith(SearchField.ATTRIBUTE_PREFIX) || !keys.isUsed(principal, key)) {
      throw keys.withNearest(
          principal,
          key,
          new ModeldexException(ErrorCode.NOT_FOUND, "no record has a value of " + key));
    }
    return key;
  }

  private static void write(JsonGenerator json, Progress progress) throws IOException {
    json.writeStartObject();
    LeaderboardWriter.key(json, progress.key(), progress.unit(), progress.better());
    json.writeNumberField("dated", progress.dated());
    json.writeNumberField("undated", progress.undated());
    json.writeArrayFieldStart("steps");
    for (Progress.Step step : progress.steps()) {
      json.writeStartObject();
      LeaderboardWriter.moment(json, step.moment());
      json.writeNumberField("value", step.value());
      json.writeStringField("id", step.id().toString());
      json.writeStringField("name", step.id().name());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void ranks(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    RecordId id = RecordApi.id(request);
    catalog.awaitFresh();
    List<Rank> ranks = catalog.ranks(principal, id);
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("id", id.toString());
          json.writeArrayFieldStart("ranks");
          for (Rank rank : ranks) {
            json.writeStartObject();
            json.writeStringField("key", rank.key());
            json.writeNumberField("value", rank.value());
            json.writeNumberField("rank", rank.rank());
            json.writeNumberField("of", rank.of());
            json.writeStringField("better", rank.better().word());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
