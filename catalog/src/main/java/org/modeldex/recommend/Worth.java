package org.modeldex.recommend;

import java.util.Arrays;
import org.modeldex.record.Measurement.Better;

/**
 * What values of one objective are worth, 0..1: the share of the values known among the candidates
 * that are worse, equals counted half. So accuracies and parameter counts can be added up.
 */
final class Worth {
  /** Of fewer values none stands alone. */
  private static final int LEAST_COMPARED = 8;

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

  /**
   * Whether a value is the best and further ahead of the next than that is of the middle one.
   * Shares between 0 and 1 are compared by their odds, as the last percent is the hardest.
   */
  boolean isAlone(double value) {
    double x = sign * value;
    int next = first(x, false) - 1;
    if (sorted.length < LEAST_COMPARED || next != sorted.length - 2) {
      return false;
    }
    double ahead = scaled(x) - scaled(sorted[next]);
    return ahead > scaled(sorted[next]) - scaled(sorted[sorted.length / 2]);
  }

  private double scaled(double x) {
    boolean areShares =
        Math.min(sign * sorted[0], sign * sorted[sorted.length - 1]) >= 0
            && Math.max(sign * sorted[0], sign * sorted[sorted.length - 1]) <= 1;
    if (!areShares) {
      return x;
    }
    double share = Math.clamp(sign * x, 1e-6, 1 - 1e-6);
    return sign * Math.log(share / (1 - share));
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
