package org.modeldex.recommend;

/** What a model's own benchmarks say about another one of it, siblings aside. */
final class OwnEvidence {
  private final BenchmarkCovariance covariance;
  private final int[][] columns;
  private final Cholesky[] roots;
  private final int[] patternOfRow;

  OwnEvidence(BenchmarkCovariance covariance, int[][] columns, Patterns patterns) {
    this.covariance = covariance;
    this.columns = columns;
    this.roots = patterns.roots(covariance.matrix());
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
    double explained = 0;
    for (double share : shares(row, benchmark)) {
      explained += share;
    }
    double variance = covariance.matrix()[benchmark][benchmark];
    return Math.sqrt(variance * Math.max(1 - explained, 1e-4));
  }
}
