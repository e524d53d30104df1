package org.modeldex.bench;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Spearman's rank correlation. */
final class RankCorrelation {
  private RankCorrelation() {}

  static double spearman(double[] a, double[] b) {
    double[] x = centredRanks(a);
    double[] y = centredRanks(b);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    return xx * yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
  }

  /** Ranks less their mean; ties share the mean of their ranks. */
  private static double[] centredRanks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int begin = 0; begin < order.length; ) {
      int end = begin;
      while (end < order.length && values[order[end]] == values[order[begin]]) {
        end++;
      }
      for (int i = begin; i < end; i++) {
        ranks[order[i]] = (begin + end - values.length) / 2.0;
      }
      begin = end;
    }
    return ranks;
  }
}
