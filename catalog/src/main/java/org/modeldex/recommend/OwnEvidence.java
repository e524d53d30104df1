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
