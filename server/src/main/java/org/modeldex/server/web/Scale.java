package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import org.modeldex.search.SearchField;

/**
 * Where numbers lie along an axis: number fields, of which models have from thousands to billions,
 * by their logarithm, metrics evenly. First all numbers are included, then places are asked for.
 */
final class Scale {
  /** Room at both ends, as a share of the axis. */
  private static final double MARGIN = 0.04;

  private static final int TICKS = 5;

  /** Fields that spread less than this are drawn evenly. */
  private static final double LEAST_SPREAD = 8;

  private final boolean isField;
  private final double from;
  private final double to;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  /**
   * An axis.
   *
   * @param by metric key or field
   * @param from where the lowest number lies in the drawing
   * @param to where the highest lies
   */
  Scale(String by, double from, double to) {
    this.isField = SearchField.find(by).isPresent();
    this.from = from;
    this.to = to;
  }

  void include(double... numbers) {
    for (double number : numbers) {
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
  }

  private boolean isLogarithmic() {
    return isField && low > 0 && high / low >= LEAST_SPREAD;
  }

  double place(double number) {
    double share =
        high <= low
            ? 0.5
            : isLogarithmic()
                ? Math.log(number / low) / Math.log(high / low)
                : (number - low) / (high - low);
    return from + (MARGIN + share * (1 - 2 * MARGIN)) * (to - from);
  }

  /** The place as it stands in a drawing. */
  String text(double number) {
    return ParallelChart.tenths(place(number));
  }

  /** Round numbers along the axis, ascending. */
  List<Double> ticks() {
    if (high <= low) {
      return List.of(low);
    }
    return isLogarithmic() ? powers() : steps();
  }

  /** Steps of 1, 2 or 5 times a power of ten. */
  private List<Double> steps() {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (double i = Math.ceil(low / step); i * step <= high; i++) {
      ticks.add(step < 1 ? i / Math.round(1 / step) : i * step); // exact where it can be
    }
    return ticks;
  }

  /** 1, 2 and 5 times powers of ten; only the powers where those would be too many. */
  private List<Double> powers() {
    double[] leading = high / low > 500 ? new double[] {1} : new double[] {1, 2, 5};
    List<Double> ticks = new ArrayList<>();
    for (double power = Math.pow(10, Math.floor(Math.log10(low))); power <= high; power *= 10) {
      for (double digit : leading) {
        if (digit * power >= low && digit * power <= high) {
          ticks.add(digit * power);
        }
      }
    }
    return ticks;
  }
}
