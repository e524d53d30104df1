package org.modeldex.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.MetricPoint;
import org.modeldex.store.PointBounds;

/**
 * Few points that draw the same curve as many. The axis is cut into equal stretches, and of each
 * its first and last point and its smallest and largest value are kept, so that no spike is lost
 * (M4, Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014). The
 * axis is the step or, where all steps are the same, the time. One thread's own.
 */
final class SeriesReduction {
  /** How many points a stretch keeps at most. */
  static final int KEPT = 4;

  private final boolean bySteps;
  private final double begin;
  private final double length;
  private final Stretch[] stretches;

  /**
   * A reduction that has seen nothing.
   *
   * @param bounds of the points to come; those beyond count with the nearest
   * @param maxPoints how many may be left, at least {@value #KEPT}
   */
  SeriesReduction(PointBounds bounds, int maxPoints) {
    bySteps = bounds.minStep() < bounds.maxStep();
    begin = bySteps ? bounds.minStep() : bounds.minAtMillis();
    length = (bySteps ? (double) bounds.maxStep() : (double) bounds.maxAtMillis()) - begin;
    stretches = new Stretch[maxPoints / KEPT];
  }

  void addAll(Collection<MetricPoint> points) {
    for (MetricPoint point : points) {
      int place = place(point);
      Stretch stretch = stretches[place];
      if (stretch == null) {
        stretches[place] = new Stretch(point);
      } else {
        stretch.add(point);
      }
    }
  }

  /** What is left, in {@link MetricPoint#CURVE_ORDER}. */
  List<MetricPoint> points() {
    List<MetricPoint> points = new ArrayList<>();
    for (Stretch stretch : stretches) {
      if (stretch != null) {
        points.addAll(stretch.points());
      }
    }
    return points;
  }

  private int place(MetricPoint point) {
    double along = (bySteps ? (double) point.step() : (double) point.atMillis()) - begin;
    int place = length == 0 ? 0 : (int) (along / length * stretches.length);
    return Math.clamp(place, 0, stretches.length - 1);
  }

  /** A part of the axis. */
  private static final class Stretch {
    private MetricPoint first;
    private MetricPoint last;
    private @Nullable MetricPoint smallest;
    private @Nullable MetricPoint largest;

    Stretch(MetricPoint point) {
      first = point;
      last = point;
      addValue(point);
    }

    void add(MetricPoint point) {
      first = MetricPoint.CURVE_ORDER.compare(point, first) < 0 ? point : first;
      last = MetricPoint.CURVE_ORDER.compare(point, last) > 0 ? point : last;
      addValue(point);
    }

    private void addValue(MetricPoint point) {
      if (Double.isNaN(point.value())) {
        return;
      }
      smallest = smallest == null || point.value() < smallest.value() ? point : smallest;
      largest = largest == null || point.value() > largest.value() ? point : largest;
    }

    SortedSet<MetricPoint> points() {
      SortedSet<MetricPoint> points = new TreeSet<>(MetricPoint.CURVE_ORDER);
      points.add(first);
      points.add(last);
      if (smallest != null && largest != null) {
        points.add(smallest);
        points.add(largest);
      }
      return points;
    }
  }
}
