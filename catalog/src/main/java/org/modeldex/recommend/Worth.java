package org.modeldex.recommend;

import java.util.Arrays;
import org.modeldex.record.Measurement.Better;

/**
 * What values of one objective are worth, 0..1: the share of the values known among the candidates
 * that are worse, equals counted half. So accuracies and parameter counts can be added up.
 */
final class Worth {
  private final double[] sorted;
  private final double sign;

  /**
   * Learns from values.
   *
   * @param values NaN is left out
   */
  Worth(double[] values, Better better) {
    sign = better == Better.LOWER ? -1 : 1;
    sorted =
        Arrays.stream(values)
            .filter(value -> !Double.isNaN(value))
            .map(value -> sign * value)
            .sorted()
            .toArray();
  }

  double of(double value) {
    if (sorted.length == 0 || Double.isNaN(value)) {
      return 0;
    }
    double x = sign * value;
    return (first(x, false) + first(x, true)) / (2.0 * sorted.length);
  }

  /** How many values are known. */
  int count() {
    return sorted.length;
  }

  /** How many known values are better. */
  int better(double value) {
    return sorted.length - first(sign * value, true);
  }

  /** How many values are below x, or at most x. */
  private int first(double x, boolean withEquals) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < x || (withEquals && sorted[middle] == x)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
