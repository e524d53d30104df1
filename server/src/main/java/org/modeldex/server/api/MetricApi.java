package org.modeldex.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modeldex.access.Permission;
import org.modeldex.access.Principal;
import org.modeldex.analyzers.QuerySyntax;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.Kind;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchIndex.HistogramBucket;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchRequest;
import org.modeldex.search.SearchRequest.Facet;
import org.modeldex.search.SearchRequest.FieldFilter;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.vocabulary.Metric;
import org.modeldex.vocabulary.MetricKey;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/** What can be measured: metric keys with their values, tasks with their metrics. */
final class MetricApi {
  private static final int MAX_TASKS = 1_000;

  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final QuerySyntax syntax;

  MetricApi(NativeApi.Parts parts) {
    catalog = parts.catalog();
    vocabulary = parts.vocabulary();
    syntax = parts.syntax();
  }

  void register(RouteRegistrar routes) {
    routes.get(NativeApi.ROOT + "/metrics", Permission.READ, this::metrics);
    routes.get(NativeApi.ROOT + "/metrics/{key}/histogram", Permission.READ, this::histogram);
    routes.get(NativeApi.ROOT + "/tasks", Permission.READ, this::tasks);
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
            write(json, statistics);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static boolean isOf(MetricKey key, String dataset) {
    return key.dataset() != null
        && (key.dataset().equals(dataset) || key.dataset().startsWith(dataset + '/'));
  }

  private void write(JsonGenerator json, MetricStatistics statistics) throws IOException {
    MetricKey key = MetricKey.parse(statistics.key());
    json.writeStartObject();
    json.writeStringField("key", statistics.key());
    json.writeStringField("metric", key.metric());
    if (key.dataset() != null) {
      json.writeStringField("dataset", key.dataset());
    }
    if (key.split() != null) {
      json.writeStringField("split", key.split());
    }
    json.writeNumberField("count", statistics.count());
    json.writeNumberField("min", statistics.min());
    json.writeNumberField("max", statistics.max());
    Optional<Metric> metric = vocabulary.findMetric(key.metric());
    if (metric.isPresent() && metric.get().better() != null) {
      json.writeStringField("better", metric.get().better().word());
    }
    if (metric.isPresent() && metric.get().unit() != null) {
      json.writeStringField("unit", metric.get().unit());
    }
    json.writeEndObject();
  }

  private void histogram(Principal principal, Context request) throws IOException {
    QueryParameters parameters = QueryParameters.of(request, Set.of("q", "buckets"));
    int buckets = parameters.number("buckets", 20, 1, 1_000);
    Query query = parameters.find("q").map(syntax::parse).orElse(Query.ALL);
    String written = request.pathParam("key").replace("~1", "/").replace("~0", "~");
    String key =
        written.startsWith(SearchField.ATTRIBUTE_PREFIX)
            ? written
            : vocabulary.canonicalKey(written).toString();
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

  /** The tasks that models have, most common first, then those of the vocabulary. */
  private void tasks(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    Map<String, Long> counts = new HashMap<>();
    Set<String> slugs = new LinkedHashSet<>();
    for (FacetValue value : taskCounts(principal)) {
      counts.put(value.value(), value.count());
      slugs.add(value.value());
    }
    vocabulary.tasks().forEach(task -> slugs.add(task.slug()));
    JsonReply.send(
        request,
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("tasks");
          for (String slug : slugs) {
            write(json, slug, counts.getOrDefault(slug, 0L));
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private List<FacetValue> taskCounts(Principal principal) {
    SearchRequest request =
        new SearchRequest(
            Query.ALL,
            List.of(new FieldFilter(SearchField.KIND, List.of(Kind.MODEL.word()))),
            List.of(new Facet(SearchField.TASK, MAX_TASKS)),
            SearchRequest.Sort.RELEVANCE,
            1,
            null);
    return catalog.search(principal, request, true, false).results().facets().getFirst().values();
  }

  private void write(JsonGenerator json, String slug, long count) throws IOException {
    Optional<Task> task = vocabulary.findTask(slug);
    json.writeStartObject();
    json.writeStringField("task", slug);
    json.writeStringField("title", task.map(Task::title).orElse(slug));
    if (task.isPresent() && task.get().modality() != null) {
      json.writeStringField("modality", task.get().modality());
    }
    json.writeNumberField("count", count);
    json.writeArrayFieldStart("primaryMetrics");
    for (String metric : task.map(Task::primaryMetrics).orElse(List.of())) {
      json.writeString(metric);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
