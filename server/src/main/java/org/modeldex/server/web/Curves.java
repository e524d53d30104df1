package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.RecordId;
import org.modeldex.server.web.CurvesView.Curve;
import org.modeldex.store.PointBounds;
import org.modeldex.store.SeriesSummary;

/** The series of a run as drawn curves. */
final class Curves {
  /** How many are drawn; the others are found by name. */
  static final int MOST = 12;

  private static final int POINTS = 200;
  private static final double WIDTH = 1000;
  private static final double HEIGHT = 200;

  private final Catalog catalog;
  private final Wording wording;

  Curves(Catalog catalog, Wording wording) {
    this.catalog = catalog;
    this.wording = wording;
  }

  CurvesView of(Principal principal, RecordId id, CurvesState state) {
    List<SeriesSummary> all = catalog.series(principal, id);
    List<SeriesSummary> found =
        all.stream().filter(series -> state.names(series, wording)).toList();
    List<Curve> curves =
        found.stream().limit(MOST).map(series -> curve(principal, id, series, state)).toList();
    return new CurvesView(Address.of(id), state, all.size(), found.size(), curves);
  }

  /** The curve of what lies within the steps asked for. */
  private Curve curve(Principal principal, RecordId id, SeriesSummary series, CurvesState state) {
    PointBounds within = state.within(series.bounds());
    List<MetricPoint> points = catalog.curve(principal, id, series, within, POINTS);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (MetricPoint point : points) {
      if (Double.isFinite(point.value())) {
        low = Math.min(low, point.value());
        high = Math.max(high, point.value());
      }
    }
    boolean drawable = low <= high;
    return new Curve(
        series.metric(),
        wording.metric(series.metric()),
        new Address(Address.api(id) + "/series")
            .with("metric", series.metric())
            .with("points", "1000")
            .toString(),
        Figures.decimals(series.latest().value()),
        Figures.count(series.points(), "point", "points"),
        drawable ? path(points, within, low, high) : "",
        readings(points),
        drawable ? Figures.decimals(low) : "",
        drawable ? Figures.decimals(high) : "",
        within.minStep(),
        within.maxStep());
  }

  /** The curve over the steps or, where all are the same, over the order of points. */
  private static String path(
      List<MetricPoint> points, PointBounds within, double low, double high) {
    double steps = (double) within.maxStep() - within.minStep();
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < points.size(); i++) {
      MetricPoint point = points.get(i);
      if (!Double.isFinite(point.value())) {
        pen = false;
        continue;
      }
      double along =
          steps > 0
              ? ((double) point.step() - within.minStep()) / steps
              : (double) i / points.size();
      double up = high > low ? (point.value() - low) / (high - low) : 0.5;
      path.append(pen ? 'L' : 'M').append(Math.round(along * WIDTH)).append(' ');
      // A point alone is a line of no length, which round ends make visible.
      path.append(Math.round(HEIGHT - up * HEIGHT)).append(pen ? "" : "h0");
      pen = true;
    }
    return path.toString();
  }

  /** What each point of the path is, in its order. */
  private static String readings(List<MetricPoint> points) {
    List<String> readings = new ArrayList<>();
    for (MetricPoint point : points) {
      if (Double.isFinite(point.value())) {
        readings.add(
            String.format(Locale.ROOT, "%d:%s", point.step(), Figures.decimals(point.value())));
      }
    }
    return String.join(" ", readings);
  }
}
