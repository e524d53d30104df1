package org.modeldex.analyzers;

import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.NumberText.Decimal;
import org.modeldex.vocabulary.Metric;

/** How numbers of a metric in a query become canonical: as measurements of it do. */
enum MetricScale {
  /** Of 0 to 1; a number above 1, up to 100, is percent. */
  RATIO,
  /** As RATIO, but may exceed 1; a number above 1.5 is percent. */
  OPEN_RATIO,
  /** Without a known unit; only a percent sign makes percent. */
  UNKNOWN,
  /** In a unit of its own; percent signs are left aside. */
  OTHER;

  private static final double LARGEST_OPEN_RATIO = 1.5;

  static MetricScale of(@Nullable Metric metric) {
    String unit = metric == null ? null : metric.unit();
    if (unit == null) {
      return UNKNOWN;
    }
    return switch (unit) {
      case "ratio" -> RATIO;
      case "ratio+" -> OPEN_RATIO;
      default -> OTHER;
    };
  }

  /**
   * The number in the canonical unit.
   *
   * @param largest the largest magnitude among the numbers that were written together without a
   *     percent sign: they are on one scale
   */
  double canonical(Decimal number, double largest) {
    boolean percent =
        switch (this) {
          case RATIO -> number.percent() || (largest > 1 && largest <= 100);
          case OPEN_RATIO -> number.percent() || largest > LARGEST_OPEN_RATIO;
          case UNKNOWN -> number.percent();
          case OTHER -> false;
        };
    return percent ? number.hundredth() : number.asWritten();
  }

  /** Whether a canonical value must be written in percent to be read back as the same. */
  boolean writesPercent(double value) {
    return (this == RATIO || this == OPEN_RATIO) && Math.abs(value) > 1;
  }
}
