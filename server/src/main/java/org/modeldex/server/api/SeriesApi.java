package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.record.json.SeriesJson;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RequestBody;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.store.Mutation;
import org.modeldex.store.Receipt;
import org.modeldex.store.Receipt.Outcome;
import org.modeldex.store.SeriesSummary;

/** The series of a record: which there are, their points, more points. */
final class SeriesApi {
  private static final String SERIES = RecordApi.RECORD + "/series";
  private static final int MAX_POINTS = 10_000;

  private final Catalog catalog;

  SeriesApi(Catalog catalog) {
    this.catalog = catalog;
  }

  void register(RouteRegistrar routes) {
    routes.get(SERIES, Permission.READ, this::get);
    routes.post(SERIES, Permission.WRITE, RequestBody.JSON, this::append);
  }

  private void get(Principal principal, Context request) throws IOException {
    QueryParameters parameters =
        QueryParameters.of(request, Set.of("metric", "limit", "points", Cursors.PARAMETER));
    RecordId id = RecordApi.id(request);
    Optional<String> metric = parameters.find("metric");
    boolean reduced = parameters.find("points").isPresent();
    boolean paged =
        parameters.find("limit").isPresent() || parameters.find(Cursors.PARAMETER).isPresent();
    if (metric.isEmpty() && (reduced || paged)) {
      throw ModeldexException.invalid("metric", "is missing, whose points are asked for");
    }
    if (reduced && paged) {
      throw ModeldexException.invalid("points", "excludes limit and cursor");
    }
    if (metric.isEmpty()) {
      list(principal, request, id);
    } else if (reduced) {
      int most = parameters.number("points", 0, Catalog.MIN_CURVE_POINTS, MAX_POINTS);
      SeriesSummary series = series(principal, id, metric.get());
      answer(request, series, catalog.curve(principal, id, series, series.bounds(), most), null);
    } else {
      page(principal, request, parameters, series(principal, id, metric.get()));
    }
  }

  private void list(Principal principal, Context request, RecordId id) throws IOException {
    List<SeriesSummary> all = catalog.series(principal, id);
    if (all.isEmpty() && catalog.find(principal, id).isEmpty()) {
      throw ModeldexException.notFound(id);
    }
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("series");
          for (SeriesSummary series : all) {
            json.writeStartObject();
            write(json, series);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private SeriesSummary series(Principal principal, RecordId id, String metric) {
    return catalog
        .series(principal, id, metric)
        .orElseThrow(() ->
            new ModeldexException(
                ErrorCode.NOT_FOUND, "there is no series " + metric + " of " + id));
  }

  private void page(
      Principal principal, Context request, QueryParameters parameters, SeriesSummary series)
      throws IOException {
    int limit = parameters.number("limit", 1_000, 1, MAX_POINTS);
    long from = Cursors.place(parameters);
    List<MetricPoint> points =
        catalog.points(principal, RecordApi.id(request), series.metric(), from, limit);
    boolean more = from + points.size() < series.points();
    answer(request, series, points, more ? Long.toString(from + points.size()) : null);
  }

  private static void answer(
      Context request, SeriesSummary series, List<MetricPoint> points, @Nullable String next)
      throws IOException {
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          write(json, series);
          json.writeArrayFieldStart("points");
          for (MetricPoint point : points) {
            SeriesJson.write(json, point);
          }
          json.writeEndArray();
          if (next != null) {
            json.writeStringField("nextCursor", next);
          }
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, SeriesSummary series) throws IOException {
    json.writeStringField("metric", series.metric());
    json.writeNumberField("count", series.points());
    json.writeNumberField("minStep", series.bounds().minStep());
    json.writeNumberField("maxStep", series.bounds().maxStep());
    json.writeStringField("from", Instant.ofEpochMilli(series.bounds().minAtMillis()).toString());
    json.writeStringField("to", Instant.ofEpochMilli(series.bounds().maxAtMillis()).toString());
    json.writeFieldName("latest");
    SeriesJson.write(json, series.latest());
  }

  private void append(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    Conditions.none(request);
    byte[] body = request.bodyInputStream().readAllBytes();
    Mutation append =
        new Mutation.AppendSeries(
            RecordApi.id(request), SeriesJson.parse(RecordJson.readTree(body), "the document"));
    Receipt receipt = catalog.commit(principal, List.of(append), Idempotency.of(request, body));
    Outcome outcome = receipt.outcomes().getLast();
    request.header(NativeApi.SEQUENCE, Long.toString(receipt.sequence()));
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("id", outcome.id().toString());
          json.writeStringField("effect", outcome.effect().word());
          json.writeNumberField("sequence", outcome.sequence());
          json.writeEndObject();
        });
  }
}
