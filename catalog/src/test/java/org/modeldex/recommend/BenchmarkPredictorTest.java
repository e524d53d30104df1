package org.modeldex.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.modeldex.recommend.BenchmarkMatrix.Benchmark;
import org.modeldex.recommend.BenchmarkMatrix.Model;

/** Made-up models of known quality: what is left out must be found again, and no more. */
final class BenchmarkPredictorTest {
  private static final int MODELS = 120;
  private static final int BENCHMARKS = 8;
  private static final double NOISE = 0.2;
  private static final int LOWER_IS_BETTER = 3;

  /** The truth of all cells: one quality per model, a scale and some noise per benchmark. */
  private static double[][] truth(Random random) {
    double[][] truth = new double[MODELS][BENCHMARKS];
    for (double[] row : truth) {
      double quality = random.nextGaussian();
      for (int j = 0; j < BENCHMARKS; j++) {
        double score = quality + NOISE * random.nextGaussian();
        row[j] = j == LOWER_IS_BETTER ? Math.exp(-score) : 50 + 10 * j + (j + 1) * score;
      }
    }
    return truth;
  }

  private static List<Benchmark> benchmarks(int count) {
    return IntStream.range(0, count)
        .mapToObj(j -> new Benchmark("b" + j, j == LOWER_IS_BETTER))
        .toList();
  }

  private static BenchmarkMatrix matrix(double[][] truth, boolean[][] isHidden) {
    BenchmarkMatrix.Builder builder = new BenchmarkMatrix.Builder(benchmarks(BENCHMARKS));
    for (int i = 0; i < truth.length; i++) {
      Map<String, Double> known = new HashMap<>();
      for (int j = 0; j < BENCHMARKS; j++) {
        if (!isHidden[i][j]) {
          known.put("b" + j, truth[i][j]);
        }
      }
      builder.add(new Model("model " + i, Set.of()), known);
    }
    return builder.build();
  }

  private static boolean[][] hidden(Random random, double share) {
    boolean[][] isHidden = new boolean[MODELS][BENCHMARKS];
    for (boolean[] row : isHidden) {
      for (int j = 0; j < BENCHMARKS; j++) {
        row[j] = random.nextDouble() < share;
      }
    }
    return isHidden;
  }

  @Test
  void findsTheOrderOfHiddenCellsOnEveryScaleAndInBothDirections() {
    double[][] truth = truth(new Random(1));
    boolean[][] isHidden = hidden(new Random(2), 0.4);
    BenchmarkPredictor predictor = BenchmarkPredictor.fit(matrix(truth, isHidden));

    for (int j = 0; j < BENCHMARKS; j++) {
      int right = 0;
      int pairs = 0;
      for (int a = 0; a < MODELS; a++) {
        for (int b = 0; b < a; b++) {
          if (isHidden[a][j] && isHidden[b][j]) {
            pairs++;
            boolean isLess = predictor.value(a, j) < predictor.value(b, j);
            right += isLess == truth[a][j] < truth[b][j] ? 1 : 0;
          }
        }
      }
      assertThat((double) right / pairs).as("benchmark %s", j).isGreaterThan(0.85);
    }
  }

  @Test
  void fourOfFiveHiddenCellsLieInTheirIntervals() {
    double[][] truth = truth(new Random(3));
    boolean[][] isHidden = hidden(new Random(4), 0.5);
    BenchmarkPredictor predictor = BenchmarkPredictor.fit(matrix(truth, isHidden));

    int inside = 0;
    int all = 0;
    for (int i = 0; i < MODELS; i++) {
      for (int j = 0; j < BENCHMARKS; j++) {
        if (isHidden[i][j]) {
          Prediction prediction = predictor.predict(i, j);
          assertThat(prediction.value()).isBetween(prediction.low(), prediction.high());
          inside += truth[i][j] >= prediction.low() && truth[i][j] <= prediction.high() ? 1 : 0;
          all++;
        }
      }
    }
    assertThat((double) inside / all).isBetween(0.72, 0.88);
  }

