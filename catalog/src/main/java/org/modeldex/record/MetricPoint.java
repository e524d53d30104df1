package org.modeldex.record;

import java.util.Comparator;

/**
 * One value of a metric while something runs.
 *
 * @param step counted by whoever measures: an epoch, a batch; may be negative
 * @param atMillis when, in milliseconds since 1970 in UTC
 * @param value any number, NaN and infinities too
 */
public record MetricPoint(long step, long atMillis, double value) {
  /**
   * The order of a curve: by step, then by time, then by value (-0.0 before 0.0, NaN last). The
   * largest point is a metric's latest value, as MLflow defines it.
   */
  public static final Comparator<MetricPoint> CURVE_ORDER =
      Comparator.comparingLong(MetricPoint::step)
          .thenComparingLong(MetricPoint::atMillis)
          .thenComparingDouble(MetricPoint::value);
}
