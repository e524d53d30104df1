package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Chooses {@link Settings} by leaving known cells out and predicting them, and keeps how far off
 * the best settings were. Settings for a big matrix are chosen on a part of its rows, taken in runs
 * of neighbours in alphabetical order, so that siblings stay together; how far off they are is then
 * seen once on all rows, because more rows make predictions better.
 */
final class CrossValidation {
  private static final List<Double> PRIOR_ROWS = List.of(10.0, 30.0, 90.0);
  private static final List<Double> SIBLINGS = List.of(0.25, 0.5, 0.75, 0.9, 0.97);

  /** A fifth of the cells is left out at a time, this many times. */
  private static final int PARTS = 5;

  private static final int ROUNDS = 3;
  private static final long SEED = 20_240_613;

  /** Rows taken together when only a part of them is used. */
  private static final int RUN = 10;

  /** About how many multiplications the covariances may take in one pass over the rows. */
  private static final double MAX_WORK = 6e7;

  private static final int MAX_ROWS = 2_000;

  private final BenchmarkMatrix matrix;
  private final ModelKernel kernel;
  private final List<int[]> cells;

  /** The best settings and how they fared. */
  record Outcome(Settings settings, List<Calibration.LeftOut> leftOut) {}

  private CrossValidation(BenchmarkMatrix matrix) {
    this.matrix = matrix;
    this.kernel = new ModelKernel(matrix.models());
    this.cells = shuffledCells(matrix);
  }

  static Outcome of(BenchmarkMatrix whole) {
    BenchmarkMatrix part = sample(whole);
    Outcome best = new CrossValidation(part).best();
    if (part.models().size() == whole.models().size()) {
      return best;
    }
    CrossValidation all = new CrossValidation(whole);
    Settings settings = best.settings();
    Map<Settings, List<Calibration.LeftOut>> outcomes = new LinkedHashMap<>();
    all.leaveOut(0, List.of(settings.priorRows()), List.of(settings.siblings()), outcomes);
    return new Outcome(settings, outcomes.getOrDefault(settings, List.of()));
  }

  private static BenchmarkMatrix sample(BenchmarkMatrix whole) {
    int rows = whole.models().size();
    double work =
        IntStream.range(0, rows).mapToDouble(i -> Math.pow(whole.columns(i).length, 3)).sum();
    double share = Math.min(MAX_WORK / work, (double) MAX_ROWS / rows);
    if (share >= 1) {
      return whole;
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
    order.sort(Comparator.comparing(i -> whole.models().get(i).name()));
    List<Integer> runs =
        new ArrayList<>(IntStream.range(0, (rows + RUN - 1) / RUN).boxed().toList());
    Collections.shuffle(runs, new Random(SEED));
    int[] chosen =
        runs.stream()
            .limit(Math.max(1, Math.round(runs.size() * share)))
            .flatMap(run -> order.subList(run * RUN, Math.min(rows, (run + 1) * RUN)).stream())
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    return whole.rows(chosen);
  }

  private Outcome best() {
    Map<Settings, List<Calibration.LeftOut>> outcomes = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      leaveOut(round, PRIOR_ROWS, SIBLINGS, outcomes);
    }
    return outcomes.entrySet().stream()
        .map(entry -> new Outcome(entry.getKey(), entry.getValue()))
        .min(Comparator.comparingDouble(outcome -> loss(outcome.leftOut())))
        .orElseThrow();
  }

  /** The mean absolute error: a few wild misses, as lone cells have them, decide nothing. */
  private static double loss(List<Calibration.LeftOut> cells) {
    return cells.stream().mapToDouble(cell -> Math.abs(cell.error())).average().orElse(0);
  }

  /** All cells as {row, place in the row}. */
  private static List<int[]> shuffledCells(BenchmarkMatrix matrix) {
    List<int[]> cells = new ArrayList<>();
    for (int i = 0; i < matrix.models().size(); i++) {
      for (int k = 0; k < matrix.columns(i).length; k++) {
        cells.add(new int[] {i, k});
      }
    }
    Collections.shuffle(cells, new Random(SEED));
    return cells;
  }

  /** Predicts the cells of one part from all others, with each of the settings. */
  private void leaveOut(
      int round,
      List<Double> priors,
      List<Double> shares,
      Map<Settings, List<Calibration.LeftOut>> outcomes) {
    BenchmarkMatrix rest = without(round);
    Scores scores = Scores.of(rest);
    int[][] columns = columns(rest);
    Patterns patterns = new Patterns(columns);
    double[][] solution = zeros(columns);
    for (double priorRows : priors) {
      BenchmarkCovariance covariance =
          BenchmarkCovariance.fit(patterns, scores.values(), matrix.benchmarks().size(), priorRows);
      OwnEvidence evidence = new OwnEvidence(covariance, columns, patterns);
      for (double siblings : shares) {
        GaussianProcess process =
            new GaussianProcess(kernel, siblings, covariance, columns, patterns);
        solution = process.solve(scores.values(), solution);
        outcomes
            .computeIfAbsent(new Settings(priorRows, siblings), k -> new ArrayList<>())
            .addAll(errors(round, process.expected(solution), scores, evidence));
      }
    }
  }

  private List<Calibration.LeftOut> errors(
      int round, float[][] expected, Scores scores, OwnEvidence evidence) {
    List<Calibration.LeftOut> errors = new ArrayList<>();
    for (int c = round; c < cells.size(); c += PARTS) {
      int row = cells.get(c)[0];
      int place = cells.get(c)[1];
      int column = matrix.columns(row)[place];
      double truth = scores.scales().get(column).score(matrix.values(row)[place]);
      errors.add(
          new Calibration.LeftOut(
              column, evidence.open(row, column), expected[row][column] - truth));
    }
    return errors;
  }

  /** The matrix without the cells of one part. */
  private BenchmarkMatrix without(int round) {
    boolean[][] isOut = new boolean[matrix.models().size()][];
    for (int i = 0; i < isOut.length; i++) {
      isOut[i] = new boolean[matrix.columns(i).length];
    }
    for (int c = round; c < cells.size(); c += PARTS) {
      isOut[cells.get(c)[0]][cells.get(c)[1]] = true;
    }
    int[][] columns = new int[isOut.length][];
    double[][] values = new double[isOut.length][];
    for (int i = 0; i < isOut.length; i++) {
      boolean[] out = isOut[i];
      int row = i;
      int[] kept = IntStream.range(0, out.length).filter(k -> !out[k]).toArray();
      columns[i] = IntStream.of(kept).map(k -> matrix.columns(row)[k]).toArray();
      values[i] = IntStream.of(kept).mapToDouble(k -> matrix.values(row)[k]).toArray();
    }
    return matrix.with(columns, values);
  }

  static int[][] columns(BenchmarkMatrix matrix) {
    return IntStream.range(0, matrix.models().size())
        .mapToObj(matrix::columns)
        .toArray(int[][]::new);
  }

  static double[][] zeros(int[][] columns) {
    double[][] zeros = new double[columns.length][];
    for (int i = 0; i < columns.length; i++) {
      zeros[i] = new double[columns[i].length];
    }
    return zeros;
  }
}
