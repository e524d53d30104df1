package org.modeldex.record;

import java.util.List;

/**
 * Points of one metric, in the order in which they came.
 *
 * @param metric in the source's own words
 */
public record MetricSeries(String metric, List<MetricPoint> points) {
  public MetricSeries {
    Limits.nonBlank("metric", metric, Limits.TERM);
    points = Limits.list("points", points, Limits.POINTS);
  }
}
