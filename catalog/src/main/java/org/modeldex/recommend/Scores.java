package org.modeldex.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A matrix on the scale of {@link NormalScores}, one scale for each benchmark. */
final class Scores {
  private final List<NormalScores> scales;
  private final double[][] values;

  private Scores(List<NormalScores> scales, double[][] values) {
    this.scales = scales;
    this.values = values;
  }

  /** The scale of each benchmark. */
  List<NormalScores> scales() {
    return scales;
  }

  /** The scores of each row, one for each of its columns. Not to be written to. */
  double[][] values() {
    return values;
  }

  static Scores of(BenchmarkMatrix matrix) {
    int benchmarks = matrix.benchmarks().size();
    List<List<Double>> samples = new ArrayList<>();
    for (int j = 0; j < benchmarks; j++) {
      samples.add(new ArrayList<>());
    }
    int rows = matrix.models().size();
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < matrix.columns(i).length; k++) {
        samples.get(matrix.columns(i)[k]).add(matrix.values(i)[k]);
      }
    }
    List<NormalScores> scales =
        IntStream.range(0, benchmarks)
            .mapToObj(j ->
                new NormalScores(
                    samples.get(j).stream().mapToDouble(Double::doubleValue).toArray(),
                    matrix.benchmarks().get(j).lowerIsBetter()))
            .toList();
    double[][] values = new double[rows][];
    for (int i = 0; i < rows; i++) {
      int[] columns = matrix.columns(i);
      double[] row = matrix.values(i);
      values[i] =
          IntStream.range(0, columns.length)
              .mapToDouble(k -> scales.get(columns[k]).score(row[k]))
              .toArray();
    }
    return new Scores(scales, values);
  }
}
