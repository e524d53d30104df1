package org.modeldex.recommend;

/**
 * The lower triangular root L of a symmetric positive definite matrix, A = L Lᵀ. A matrix that is
 * singular up to rounding is taken for A plus a small multiple of its diagonal.
 */
final class Cholesky {
  /** The least share of a diagonal element that must be left, or the row says nothing new. */
  private static final double JITTER = 1e-9;

  private final double[][] root;

  /** Decomposes the submatrix of {@code matrix} with the rows and columns {@code chosen}. */
  Cholesky(double[][] matrix, int[] chosen) {
    int n = chosen.length;
    root = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = new double[i + 1];
      double[] source = matrix[chosen[i]];
      for (int j = 0; j < i; j++) {
        row[j] = (source[chosen[j]] - dot(row, root[j], j)) / root[j][j];
      }
      double diagonal = source[chosen[i]];
      row[i] = Math.sqrt(Math.max(diagonal - dot(row, row, i), JITTER * diagonal));
      root[i] = row;
    }
  }

  private static double dot(double[] a, double[] b, int length) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < length; i += 2) {
      even += a[i] * b[i];
      odd += a[i + 1] * b[i + 1];
    }
    return i < length ? even + odd + a[i] * b[i] : even + odd;
  }

  /** Turns b into the solution of A x = b. */
  void solve(double[] b) {
    for (int i = 0; i < root.length; i++) {
      b[i] = (b[i] - dot(root[i], b, i)) / root[i][i];
    }
    for (int i = root.length - 1; i >= 0; i--) {
      double x = b[i] / root[i][i];
      b[i] = x;
      double[] row = root[i];
      for (int j = 0; j < i; j++) {
        b[j] -= row[j] * x;
      }
    }
  }

  /** The inverse of A, lower triangle only: row i has i + 1 elements. */
  double[][] inverse() {
    int n = root.length;
    double[][] inverseRoot = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = new double[i + 1];
      double[] own = root[i];
      for (int k = 0; k < i; k++) {
        double factor = own[k];
        double[] other = inverseRoot[k];
        for (int j = 0; j <= k; j++) {
          row[j] -= factor * other[j];
        }
      }
      for (int j = 0; j < i; j++) {
        row[j] /= own[i];
      }
      row[i] = 1 / own[i];
      inverseRoot[i] = row;
    }
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      inverse[i] = new double[i + 1];
    }
    for (int k = 0; k < n; k++) {
      double[] row = inverseRoot[k];
      for (int i = 0; i <= k; i++) {
        double factor = row[i];
        double[] target = inverse[i];
        for (int j = 0; j <= i; j++) {
          target[j] += factor * row[j];
        }
      }
    }
    return inverse;
  }
}
