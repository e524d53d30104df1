package org.modeldex.recommend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far off predictions are, learned from cells that were left out (split conformal prediction):
 * an interval of {@link #halfWidth} on both sides holds the truth in four cases of five.
 *
 * <p>What a model's own benchmarks leave open says which predictions are bold; how bold they really
 * were is read off the left-out cells, in groups of the same boldness and by benchmark.
 */
final class Calibration {
  private static final double COVERAGE = 0.8;
  private static final int MAX_GROUPS = 8;
  private static final int MIN_GROUP = 60;

  /** How many left-out cells the belief is worth that a benchmark is as predictable as others. */
  private static final double PRIOR_CELLS = 10;

  /** The half width where nothing could be learned: 80 % of a normal distribution. */
  private static final double NORMAL_QUANTILE = 1.2816;

  private final double[] benchmarkFactors;
  private final double[] groupBounds;
  private final double[] groupFactors;

  /**
   * A cell that was left out.
   *
   * @param open the deviation that the model's own benchmarks leave, in scores
   * @param error predicted less true score
   */
  record LeftOut(int benchmark, double open, double error) {
    double ratio() {
      return Math.abs(error) / open;
    }
  }

  Calibration(List<LeftOut> cells, int benchmarks) {
    benchmarkFactors = benchmarkFactors(cells, benchmarks);
    List<LeftOut> ordered =
        cells.stream().sorted(Comparator.comparingDouble(LeftOut::open)).toList();
    int groups = Math.clamp(ordered.size() / MIN_GROUP, 1, MAX_GROUPS);
    groupBounds = new double[groups];
    groupFactors = new double[groups];
    for (int g = 0; g < groups; g++) {
      int from = ordered.size() * g / groups;
      int to = ordered.size() * (g + 1) / groups;
      groupBounds[g] = g == groups - 1 ? Double.POSITIVE_INFINITY : ordered.get(to).open();
      groupFactors[g] = quantile(ordered.subList(from, to));
    }
  }

  private double quantile(List<LeftOut> cells) {
    double[] ratios =
        cells.stream().mapToDouble(c -> c.ratio() / benchmarkFactors[c.benchmark()]).toArray();
    if (ratios.length == 0) {
      return NORMAL_QUANTILE;
    }
    Arrays.sort(ratios);
    int place = (int) Math.ceil(COVERAGE * (ratios.length + 1)) - 1;
    return ratios[Math.min(place, ratios.length - 1)];
  }

  private static double[] benchmarkFactors(List<LeftOut> cells, int benchmarks) {
    double[] sums = new double[benchmarks];
    double[] counts = new double[benchmarks];
    for (LeftOut cell : cells) {
      sums[cell.benchmark()] += cell.ratio();
      counts[cell.benchmark()]++;
    }
    double all = cells.stream().mapToDouble(LeftOut::ratio).average().orElse(1);
    return IntStream.range(0, benchmarks)
        .mapToDouble(j -> (sums[j] + PRIOR_CELLS * all) / (counts[j] + PRIOR_CELLS))
        .toArray();
  }

  /** Half the width of an interval, in scores. */
  double halfWidth(int benchmark, double open) {
    int group = 0;
    while (open > groupBounds[group]) {
      group++;
    }
    return open * benchmarkFactors[benchmark] * groupFactors[group];
  }
}
