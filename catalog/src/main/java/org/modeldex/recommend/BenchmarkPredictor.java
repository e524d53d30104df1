package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.modeldex.recommend.Prediction.Evidence;

/**
 * Predicts the empty cells of a matrix. Immutable once fitted; safe for all threads. The same
 * matrix gives the same predictions.
 */
public final class BenchmarkPredictor {
  private static final int MAX_EVIDENCE = 5;

  /** Evidence that explains less than this share of a benchmark's variance is not worth naming. */
  private static final double MIN_WEIGHT = 0.01;

  private final BenchmarkMatrix matrix;
  private final Scores scores;
  private final Settings settings;
  private final ModelKernel kernel;
  private final float[][] expected;
  private final OwnEvidence evidence;
  private final Calibration calibration;
  private final int[][] rowsOfBenchmark;

  private BenchmarkPredictor(BenchmarkMatrix matrix, CrossValidation.Outcome outcome) {
    this.matrix = matrix;
    settings = outcome.settings();
    int benchmarks = matrix.benchmarks().size();
    calibration = new Calibration(outcome.leftOut(), benchmarks);
    scores = Scores.of(matrix);
    kernel = new ModelKernel(matrix.models());
    int[][] columns = CrossValidation.columns(matrix);
    Patterns patterns = new Patterns(columns);
    BenchmarkCovariance covariance =
        BenchmarkCovariance.fit(patterns, scores.values(), benchmarks, settings.priorRows());
    evidence = new OwnEvidence(covariance, columns, patterns);
    GaussianProcess process =
        new GaussianProcess(kernel, settings.siblings(), covariance, columns, patterns);
    expected = process.expected(process.solve(scores.values(), CrossValidation.zeros(columns)));
    rowsOfBenchmark = rowsOfBenchmark(columns, benchmarks);
  }

  /** Learns from everything in a matrix. */
  public static BenchmarkPredictor fit(BenchmarkMatrix matrix) {
    return new BenchmarkPredictor(matrix, new CrossValidation(matrix).run());
  }

  private static int[][] rowsOfBenchmark(int[][] columns, int benchmarks) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int j = 0; j < benchmarks; j++) {
      rows.add(new ArrayList<>());
    }
    for (int i = 0; i < columns.length; i++) {
      for (int j : columns[i]) {
        rows.get(j).add(i);
      }
    }
    return rows.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  public BenchmarkMatrix matrix() {
    return matrix;
  }

  /**
   * The expected value of a cell, in the benchmark's own unit.
   *
   * @param model the row
   * @param benchmark the column
   */
  public double value(int model, int benchmark) {
    return scores.scales().get(benchmark).value(expected[model][benchmark]);
  }

  /**
   * The expected value of a cell with interval and evidence.
   *
   * @param model the row
   * @param benchmark the column
   */
  public Prediction predict(int model, int benchmark) {
    NormalScores scale = scores.scales().get(benchmark);
    double score = expected[model][benchmark];
    double half = calibration.halfWidth(benchmark, evidence.open(model, benchmark));
    double below = scale.value(score - half);
    double above = scale.value(score + half);
    return new Prediction(
        scale.value(score),
        Math.min(below, above),
        Math.max(below, above),
        evidence(model, benchmark));
  }

  private List<Evidence> evidence(int model, int benchmark) {
    List<Evidence> all = new ArrayList<>();
    double[] shares = evidence.shares(model, benchmark);
    double open = 1;
    for (int k = 0; k < shares.length; k++) {
      open -= shares[k];
      all.add(new Evidence(model, matrix.columns(model)[k], matrix.values(model)[k], shares[k]));
    }
    double[] similarities = kernel.similarities(model);
    for (int sibling : rowsOfBenchmark[benchmark]) {
      double weight = Math.max(open, 0) * Math.pow(settings.siblings() * similarities[sibling], 2);
      if (sibling != model && weight >= MIN_WEIGHT) {
        all.add(new Evidence(sibling, benchmark, known(sibling, benchmark), weight));
      }
    }
    return all.stream()
        .filter(cell -> cell.weight() >= MIN_WEIGHT)
        .sorted(Comparator.comparingDouble(Evidence::weight).reversed())
        .limit(MAX_EVIDENCE)
        .toList();
  }

  private double known(int model, int benchmark) {
    int place = Arrays.binarySearch(matrix.columns(model), benchmark);
    return matrix.values(model)[place];
  }

  /** What cross-validation chose, in words for a report. */
  public String settings() {
    return "prior rows %.0f, siblings %.2f".formatted(settings.priorRows(), settings.siblings());
  }
}
