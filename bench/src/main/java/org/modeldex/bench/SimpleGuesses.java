package org.modeldex.bench;

import java.util.Arrays;
import org.modeldex.recommend.BenchmarkMatrix;

/** Ways of guessing that need no code worth its name; what a predictor must beat. */
final class SimpleGuesses {
  /** Fewer models in common than this, and two benchmarks are held to have nothing in common. */
  private static final int LEAST_COMMON = 4;

  private final double[][] standardised;
  private final double[][] closeness;

  SimpleGuesses(BenchmarkMatrix matrix) {
    int benchmarks = matrix.benchmarks().size();
    standardised = new double[matrix.models().size()][];
    for (int i = 0; i < standardised.length; i++) {
      standardised[i] = matrix.row(i);
    }
    for (int j = 0; j < benchmarks; j++) {
      standardise(j, matrix.benchmarks().get(j).lowerIsBetter() ? -1 : 1);
    }
    closeness = new double[benchmarks][benchmarks];
    for (int a = 0; a < benchmarks; a++) {
      for (int b = 0; b < a; b++) {
        closeness[a][b] = Math.pow(Math.max(0, commonSpearman(a, b)), 3);
        closeness[b][a] = closeness[a][b];
      }
    }
  }

  private void standardise(int column, int sign) {
    double[] known =
        Arrays.stream(standardised)
            .mapToDouble(row -> row[column])
            .filter(value -> !Double.isNaN(value))
            .toArray();
    double mean = Arrays.stream(known).average().orElse(0);
    double variance = Arrays.stream(known).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    for (double[] row : standardised) {
      row[column] = variance > 0 ? sign * (row[column] - mean) / Math.sqrt(variance) : row[column];
    }
  }

  private double commonSpearman(int a, int b) {
    double[][] common =
        Arrays.stream(standardised)
            .filter(row -> !Double.isNaN(row[a]) && !Double.isNaN(row[b]))
            .toArray(double[][]::new);
    if (common.length < LEAST_COMMON) {
      return 0;
    }
    return RankCorrelation.spearman(
        Arrays.stream(common).mapToDouble(row -> row[a]).toArray(),
        Arrays.stream(common).mapToDouble(row -> row[b]).toArray());
  }

  /** The model's mean standardised score over all it was measured on. */
  double meanZ(int model, int benchmark) {
    return Arrays.stream(standardised[model])
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(0);
  }

  /** The same, benchmarks weighted by the cube of their rank correlation with the wanted one. */
  double correlationWeighted(int model, int benchmark) {
    double sum = 0;
    double weights = 0;
    for (int j = 0; j < closeness.length; j++) {
      double value = standardised[model][j];
      if (j != benchmark && !Double.isNaN(value)) {
        sum += closeness[benchmark][j] * value;
        weights += closeness[benchmark][j];
      }
    }
    return weights > 0 ? sum / weights : meanZ(model, benchmark);
  }

  /** How often the model was measured at all: what many have tried must be good. */
  double popularity(int model, int benchmark) {
    return Arrays.stream(standardised[model]).filter(value -> !Double.isNaN(value)).count();
  }
}
