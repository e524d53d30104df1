package org.modeldex.recommend;

import java.util.Arrays;

/**
 * A benchmark's scale, learned from its values: a value becomes the normal deviate of its rank
 * among them (van der Waerden scores; ties share the mean rank), better is higher. Between known
 * values it is linear; beyond them it goes on as steeply as over the outer half.
 */
final class NormalScores {
  private final double[] scores;
  private final double[] values;
  private final double sign;
  private final boolean isNonNegative;
  private final boolean isRatio;

  /**
   * Learns a scale.
   *
   * @param sample in any order; is left as it is
   */
  NormalScores(double[] sample, boolean lowerIsBetter) {
    sign = lowerIsBetter ? -1 : 1;
    isNonNegative = Arrays.stream(sample).allMatch(value -> value >= 0);
    isRatio = isNonNegative && Arrays.stream(sample).allMatch(value -> value <= 1);
    double[] sorted = Arrays.stream(sample).map(value -> sign * value).sorted().toArray();
    double[] knots = new double[sorted.length];
    double[] deviates = new double[sorted.length];
    int count = 0;
    for (int begin = 0; begin < sorted.length; ) {
      int end = begin;
      while (end < sorted.length && sorted[end] == sorted[begin]) {
        end++;
      }
      knots[count] = sorted[begin];
      deviates[count++] = quantile((begin + end) / 2.0 / sorted.length);
      begin = end;
    }
    values = Arrays.copyOf(knots, count);
    scores = Arrays.copyOf(deviates, count);
  }

  /** The score of a value; 0 when the scale was learned from nothing. */
  double score(double value) {
    return interpolate(values, scores, sign * value);
  }

  /** The value of a score, within the bounds of a ratio if all known values are ratios. */
  double value(double score) {
    double value = sign * interpolate(scores, values, score);
    if (isNonNegative && value < 0) {
      return 0;
    }
    return isRatio && value > 1 ? 1 : value;
  }

  private static double interpolate(double[] from, double[] to, double x) {
    int n = from.length;
    if (n == 0) {
      return 0;
    }
    if (n == 1) {
      return to[0];
    }
    int place = Arrays.binarySearch(from, x);
    if (place >= 0) {
      return to[place];
    }
    int next = -place - 1;
    int low = next == 0 ? 0 : next == n ? n / 2 : next - 1;
    int high = next == 0 ? (n - 1) / 2 : next == n ? n - 1 : next;
    if (low == high) {
      low = Math.max(0, low - 1);
      high = low + 1;
    }
    double slope = (to[high] - to[low]) / (from[high] - from[low]);
    int anchor = next == n ? high : low;
    return to[anchor] + slope * (x - from[anchor]);
  }

  /**
   * The standard normal deviate below which a share {@code p} lies, to about 1e-9 (P. J. Acklam's
   * rational approximation).
   *
   * @param p strictly between 0 and 1
   */
  static double quantile(double p) {
    if (p > 0.5) {
      return -quantile(1 - p);
    }
    if (p < 0.02425) {
      double q = Math.sqrt(-2 * Math.log(p));
      return polynomial(
              q,
              -7.784894002430293e-03,
              -3.223964580411365e-01,
              -2.400758277161838e+00,
              -2.549732539343734e+00,
              4.374664141464968e+00,
              2.938163982698783e+00)
          / polynomial(
              q,
              7.784695709041462e-03,
              3.224671290700398e-01,
              2.445134137142996e+00,
              3.754408661907416e+00,
              1);
    }
    double q = p - 0.5;
    double r = q * q;
    return q
        * polynomial(
            r,
            -3.969683028665376e+01,
            2.209460984245205e+02,
            -2.759285104469687e+02,
            1.383577518672690e+02,
            -3.066479806614716e+01,
            2.506628277459239e+00)
        / polynomial(
            r,
            -5.447609879822406e+01,
            1.615858368580409e+02,
            -1.556989798598866e+02,
            6.680131188771972e+01,
            -1.328068155288572e+01,
            1);
  }

  private static double polynomial(double x, double... coefficients) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
