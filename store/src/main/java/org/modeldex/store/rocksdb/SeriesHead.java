package org.modeldex.store.rocksdb;

import org.modeldex.record.MetricPoint;
import org.modeldex.store.PointBounds;
import org.modeldex.store.SeriesSummary;

/**
 * A series as a whole.
 *
 * @param points how many it has
 * @param lastBlock place of the first point in its last block
 * @param latest the largest in {@link MetricPoint#CURVE_ORDER}
 */
record SeriesHead(long points, long lastBlock, PointBounds bounds, MetricPoint latest) {
  SeriesSummary summary(String metric) {
    return new SeriesSummary(metric, points, bounds, latest);
  }
}
