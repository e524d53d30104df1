package org.modeldex.server.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.HistogramBucket;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** What is measured: metric keys and how their values are spread. */
final class MetricApi {
  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final QuerySyntax syntax;
  private final MetricKeys keys;

  MetricApi(NativeApi.Parts parts) {
    catalog = parts.catalog();
    vocabulary = parts.vocabulary();
    syntax = parts.syntax();
    keys = new MetricKeys(parts);
  }

  void register(RouteRegistrar routes) {
    routes.get(NativeApi.ROOT + "/metrics", Permission.READ, this::metrics);
    routes.get(NativeApi.ROOT + "/metrics/{key}/histogram", Permission.READ, this::histogram);
  }

  private void metrics(Principal principal, Context request) throws IOException {
    QueryParameters parameters = QueryParameters.of(request, Set.of("dataset", "metric", "limit"));
    int limit = parameters.number("limit", 100, 1, 10_000);
    Optional<String> dataset =
        parameters.find("dataset").map(words -> vocabulary.slug(Term.Category.DATASET, words));
    Optional<String> metric =
        parameters.find("metric").map(words -> vocabulary.canonicalKey(words).metric());
    catalog.awaitFresh();
    List<MetricStatistics> page =
        catalog.metrics(principal, Query.ALL).stream()
            .filter(statistics -> !statistics.key().startsWith(SearchField.ATTRIBUTE_PREFIX))
            .filter(statistics -> {
              MetricKey key = MetricKey.parse(statistics.key());
              return metric.map(key.metric()::equals).orElse(true)
                  && dataset.map(slug -> isOf(key, slug)).orElse(true);
            })
            .limit(limit)
            .toList();
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("metrics");
          for (MetricStatistics statistics : page) {
            StatisticsWriter.write(json, statistics, vocabulary);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static boolean isOf(MetricKey key, String dataset) {
    return key.dataset() != null
        && (key.dataset().equals(dataset) || key.dataset().startsWith(dataset + '/'));
  }

  private void histogram(Principal principal, Context request) throws IOException {
    QueryParameters parameters = QueryParameters.of(request, Set.of("q", "buckets"));
    int buckets = parameters.number("buckets", 20, 1, 1_000);
    Query query = parameters.find("q").map(syntax::parse).orElse(Query.ALL);
    String key = keys.ofPath(request.pathParam("key"));
    catalog.awaitFresh();
    List<HistogramBucket> histogram = catalog.histogram(principal, key, query, buckets);
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("key", key);
          json.writeArrayFieldStart("buckets");
          for (HistogramBucket bucket : histogram) {
            json.writeStartObject();
            json.writeNumberField("from", bucket.from());
            json.writeNumberField("to", bucket.to());
            json.writeNumberField("count", bucket.count());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
