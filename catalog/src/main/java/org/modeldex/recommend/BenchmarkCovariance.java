package org.modeldex.recommend;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How scores of benchmarks vary together among models: a mean each, and their covariance. */
final class BenchmarkCovariance {
  private static final int ROUNDS = 25;
  private static final double START_CORRELATION = 0.5;

  /** Parts that are summed each for itself, in order, so that sums do not depend on threads. */
  private static final int PARTS = 8;

  private final double[] mean;
  private final double[][] matrix;

  /* Expectation-maximisation for a normal distribution with missing values (Dempster, Laird and
   * Rubin 1977), where the unknown covariance has a prior: `priorRows` imagined models whose
   * benchmarks all correlate alike, at the mean correlation. Few models in common leave a pair of
   * benchmarks near that mean; many pull it to what they say.
   *
   * With S the covariance, o the columns known of a row and r its residual there, let K = S_oo⁻¹
   * and a = K r, both zero elsewhere. The expected square of the row is S - S K S + S a aᵀ S; so
   * only K and a are summed row by row, and S is multiplied in once a round. */

  private BenchmarkCovariance(double[] mean, double[][] matrix) {
    this.mean = mean;
    this.matrix = matrix;
  }

  /** Learns from rows with at least one score. */
  static BenchmarkCovariance fit(
      Patterns patterns, double[][] scores, int benchmarks, double priorRows) {
    BenchmarkCovariance current = start(benchmarks);
    for (int round = 0; round < ROUNDS && patterns.rowCount() > 0; round++) {
      current = current.improved(patterns, scores, priorRows);
    }
    return current;
  }

  /** The mean of each benchmark over all models, measured or not. Not to be written to. */
  double[] mean() {
    return mean;
  }

  /** The covariance, symmetric and positive definite. Not to be written to. */
  double[][] matrix() {
    return matrix;
  }

  private static BenchmarkCovariance start(int benchmarks) {
    double[][] matrix = new double[benchmarks][benchmarks];
    for (int i = 0; i < benchmarks; i++) {
      Arrays.fill(matrix[i], START_CORRELATION);
      matrix[i][i] = 1;
    }
    return new BenchmarkCovariance(new double[benchmarks], matrix);
  }

  /** What one round of expectation sums up: K less a aᵀ (lower triangle), and a. */
  private static final class Sums {
    private final double[][] squares;
    private final double[] sums;

    Sums(int benchmarks) {
      squares = new double[benchmarks][benchmarks];
      sums = new double[benchmarks];
    }

    void add(Sums other) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += other.sums[i];
        for (int j = 0; j <= i; j++) {
          squares[i][j] += other.squares[i][j];
        }
      }
    }
  }

  private BenchmarkCovariance improved(Patterns patterns, double[][] scores, double priorRows) {
    List<Sums> parts =
        IntStream.range(0, PARTS)
            .parallel()
            .mapToObj(part -> expectation(patterns, scores, part))
            .toList();
    Sums total = parts.getFirst();
    parts.subList(1, PARTS).forEach(total::add);
    int n = mean.length;
    double rows = patterns.rowCount();
    double[] shift = new double[n];
    double[] newMean = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        shift[i] += matrix[i][j] * total.sums[j] / (rows + 1);
      }
      newMean[i] = mean[i] + shift[i];
    }
    double[][] explained = sandwich(total.squares);
    double[][] square = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        square[i][j] = matrix[i][j] - explained[i][j] / rows - shift[i] * shift[j];
      }
    }
    return new BenchmarkCovariance(newMean, shrunk(square, priorRows / (priorRows + rows)));
  }

  private Sums expectation(Patterns patterns, double[][] scores, int part) {
    Sums sums = new Sums(mean.length);
    for (int p = part; p < patterns.size(); p += PARTS) {
      int[] known = patterns.columns(p);
      int[] rows = patterns.rows(p);
      double[][] inverse = new Cholesky(matrix, known).inverse();
      for (int i = 0; i < known.length; i++) {
        double[] target = sums.squares[known[i]];
        for (int j = 0; j <= i; j++) {
          target[known[j]] += rows.length * inverse[i][j];
        }
      }
      for (int row : rows) {
        addRow(sums, known, inverse, scores[row]);
      }
    }
    return sums;
  }

  private void addRow(Sums sums, int[] known, double[][] inverse, double[] scores) {
    double[] a = new double[known.length];
    for (int i = 0; i < known.length; i++) {
      double residual = scores[i] - mean[known[i]];
      double[] row = inverse[i];
      double sum = row[i] * residual;
      for (int j = 0; j < i; j++) {
        a[j] += row[j] * residual;
        sum += row[j] * (scores[j] - mean[known[j]]);
      }
      a[i] += sum;
    }
    for (int i = 0; i < known.length; i++) {
      sums.sums[known[i]] += a[i];
      double[] target = sums.squares[known[i]];
      for (int j = 0; j <= i; j++) {
        target[known[j]] -= a[i] * a[j];
      }
    }
  }

  /** S X S for the symmetric X of which the lower triangle is given. */
  private double[][] sandwich(double[][] lower) {
    int n = mean.length;
    double[][] full = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        full[i][j] = lower[i][j];
        full[j][i] = lower[i][j];
      }
    }
    return times(times(matrix, full), matrix);
  }

  private static double[][] times(double[][] a, double[][] b) {
    int n = a.length;
    return IntStream.range(0, n)
        .parallel()
        .mapToObj(i -> {
          double[] row = new double[n];
          for (int k = 0; k < n; k++) {
            double factor = a[i][k];
            double[] other = b[k];
            for (int j = 0; j < n; j++) {
              row[j] += factor * other[j];
            }
          }
          return row;
        })
        .toArray(double[][]::new);
  }

  /** Mixes in a share of the covariance that has the same variances and one correlation. */
  private static double[][] shrunk(double[][] square, double share) {
    int n = square.length;
    double[] deviation = new double[n];
    for (int i = 0; i < n; i++) {
      deviation[i] = Math.sqrt(Math.max(square[i][i], 1e-6));
    }
    double correlation = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        correlation += square[i][j] / (deviation[i] * deviation[j]);
      }
    }
    correlation = n > 1 ? correlation / (n * (n - 1) / 2.0) : 0;
    double[][] mixed = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double prior = deviation[i] * deviation[j] * (i == j ? 1 : correlation);
        mixed[i][j] = (1 - share) * (square[i][j] + square[j][i]) / 2 + share * prior;
      }
      mixed[i][i] = Math.max(mixed[i][i], 1e-6);
    }
    return mixed;
  }
}
