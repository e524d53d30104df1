package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.ingest.jsonl.BulkLine;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.search.Query;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.store.Mutation;
import org.modeldex.store.Range;
import org.modeldex.store.SeriesSummary;

/** Whole records, one a line, in key order, page by page from the store to the client. */
final class ExportApi {
  /** As many as one search can be asked about. */
  private static final int PAGE = 100;

  /** Points in one line. */
  private static final int POINTS = 5_000;

  private final Catalog catalog;
  private final QuerySyntax syntax;

  ExportApi(Catalog catalog, QuerySyntax syntax) {
    this.catalog = catalog;
    this.syntax = syntax;
  }

  void register(RouteRegistrar routes) {
    routes.get(NativeApi.ROOT + "/export", Permission.READ, this::export);
  }

  private void export(Principal principal, Context request) throws IOException {
    QueryParameters parameters =
        QueryParameters.of(request, Set.of("kind", "project", "q", "series"));
    Range range = RecordApi.range(parameters);
    boolean series = parameters.flag("series", false);
    Query query = parameters.find("q").map(syntax::parse).orElse(Query.ALL);
    if (!query.equals(Query.ALL)) {
      catalog.awaitFresh();
    }
    List<MetadataRecord> page = catalog.list(principal, range, null, PAGE);
    request.contentType("application/x-ndjson");
    JsonGenerator json = RecordJson.generator(request.outputStream());
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    while (!page.isEmpty()) {
      Set<RecordId> matching = matching(principal, query, page);
      for (MetadataRecord record : page) {
        if (matching == null || matching.contains(record.id())) {
          RecordJson.write(json, record);
          json.writeRaw('\n');
          if (series) {
            writeSeries(principal, json, record.id());
          }
        }
      }
      page = catalog.list(principal, range, page.getLast().id(), PAGE);
    }
    // Closed only here: when something fails on the way, the answer must not look complete.
    json.close();
  }

  /** The points of a record's series, as lines that append them. */
  private void writeSeries(Principal principal, JsonGenerator json, RecordId id)
      throws IOException {
    for (SeriesSummary series : catalog.series(principal, id)) {
      String metric = series.metric();
      long from = 0;
      while (from < series.points()) {
        List<MetricPoint> points = catalog.points(principal, id, metric, from, POINTS);
        if (points.isEmpty()) {
          break; // deleted meanwhile
        }
        BulkLine.write(
            json, new Mutation.AppendSeries(id, List.of(new MetricSeries(metric, points))));
        json.writeRaw('\n');
        from += points.size();
      }
    }
  }

  /** The ids of the page that match the query; null when all do. */
  private @Nullable Set<RecordId> matching(
      Principal principal, Query query, List<MetadataRecord> page) {
    if (query.equals(Query.ALL)) {
      return null;
    }
    return catalog.matching(principal, query, page.stream().map(MetadataRecord::id).toList());
  }
}