  @Test
  void aModelWithoutAnyMeasurementIsJudgedByItsSiblings() {
    BenchmarkMatrix.Builder builder = new BenchmarkMatrix.Builder(benchmarks(1));
    for (int i = 0; i < 40; i++) {
      builder.add(new Model("heron-" + i, Set.of()), Map.of("b0", 0.8 + i * 1e-3));
      builder.add(new Model("moth-" + i, Set.of()), Map.of("b0", 0.2 + i * 1e-3));
    }
    builder.add(new Model("heron-new", Set.of()), Map.of());
    builder.add(new Model("moth-new", Set.of()), Map.of());
    BenchmarkPredictor predictor = BenchmarkPredictor.fit(builder.build());

    assertThat(predictor.value(80, 0)).isBetween(0.7, 0.9);
    assertThat(predictor.value(81, 0)).isBetween(0.1, 0.3);
    assertThat(predictor.predict(80, 0).evidence())
        .isNotEmpty()
        .allSatisfy(cell -> assertThat(cell.value()).isGreaterThan(0.7));
  }

  @Test
  void evidenceNamesTheBenchmarkThatMattersWithItsMeasuredValue() {
    Random random = new Random(5);
    BenchmarkMatrix.Builder builder = new BenchmarkMatrix.Builder(benchmarks(3));
    for (int i = 0; i < 80; i++) {
      double quality = random.nextGaussian();
      Map<String, Double> known = new HashMap<>();
      known.put("b0", random.nextGaussian());
      known.put("b1", quality);
      if (i > 0) {
        known.put("b2", quality + 0.1 * random.nextGaussian());
      }
      builder.add(new Model("m " + i, Set.of()), known);
    }
    BenchmarkMatrix matrix = builder.build();

    Prediction.Evidence first = BenchmarkPredictor.fit(matrix).predict(0, 2).evidence().getFirst();
    assertThat(first.model()).isZero();
    assertThat(first.benchmark()).isEqualTo(1);
    assertThat(first.value()).isEqualTo(matrix.row(0)[1]);
  }

  @Test
  void theSameMatrixGivesTheSamePredictions() {
    BenchmarkMatrix matrix = matrix(truth(new Random(6)), hidden(new Random(7), 0.5));
    BenchmarkPredictor first = BenchmarkPredictor.fit(matrix);
    BenchmarkPredictor second = BenchmarkPredictor.fit(matrix);
    for (int i = 0; i < MODELS; i++) {
      for (int j = 0; j < BENCHMARKS; j++) {
        assertThat(first.predict(i, j)).isEqualTo(second.predict(i, j));
      }
    }
  }

  @Test
  void nothingOrNextToNothingIsNoError() {
    BenchmarkMatrix.Builder builder = new BenchmarkMatrix.Builder(benchmarks(2));
    BenchmarkPredictor.fit(builder.build());
    builder.add(new Model("only", Set.of()), Map.of("b0", 0.5));
    builder.add(new Model("other", Set.of()), Map.of("b0", Double.NaN, "elsewhere", 3.0));
    Prediction prediction = BenchmarkPredictor.fit(builder.build()).predict(1, 0);
    assertThat(prediction.value()).isEqualTo(0.5);
    assertThat(prediction.low()).isLessThanOrEqualTo(prediction.high());
  }

  @Test
  void normalScoresTurnBackIntoValuesAndKeepRatiosWithinBounds() {
    List<Double> sample = new ArrayList<>();
    for (int i = 1; i < 20; i++) {
      sample.add(i / 20.0);
    }
    double[] values = sample.stream().mapToDouble(Double::doubleValue).toArray();
    NormalScores scale = new NormalScores(values, false);
    for (double value : values) {
      assertThat(scale.value(scale.score(value))).isEqualTo(value);
    }
    assertThat(scale.value(9)).isEqualTo(1);
    assertThat(scale.value(-9)).isZero();
    assertThat(scale.score(0.97)).isGreaterThan(scale.score(0.95));
    assertThat(new NormalScores(values, true).score(0.05)).isPositive();
    assertThat(NormalScores.quantile(0.975)).isCloseTo(1.959964, within(1e-6));
  }
}
