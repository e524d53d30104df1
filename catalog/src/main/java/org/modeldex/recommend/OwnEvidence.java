package org.modeldex.recommend;

import java.util.Arrays;

/** What a model's own benchmarks say about another one of it, siblings aside. */
final class OwnEvidence {
  private final BenchmarkCovariance covariance;
  private final int[][] columns;
  private final Cholesky[] roots;
  private final int[] patternOfRow;

  /**
   * The share explained, by pattern and benchmark; 0 until asked for, then kept, as one more than
   * the share. Threads that ask at once find the same.
   */
  private final float[][] explained;

  OwnEvidence(BenchmarkCovariance covariance, int[][] columns, Patterns patterns) {
    this.covariance = covariance;
    this.columns = columns;
    this.roots = patterns.roots(covariance.matrix());
    this.explained = new float[roots.length][covariance.mean().length];
    this.patternOfRow = new int[columns.length];
    for (int p = 0; p < patterns.size(); p++) {
      for (int row : patterns.rows(p)) {
        patternOfRow[row] = p;
      }
    }
  }

  /**
   * How much of a benchmark's variance each known cell of the row explains, in the order of the
   * row's columns: regression weight times covariance. The sum is the share explained by all;
   * single ones may be negative.
   */
  double[] shares(int row, int benchmark) {
    int[] known = columns[row];
    double[] covariances = new double[known.length];
    for (int k = 0; k < known.length; k++) {
      covariances[k] = covariance.matrix()[known[k]][benchmark];
    }
    double[] shares = covariances.clone();
    if (known.length > 0) {
      roots[patternOfRow[row]].solve(shares);
    }
    double variance = covariance.matrix()[benchmark][benchmark];
    for (int k = 0; k < known.length; k++) {
      shares[k] *= covariances[k] / variance;
    }
    return shares;
  }

  /** The deviation that the row's known cells leave open, in scores. */
  double open(int row, int benchmark) {
    double variance = covariance.matrix()[benchmark][benchmark];
    return Math.sqrt(variance * Math.max(1 - explained(row, benchmark), 1e-4));
  }

  /** The share of a benchmark's variance that the row's known cells explain, 0..1. */
  double explained(int row, int benchmark) {
    if (columns[row].length == 0) {
      return 0;
    }
    float[] known = explained[patternOfRow[row]];
    if (known[benchmark] == 0) {
      known[benchmark] =
          (float) (1 + Math.clamp(Arrays.stream(shares(row, benchmark)).sum(), 0, 1));
    }
    return known[benchmark] - 1;
  }

  /** What the other known cells of a row say of one of them. */
  record LeftOut(double score, double open) {}

  /**
   * Predicts a known cell from the others of its row.
   *
   * @param place among the row's columns, of which there are at least two
   * @param scores of the row
   */
  LeftOut without(int row, int place, double[] scores) {
    int[] others = new int[columns[row].length - 1];
    double[] residuals = new double[others.length];
    double[] weights = new double[others.length];
    int benchmark = columns[row][place];
    for (int k = 0; k < columns[row].length; k++) {
      if (k != place) {
        int to = k < place ? k : k - 1;
        others[to] = columns[row][k];
        residuals[to] = scores[k] - covariance.mean()[others[to]];
        weights[to] = covariance.matrix()[others[to]][benchmark];
      }
    }
    new Cholesky(covariance.matrix(), others).solve(weights);
    double score = covariance.mean()[benchmark];
    double variance = covariance.matrix()[benchmark][benchmark];
    double open = variance;
    for (int k = 0; k < others.length; k++) {
      score += weights[k] * residuals[k];
      open -= weights[k] * covariance.matrix()[others[k]][benchmark];
    }
    return new LeftOut(score, Math.sqrt(Math.max(open, 1e-4 * variance)));
  }
}
