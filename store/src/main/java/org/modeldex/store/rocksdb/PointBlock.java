package org.modeldex.store.rocksdb;

import java.util.List;
import org.modeldex.record.MetricPoint;
import org.modeldex.store.PointBounds;

/**
 * Consecutive points of a series that stand under one key: at most {@value #MAX_POINTS}. A last
 * block of fewer than {@value #MIN_POINTS} takes in what is appended next, so that points which
 * come one by one do not stay one by one.
 */
record PointBlock(PointBounds bounds, List<MetricPoint> points) {
  static final int MAX_POINTS = 1_024;
  static final int MIN_POINTS = 64;
  static final int POINT_BYTES = 24;

  static PointBlock of(List<MetricPoint> points) {
    return new PointBlock(PointBounds.of(points), List.copyOf(points));
  }
}
