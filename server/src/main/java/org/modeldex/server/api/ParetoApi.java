package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.ranking.TradeOff;
import org.modeldex.ranking.TradeOff.Axis;
import org.modeldex.ranking.TradeOff.Point;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.Column;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Vocabulary;

/** Records as points of two numbers, and those among them that no other dominates. */
final class ParetoApi {
  private static final String ROUTE = NativeApi.ROOT + "/pareto";
  private static final Set<String> NAMES = Set.of("q", "x", "y", "xBetter", "yBetter", "limit");

  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final QuerySyntax syntax;
  private final MetricKeys keys;

  ParetoApi(NativeApi.Parts parts) {
    catalog = parts.catalog();
    vocabulary = parts.vocabulary();
    syntax = parts.syntax();
    keys = new MetricKeys(parts);
  }

  void register(RouteRegistrar routes) {
    routes.get(
        ROUTE,
        Permission.READ,
        (principal, request) -> answer(principal, request, QueryParameters.of(request, NAMES)));
    routes.post(
        ROUTE,
        Permission.READ,
        RequestBody.JSON,
        (principal, request) -> {
          QueryParameters.none(request);
          answer(principal, request, BodyParameters.read(request, NAMES));
        });
  }

  private void answer(Principal principal, Context request, QueryParameters given)
      throws IOException {
    Query query =
        SearchParameters.amongModels(given.find("q").map(syntax::parse).orElse(Query.ALL));
    int limit = given.number("limit", 2_000, 1, 10_000);
    catalog.awaitFresh();
    TradeOff tradeOff =
        catalog.tradeOff(
            principal, query, axis(principal, given, "x"), axis(principal, given, "y"), limit);
    JsonReply.send(request, 200, json -> write(json, tradeOff));
  }

  private Axis axis(Principal principal, QueryParameters given, String name) {
    String words =
        given
            .find(name)
            .filter(text -> !text.isBlank())
            .orElseThrow(() ->
                ModeldexException.invalid(name, "is missing: a metric key or a numeric field"));
    Optional<Better> wanted = given.find(name + "Better").map(word -> better(name, word));
    Optional<SearchField> field = SearchField.find(words);
    if (field.isPresent()) {
      return axis(name, field.get(), wanted.orElse(Better.LOWER));
    }
    String key = keys.canonical(words);
    if (!keys.isUsed(principal, key)) {
      throw keys.withNearest(
          principal, key, ModeldexException.invalid(name, "names no value of any record: " + key));
    }
    Optional<Metric> metric = vocabulary.findMetric(MetricKey.parse(key).metric());
    Better better =
        wanted
            .or(() -> metric.map(Metric::better))
            .orElseThrow(() ->
                ModeldexException.invalid(
                    name + "Better",
                    "must be higher or lower: which is better is not known of " + key));
    return new Axis(
        key,
        new Column.OfMetric(key, better == Better.HIGHER),
        better,
        metric.map(Metric::unit).orElse(null));
  }

  /** What a model costs to keep and to run: less is better. */
  private static Axis axis(String name, SearchField field, Better better) {
    if (field.type() != SearchField.Type.NUMBER) {
      throw ModeldexException.invalid(name, "is no number: " + field.word());
    }
    return new Axis(
        field.word(),
        new Column.OfField(field),
        better,
        field == SearchField.SIZE ? "bytes" : null);
  }

  private static Better better(String name, String word) {
    for (Better better : Better.values()) {
      if (better.word().equals(word)) {
        return better;
      }
    }
    throw ModeldexException.invalid(name + "Better", "must be higher or lower but is " + word);
  }

  private static void write(JsonGenerator json, TradeOff tradeOff) throws IOException {
    json.writeStartObject();
    write(json, "x", tradeOff.x());
    write(json, "y", tradeOff.y());
    json.writeNumberField("matching", tradeOff.matching());
    json.writeNumberField("plotted", tradeOff.plotted());
    json.writeNumberField("lackingX", tradeOff.lackingX());
    json.writeNumberField("lackingY", tradeOff.lackingY());
    json.writeNumberField("lackingBoth", tradeOff.lackingBoth());
    write(json, "front", tradeOff.front());
    write(json, "cloud", tradeOff.cloud());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Axis axis) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("by", axis.by());
    json.writeStringField("better", axis.better().word());
    if (axis.unit() != null) {
      json.writeStringField("unit", axis.unit());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, List<Point> points)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Point point : points) {
      json.writeStartObject();
      json.writeStringField("id", point.id());
      json.writeStringField("name", RecordId.parse(point.id()).name());
      json.writeNumberField("x", point.x());
      json.writeNumberField("y", point.y());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
