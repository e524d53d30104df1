package org.modeldex.server.mlflow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.RecordId;
import org.modeldex.server.http.JsonReply;

/** {@code metrics/*}: every value that a metric had. */
final class MetricHistoryApi {
  private static final int PAGE = 25_000;

  /** Asks for pages and cannot read the second one. */
  private static final String CLIENT_WITHOUT_PAGES = "mlflow-java-client";

  private final Catalog catalog;
  private final Runs runs;

  MetricHistoryApi(Catalog catalog, Runs runs) {
    this.catalog = catalog;
    this.runs = runs;
  }

  void register(MlflowRoutes routes) {
    routes.get("metrics/get-history", this::history);
  }

  private JsonReply history(MlflowCall call) {
    String id = call.requiredText("run_id", "run_uuid");
    String key = call.requiredText("metric_key");
    RecordId run = runs.find(call.principal(), id).id();
    boolean paged =
        call.number("max_results") != null && !call.userAgent().startsWith(CLIENT_WITHOUT_PAGES);
    long from = Pages.place(call.text("page_token"));
    long end = paged ? from + call.maxResults(PAGE, PAGE) : Long.MAX_VALUE;
    return json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("metrics");
      long place = from;
      List<MetricPoint> page;
      do {
        page = catalog.points(call.principal(), run, key, place, (int) Math.min(PAGE, end - place));
        for (MetricPoint point : page) {
          RunWire.write(json, key, point);
        }
        place += page.size();
      } while (page.size() == PAGE && place < end);
      json.writeEndArray();
      String next = next(call, run, key, place);
      if (place == end && next != null) {
        json.writeStringField("next_page_token", next);
      }
      json.writeEndObject();
    };
  }

  private @Nullable String next(MlflowCall call, RecordId run, String key, long place) {
    return catalog
        .series(call.principal(), run, key)
        .filter(series -> series.points() > place)
        .map(series -> Pages.token(place))
        .orElse(null);
  }
}
