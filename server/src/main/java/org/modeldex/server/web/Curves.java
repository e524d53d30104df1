package org.modeldex.server.web;

import java.util.List;
import java.util.Locale;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.RecordId;
import org.modeldex.server.web.RecordView.SeriesView;
import org.modeldex.store.SeriesSummary;

/** The series of a run as drawn curves. */
final class Curves {
  private static final int MOST = 12;
  private static final int POINTS = 200;
  private static final double WIDTH = 320;
  private static final double HEIGHT = 80;

  private final Catalog catalog;
  private final Wording wording;

  Curves(Catalog catalog, Wording wording) {
    this.catalog = catalog;
    this.wording = wording;
  }

  List<SeriesView> of(Principal principal, RecordId id) {
    return catalog.series(principal, id).stream()
        .limit(MOST)
        .map(series ->
            view(id, series, catalog.curve(principal, id, series, series.bounds(), POINTS)))
        .toList();
  }

  private SeriesView view(RecordId id, SeriesSummary series, List<MetricPoint> points) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (MetricPoint point : points) {
      if (Double.isFinite(point.value())) {
        low = Math.min(low, point.value());
        high = Math.max(high, point.value());
      }
    }
    boolean drawable = low <= high;
    return new SeriesView(
        wording.metric(series.metric()),
        new Address(Address.api(id) + "/series")
            .with("metric", series.metric())
            .with("points", "1000")
            .toString(),
        Figures.decimals(series.latest().value()),
        Figures.count(series.points(), "point", "points"),
        drawable ? path(points, low, high) : "",
        drawable ? Figures.decimals(low) : "",
        drawable ? Figures.decimals(high) : "");
  }

  /** The curve over the steps or, where all are the same, over the order of points. */
  private static String path(List<MetricPoint> points, double low, double high) {
    long first = points.getFirst().step();
    double steps = (double) points.getLast().step() - first;
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < points.size(); i++) {
      MetricPoint point = points.get(i);
      if (!Double.isFinite(point.value())) {
        pen = false;
        continue;
      }
      double along = steps > 0 ? (point.step() - first) / steps : (double) i / points.size();
      double up = high > low ? (point.value() - low) / (high - low) : 0.5;
      path.append(pen ? 'L' : 'M');
      path.append(String.format(Locale.ROOT, "%.1f %.1f", along * WIDTH, HEIGHT - up * HEIGHT));
      pen = true;
    }
    return path.toString();
  }
}
