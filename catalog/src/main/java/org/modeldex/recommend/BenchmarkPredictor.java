package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modeldex.recommend.Prediction.Evidence;

/**
 * Predicts the empty cells of a matrix. Immutable once fitted; safe for all threads. The same
 * matrix gives the same predictions.
 */
public final class BenchmarkPredictor {
  private static final int MAX_EVIDENCE = 5;

  private static final double LEAST_EXPLAINED = 0.25;
  private static final double LEAST_JUDGED = 0.5;

  /** Half the width, in deviations, of what holds four of five values of a normal distribution. */
  private static final double NORMAL_HALF = 1.2816;

  /** So many half widths off, and a measured value is hard to believe. */
  private static final double PLAUSIBLE = 3;

  /** One part in this many of new cells, and everything is learned anew. */
  private static final int RELEARN = 10;

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
  private final BenchmarkCovariance covariance;
  private final double[][] solution;
  private final int cellsWhenLearned;

  /** What does not change with a single value. */
  private record Learned(
      Settings settings, Calibration calibration, BenchmarkCovariance covariance, int cells) {}

  private BenchmarkPredictor(BenchmarkMatrix matrix, Learned learned, Start start) {
    this.matrix = matrix;
    settings = learned.settings();
    calibration = learned.calibration();
    covariance = learned.covariance();
    cellsWhenLearned = learned.cells();
    scores = Scores.of(matrix);
    kernel = new ModelKernel(matrix.models());
    int[][] columns = CrossValidation.columns(matrix);
    Patterns patterns = new Patterns(columns);
    evidence = new OwnEvidence(covariance, columns, patterns);
    GaussianProcess process =
        new GaussianProcess(kernel, settings.siblings(), covariance, columns, patterns);
    solution = process.solve(scores.values(), start.of(matrix));
    expected = process.expected(solution);
    rowsOfBenchmark = rowsOfBenchmark(columns, matrix.benchmarks().size());
  }

  /** A guess of the solution. */
  private interface Start {
    double[][] of(BenchmarkMatrix matrix);
  }

  /** Learns from everything in a matrix. */
  public static BenchmarkPredictor fit(BenchmarkMatrix matrix) {
    CrossValidation.Outcome outcome = CrossValidation.of(matrix);
    int benchmarks = matrix.benchmarks().size();
    BenchmarkCovariance covariance =
        BenchmarkCovariance.fit(
            new Patterns(CrossValidation.columns(matrix)),
            Scores.of(matrix).values(),
            benchmarks,
            outcome.settings().priorRows());
    Learned learned =
        new Learned(
            outcome.settings(),
            new Calibration(outcome.leftOut(), benchmarks),
            covariance,
            matrix.cells());
    return new BenchmarkPredictor(
        matrix, learned, other -> CrossValidation.zeros(CrossValidation.columns(other)));
  }

  /**
   * A predictor for a matrix that is much like this one's. Settings, covariances and calibration
   * are kept while the benchmarks are the same and at most a tenth of the cells came or went; else
   * all is learned anew.
   */
  BenchmarkPredictor refit(BenchmarkMatrix newer) {
    boolean isAlike =
        newer.benchmarks().equals(matrix.benchmarks())
            && Math.abs(newer.cells() - cellsWhenLearned) * RELEARN <= cellsWhenLearned;
    return isAlike
        ? new BenchmarkPredictor(
            newer, new Learned(settings, calibration, covariance, cellsWhenLearned), this::startFor)
        : fit(newer);
  }

  /** The solution of this matrix, where the rows of another one have the same name and columns. */
  private double[][] startFor(BenchmarkMatrix newer) {
    Map<BenchmarkMatrix.Model, Integer> rows = new HashMap<>();
    for (int i = 0; i < matrix.models().size(); i++) {
      rows.put(matrix.models().get(i), i);
    }
    double[][] start = CrossValidation.zeros(CrossValidation.columns(newer));
    for (int i = 0; i < start.length; i++) {
      Integer row = rows.get(newer.models().get(i));
      if (row != null && Arrays.equals(matrix.columns(row), newer.columns(i))) {
        start[i] = solution[row].clone();
      }
    }
    return start;
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
    Interval interval = interval(model, benchmark);
    return new Prediction(
        interval.value(), interval.low(), interval.high(), evidence(model, benchmark));
  }

  /**
   * Whether the model's own measurements explain enough of a benchmark to predict it for somebody
   * who must decide: a quarter of its variance.
   */
  boolean isSupported(int model, int benchmark) {
    return evidence.explained(model, benchmark) >= LEAST_EXPLAINED;
  }

  /** A value and where the truth may lie. */
  record Interval(double value, double low, double high) {}

  /** The expected value of a cell with its interval. */
  Interval interval(int model, int benchmark) {
    double half = calibration.halfWidth(benchmark, evidence.open(model, benchmark));
    return interval(benchmark, expected[model][benchmark], half);
  }

  /**
   * What a measured cell could plausibly say, judged by the model's other benchmarks alone: three
   * half widths to both sides. Empty when they explain less than half of its variance or the cell
   * is not measured.
   */
  Optional<Interval> plausible(int model, int benchmark) {
    int place = Arrays.binarySearch(matrix.columns(model), benchmark);
    if (place < 0 || matrix.columns(model).length < 2) {
      return Optional.empty();
    }
    OwnEvidence.LeftOut others = evidence.without(model, place, scores.values()[model]);
    double deviation = Math.sqrt(covariance.matrix()[benchmark][benchmark]);
    if (others.open() > deviation * Math.sqrt(1 - LEAST_JUDGED)) {
      return Optional.empty();
    }
    double half =
        Math.max(calibration.halfWidth(benchmark, others.open()), NORMAL_HALF * others.open());
    return Optional.of(interval(benchmark, others.score(), PLAUSIBLE * half));
  }

  private Interval interval(int benchmark, double score, double half) {
    NormalScores scale = scores.scales().get(benchmark);
    double below = scale.value(score - half);
    double above = scale.value(score + half);
    return new Interval(scale.value(score), Math.min(below, above), Math.max(below, above));
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
