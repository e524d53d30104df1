package org.modeldex.store;

import java.util.Collection;
import org.modeldex.record.MetricPoint;

/** The smallest and largest step and time among points. */
public record PointBounds(long minStep, long maxStep, long minAtMillis, long maxAtMillis) {

  /** The bounds of points, of which there is at least one. */
  public static PointBounds of(Collection<MetricPoint> points) {
    MetricPoint first = points.iterator().next();
    long minStep = first.step();
    long maxStep = first.step();
    long minAt = first.atMillis();
    long maxAt = first.atMillis();
    for (MetricPoint point : points) {
      minStep = Math.min(minStep, point.step());
      maxStep = Math.max(maxStep, point.step());
      minAt = Math.min(minAt, point.atMillis());
      maxAt = Math.max(maxAt, point.atMillis());
    }
    return new PointBounds(minStep, maxStep, minAt, maxAt);
  }

  /** The bounds of these points and those. */
  public PointBounds with(PointBounds other) {
    return new PointBounds(
        Math.min(minStep, other.minStep),
        Math.max(maxStep, other.maxStep),
        Math.min(minAtMillis, other.minAtMillis),
        Math.max(maxAtMillis, other.maxAtMillis));
  }

  /** These bounds narrowed to a range of steps. */
  public PointBounds withSteps(long from, long to) {
    return new PointBounds(
        Math.max(minStep, from), Math.min(maxStep, to), minAtMillis, maxAtMillis);
  }

  /** Whether the point may be among those within the bounds. */
  public boolean hold(MetricPoint point) {
    return minStep <= point.step()
        && point.step() <= maxStep
        && minAtMillis <= point.atMillis()
        && point.atMillis() <= maxAtMillis;
  }

  /** Whether a point may be within both. */
  public boolean meet(PointBounds other) {
    return minStep <= other.maxStep
        && other.minStep <= maxStep
        && minAtMillis <= other.maxAtMillis
        && other.minAtMillis <= maxAtMillis;
  }
}
