package org.modeldex.recommend;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A Gaussian process over the cells of a matrix: two cells vary together as much as their
 * benchmarks do, times how similar their models are. A model is entirely similar to itself; two
 * models by {@code siblings} times their kernel.
 *
 * <pre>
 *   cov((i, j), (k, l)) = covariance(j, l) * (siblings * kernel(i, k) + (1 - siblings) * [i = k])
 * </pre>
 *
 * <p>The system of all known cells is solved by conjugate gradients, preconditioned with the system
 * of each row alone. The product with the covariance is never written out: first benchmarks within
 * rows, then models through their words, in blocks of columns.
 */
final class GaussianProcess {
  private static final int BLOCK = 32;
  private static final int MAX_ROUNDS = 60;

  /** How far off the solved system may be on average, in scores. */
  private static final double ACCURACY = 1e-3;

  private final ModelKernel kernel;
  private final double siblings;
  private final BenchmarkCovariance covariance;
  private final int[][] columns;
  private final Patterns patterns;
  private final Cholesky[] roots;

  GaussianProcess(
      ModelKernel kernel,
      double siblings,
      BenchmarkCovariance covariance,
      int[][] columns,
      Patterns patterns) {
    this.kernel = kernel;
    this.siblings = siblings;
    this.covariance = covariance;
    this.columns = columns;
    this.patterns = patterns;
    this.roots = patterns.roots(covariance.matrix());
  }

  /**
   * What each known cell contributes to others, the solution of covariance * x = scores - mean.
   *
   * @param scores one for each of a row's columns
   * @param start a guess of the solution, in the same form
   */
  double[][] solve(double[][] scores, double[][] start) {
    double[][] x = copy(start);
    double[][] residual = times(x);
    for (int i = 0; i < residual.length; i++) {
      for (int k = 0; k < residual[i].length; k++) {
        residual[i][k] = scores[i][k] - covariance.mean()[columns[i][k]] - residual[i][k];
      }
    }
    double goal = ACCURACY * ACCURACY * Math.max(1, cells());
    double[][] preconditioned = precondition(residual);
    double[][] direction = copy(preconditioned);
    double rho = dot(residual, preconditioned);
    for (int round = 0; round < MAX_ROUNDS && dot(residual, residual) > goal; round++) {
      double[][] product = times(direction);
      double step = rho / dot(direction, product);
      add(x, step, direction);
      add(residual, -step, product);
      preconditioned = precondition(residual);
      double next = dot(residual, preconditioned);
      add(preconditioned, next / rho, direction);
      direction = preconditioned;
      rho = next;
    }
    return x;
  }

  /** The expected score of every cell, of known ones too: a row of all benchmarks per model. */
  float[][] expected(double[][] solution) {
    int benchmarks = covariance.mean().length;
    float[][] expected = new float[columns.length][benchmarks];
    blocks()
        .forEach(from -> {
          int width = Math.min(BLOCK, benchmarks - from);
          double[][] within = withinRows(solution, from, width);
          double[][] projected = kernel.project(within, width);
          for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < width; j++) {
              expected[i][from + j] =
                  (float) (covariance.mean()[from + j] + acrossRows(i, j, within, projected));
            }
          }
        });
    return expected;
  }

  /** The covariance of the known cells times x. */
  private double[][] times(double[][] x) {
    double[][] product = copy(x);
    blocks()
        .forEach(from -> {
          int width = Math.min(BLOCK, covariance.mean().length - from);
          double[][] within = withinRows(x, from, width);
          double[][] projected = kernel.project(within, width);
          for (int i = 0; i < product.length; i++) {
            for (int k = 0; k < columns[i].length; k++) {
              int j = columns[i][k] - from;
              if (j >= 0 && j < width) {
                product[i][k] = acrossRows(i, j, within, projected);
              }
            }
          }
        });
    return product;
  }

  private IntStream blocks() {
    int count = (covariance.mean().length + BLOCK - 1) / BLOCK;
    return IntStream.range(0, count).parallel().map(block -> block * BLOCK);
  }

  private double[][] withinRows(double[][] x, int from, int width) {
    double[][] within = new double[columns.length][width];
    for (int i = 0; i < columns.length; i++) {
      double[] row = within[i];
      for (int k = 0; k < columns[i].length; k++) {
        double factor = x[i][k];
        double[] covariances = covariance.matrix()[columns[i][k]];
        for (int j = 0; j < width; j++) {
          row[j] += factor * covariances[from + j];
        }
      }
    }
    return within;
  }

  private double acrossRows(int i, int j, double[][] within, double[][] projected) {
    double own = 1 - siblings * (1 - kernel.ownShare(i));
    return own * within[i][j] + siblings * kernel.back(i, projected, j);
  }

  private double[][] precondition(double[][] x) {
    double[][] solved = copy(x);
    IntStream.range(0, patterns.size())
        .parallel()
        .forEach(pattern -> {
          for (int row : patterns.rows(pattern)) {
            roots[pattern].solve(solved[row]);
          }
        });
    return solved;
  }

  private int cells() {
    return Arrays.stream(columns).mapToInt(row -> row.length).sum();
  }

  private static double[][] copy(double[][] x) {
    return Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
  }

  private static double dot(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < a[i].length; k++) {
        sum += a[i][k] * b[i][k];
      }
    }
    return sum;
  }

  private static void add(double[][] to, double factor, double[][] x) {
    for (int i = 0; i < to.length; i++) {
      for (int k = 0; k < to[i].length; k++) {
        to[i][k] += factor * x[i][k];
      }
    }
  }
}
