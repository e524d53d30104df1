package org.modeldex.recommend;

import java.util.List;

/**
 * What a benchmark would probably say, in its own unit.
 *
 * @param low the truth lies between here
 * @param high and here in four cases of five
 * @param evidence the measured cells that carried most weight, the weightiest first
 */
public record Prediction(double value, double low, double high, List<Evidence> evidence) {
  public Prediction {
    evidence = List.copyOf(evidence);
  }

  /**
   * A measured cell that a prediction rests on: another benchmark of the same model, or the same
   * benchmark of a sibling.
   *
   * @param model the row
   * @param benchmark the column
   * @param weight how much of the evidence it is, 0..1
   */
  public record Evidence(int model, int benchmark, double value, double weight) {}
}
