package org.modeldex.server.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes numbers and times for people. */
final class Figures {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Figures() {}

  /** {@code 2,259}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 model}, {@code 2,259 models}. */
  static String count(long number, String one, String many) {
    return count(number) + ' ' + (number == 1 ? one : many);
  }

  /** {@code 3rd}. */
  static String ordinal(long number) {
    long ten = number % 10;
    boolean teen = number / 10 % 10 == 1;
    return count(number)
        + (teen || ten == 0 || ten > 3 ? "th" : ten == 1 ? "st" : ten == 2 ? "nd" : "rd");
  }

  /** {@code 25.6M}. */
  static String quantity(double number) {
    return scaled(number, 1000, new String[] {"", "K", "M", "B", "T"}, "");
  }

  static String quantity(long number) {
    return quantity((double) number);
  }

  static String bytes(long number) {
    return bytes((double) number);
  }

  /** {@code 97.8 MB}, in powers of 1,000. */
  static String bytes(double number) {
    return scaled(number, 1000, new String[] {"bytes", "kB", "MB", "GB", "TB"}, " ");
  }

  private static String scaled(double number, double step, String[] units, String space) {
    double scaled = number;
    int unit = 0;
    while (Math.abs(scaled) >= step * 0.9995 && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    String digits = unit == 0 || scaled >= 99.95 ? "%.0f" : "%.1f";
    String text = String.format(Locale.ROOT, digits, scaled);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text)
        + (units[unit].isEmpty() ? "" : space + units[unit]);
  }

  /**
   * The value of a metric: {@code 80.34 %} for ratios, otherwise up to four digits that matter.
   * What is not a number has no unit.
   *
   * @param unit canonical unit, null when there is none
   */
  static String value(double value, @Nullable String unit) {
    if (Double.isNaN(value)) {
      return decimals(value);
    }
    if (isRatio(unit)) {
      return decimals(value * 100) + " %";
    }
    return decimals(value) + (unit == null || unit.isEmpty() ? "" : ' ' + unit);
  }

  static boolean isRatio(@Nullable String unit) {
    return unit != null && (unit.equals("ratio") || unit.equals("ratio+"));
  }

  /** Up to two decimals, four significant digits below one, grouped above 10,000. */
  static String decimals(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "-∞";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 0.0001 || size >= 1e12)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    String digits = size >= 1000 ? "%,.0f" : size >= 1 || size == 0 ? "%.2f" : "%.4f";
    String text = String.format(Locale.ROOT, digits, value);
    return text.indexOf('.') < 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  /** All digits of a number that has no unit: {@code 2024}, {@code 1299.99}. */
  static String exact(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** {@code 2026-11-23}. */
  static String date(Instant time) {
    return time.toString().substring(0, 10);
  }

  /** {@code 2026-11-23 10:00 UTC}. */
  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  /** {@code 3 days}, {@code 12 minutes}: the largest unit that fits. */
  static String duration(Duration duration) {
    if (duration.toDays() > 0) {
      return count(duration.toDays(), "day", "days");
    }
    if (duration.toHours() > 0) {
      return count(duration.toHours(), "hour", "hours");
    }
    if (duration.toMinutes() > 0) {
      return count(duration.toMinutes(), "minute", "minutes");
    }
    return count(duration.toSeconds(), "second", "seconds");
  }
}
