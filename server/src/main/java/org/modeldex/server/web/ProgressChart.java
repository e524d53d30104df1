package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.ranking.Progress;

/** The best value so far as a staircase over time. */
record ProgressChart(
    String path, List<Step> steps, String from, String to, String low, String high, String left) {
  static final int WIDTH = 900;
  static final int HEIGHT = 220;

  private static final int LEFT = 16;
  private static final int RIGHT = 884;
  private static final int TOP = 20;
  private static final int BOTTOM = 190;

  /** The room that a label needs, to the left of its step; the last step always has one. */
  private static final double LABEL = 52;

  /**
   * From here on the best value was this record's.
   *
   * @param labelled whether there is room for its value beside those of the others
   */
  record Step(
      String x, String y, String value, String name, String href, String date, boolean labelled) {}

  /** The chart; null when fewer than two values have a date. */
  static @Nullable ProgressChart of(Progress progress) {
    List<Progress.Step> all = progress.steps();
    if (all.size() < 2) {
      return null;
    }
    long from = all.getFirst().moment().at().toEpochMilli();
    long to = all.getLast().moment().at().toEpochMilli();
    double low = Math.min(all.getFirst().value(), all.getLast().value());
    double high = Math.max(all.getFirst().value(), all.getLast().value());
    StringBuilder path = new StringBuilder();
    double before = Double.NEGATIVE_INFINITY;
    List<Step> steps = new ArrayList<>();
    for (Progress.Step step : all) {
      double along =
          to > from ? (double) (step.moment().at().toEpochMilli() - from) / (to - from) : 0;
      double place = LEFT + along * (RIGHT - LEFT);
      boolean isEnd = steps.isEmpty() || steps.size() == all.size() - 1;
      boolean isFree =
          place - before >= LABEL && place >= LEFT + 2 * LABEL && RIGHT - place >= LABEL;
      boolean labelled = isEnd || isFree;
      before = place;
      String x = ParallelChart.tenths(place);
      double up = high > low ? (step.value() - low) / (high - low) : 0.5;
      String y = ParallelChart.tenths(BOTTOM - up * (BOTTOM - TOP));
      path.append(path.isEmpty() ? "M" + x + ' ' + y : "H" + x + "V" + y);
      steps.add(
          new Step(
              x,
              y,
              Figures.value(step.value(), progress.unit()),
              Wording.name(step.id()),
              Address.of(step.id()),
              Figures.date(step.moment().at()),
              labelled));
    }
    path.append("H").append(WIDTH);
    return new ProgressChart(
        path.toString(),
        steps,
        steps.getFirst().date(),
        steps.getLast().date(),
        Figures.value(low, progress.unit()),
        Figures.value(high, progress.unit()),
        progress.undated() == 0
            ? ""
            : Figures.count(progress.undated(), "value has", "values have") + " no date");
  }
}
