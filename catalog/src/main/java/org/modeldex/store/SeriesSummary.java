package org.modeldex.store;

import org.modeldex.record.MetricPoint;

/**
 * A series as a whole.
 *
 * @param points how many it has, at least 1
 * @param latest the largest point in {@link MetricPoint#CURVE_ORDER}
 */
public record SeriesSummary(String metric, long points, PointBounds bounds, MetricPoint latest) {}
