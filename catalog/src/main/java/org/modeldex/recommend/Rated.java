package org.modeldex.recommend;

import java.util.Arrays;

/** A model with its values of all objectives. */
final class Rated {
  private final String id;
  private final double[] values;
  private final boolean[] isPredicted;
  private final double[] worths;
  private double score;

  Rated(String id, double[] values, boolean[] isPredicted, double[] worths) {
    this.id = id;
    this.values = values;
    this.isPredicted = isPredicted;
    this.worths = worths;
  }

  String id() {
    return id;
  }

  /** The measured or expected value; NaN when nothing is known. */
  double value(int objective) {
    return values[objective];
  }

  boolean isPredicted(int objective) {
    return isPredicted[objective];
  }

  /** What the value is worth, 0..1. */
  double worth(int objective) {
    return worths[objective];
  }

  double score() {
    return score;
  }

  /** How many values are not measured. */
  int unmeasured() {
    int count = 0;
    for (int j = 0; j < values.length; j++) {
      count += isPredicted[j] || Double.isNaN(values[j]) ? 1 : 0;
    }
    return count;
  }

  /** Takes a value at no more than this worth. */
  void limit(int objective, double worth) {
    worths[objective] = Math.min(worths[objective], worth);
  }

  void weigh(double[] weights) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * worths[j];
    }
    score = sum / Arrays.stream(weights).sum();
  }

  /** Whether it is better in one objective and at least as good in all. */
  boolean dominates(Rated other) {
    boolean isBetter = false;
    for (int j = 0; j < worths.length; j++) {
      if (worths[j] < other.worths[j]) {
        return false;
      }
      isBetter |= worths[j] > other.worths[j];
    }
    return isBetter;
  }
}
