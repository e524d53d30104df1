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
import org.modeldex.ranking.Leaderboard;
import org.modeldex.ranking.TaskOverview;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.SearchIndex.MetricStatistics;
import org.modeldex.search.SearchResults.FacetCounts;
import org.modeldex.search.SearchResults.FacetValue;
import org.modeldex.server.http.JsonReply;
import org.modeldex.server.http.QueryParameters;
import org.modeldex.server.http.RouteRegistrar;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

/** What models are for: all tasks, and what is known of one. */
final class TaskApi {
  private final Catalog catalog;
  private final Vocabulary vocabulary;
  private final QuerySyntax syntax;

  TaskApi(NativeApi.Parts parts) {
    catalog = parts.catalog();
    vocabulary = parts.vocabulary();
    syntax = parts.syntax();
  }

  void register(RouteRegistrar routes) {
    routes.get(NativeApi.ROOT + "/tasks", Permission.READ, this::tasks);
    routes.get(NativeApi.ROOT + "/tasks/{task}", Permission.READ, this::task);
  }

  /** The tasks that models have, most common first, then those of the vocabulary. */
  private void tasks(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    catalog.awaitFresh();
    Map<String, Long> counts = new HashMap<>();
    Set<String> slugs = new LinkedHashSet<>();
    for (FacetValue value : catalog.tasks(principal)) {
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
            json.writeStartObject();
            write(json, slug, counts.getOrDefault(slug, 0L));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void write(JsonGenerator json, String slug, long count) throws IOException {
    Optional<Task> task = vocabulary.findTask(slug);
    json.writeStringField("task", slug);
    json.writeStringField("title", task.map(Task::title).orElse(slug));
    if (task.isPresent() && task.get().modality() != null) {
      json.writeStringField("modality", task.get().modality());
    }
    json.writeNumberField("count", count);
    texts(json, "primaryMetrics", task.map(Task::primaryMetrics).orElse(List.of()));
  }

  private void task(Principal principal, Context request) throws IOException {
    QueryParameters.none(request);
    String slug = vocabulary.taskSlug(request.pathParam("task"));
    catalog.awaitFresh();
    TaskOverview overview = catalog.task(principal, slug);
    if (overview.models() == 0 && vocabulary.findTask(slug).isEmpty()) {
      throw unknown(principal, slug);
    }
    JsonReply.send(request, 200, json -> write(json, overview));
  }

  private ModeldexException unknown(Principal principal, String slug) {
    List<String> ofModels = catalog.tasks(principal).stream().map(FacetValue::value).toList();
    ModeldexException error =
        new ModeldexException(ErrorCode.NOT_FOUND, "there is no task " + slug);
    String nearest = vocabulary.nearestTask(slug, ofModels);
    return nearest == null ? error : error.withSuggestion(nearest);
  }

  private void write(JsonGenerator json, TaskOverview overview) throws IOException {
    Optional<Task> task = vocabulary.findTask(overview.task());
    json.writeStartObject();
    write(json, overview.task(), overview.models());
    texts(json, "aliases", task.map(Task::aliases).orElse(List.of()));
    json.writeArrayFieldStart("metrics");
    for (MetricStatistics statistics : overview.metrics()) {
      StatisticsWriter.write(json, statistics, vocabulary);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("leaders");
    for (Leaderboard board : overview.leaders()) {
      new LeaderboardWriter(json, syntax).write(board);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("facets");
    for (FacetCounts facet : overview.facets()) {
      new SearchWriter(json, syntax).write(facet);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
