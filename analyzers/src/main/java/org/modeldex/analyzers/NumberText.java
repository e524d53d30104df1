package org.modeldex.analyzers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them: {@code 50M}, {@code 1.5e-3}, {@code 3GiB}, {@code 5%}. */
final class NumberText {
  private static final Pattern NUMBER =
      Pattern.compile(
          "([+-]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?)"
              + "\\s?(%|[A-Za-z]{0,3})");

  /** Factors of suffixes in lower case; {@code b} depends on what is counted. */
  private static final Map<String, Double> FACTORS =
      Map.ofEntries(
          Map.entry("", 1.0),
          Map.entry("k", 1e3),
          Map.entry("m", 1e6),
          Map.entry("g", 1e9),
          Map.entry("t", 1e12),
          Map.entry("kb", 1e3),
          Map.entry("mb", 1e6),
          Map.entry("gb", 1e9),
          Map.entry("tb", 1e12),
          Map.entry("kib", 0x1p10),
          Map.entry("mib", 0x1p20),
          Map.entry("gib", 0x1p30),
          Map.entry("tib", 0x1p40));

  private static final List<Unit> COUNTS =
      List.of(new Unit("K", 1e3), new Unit("M", 1e6), new Unit("B", 1e9), new Unit("T", 1e12));
  private static final List<Unit> BYTES =
      List.of(new Unit("kB", 1e3), new Unit("MB", 1e6), new Unit("GB", 1e9), new Unit("TB", 1e12));

  private NumberText() {}

  private record Unit(String suffix, double factor) {}

  /** What the suffix {@code B} means. */
  enum B {
    BILLION,
    BYTE
  }

  /** A finite number; when it is percent, {@code value} is still what stands before the sign. */
  record Decimal(BigDecimal value, boolean percent) {
    double asWritten() {
      return value.doubleValue();
    }

    /** The number divided by 100, exactly as decimals are divided. */
    double hundredth() {
      return value.movePointLeft(2).doubleValue();
    }
  }

  /** Reads a number; empty for anything else, and for what no double can hold. */
  static Optional<Decimal> parse(String text, B b) {
    Matcher matcher = NUMBER.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String suffix = matcher.group(2).toLowerCase(Locale.ROOT);
    boolean percent = suffix.equals("%");
    Double factor = percent ? Double.valueOf(1) : factor(suffix, b);
    if (factor == null) {
      return Optional.empty();
    }
    BigDecimal value = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor));
    return Double.isFinite(value.doubleValue())
        ? Optional.of(new Decimal(value, percent))
        : Optional.empty();
  }

  /** Whether a number begins at this place. */
  static boolean startsAt(CharSequence text, int i) {
    int digit = i;
    while (digit < text.length() && digit < i + 2 && "+-.".indexOf(text.charAt(digit)) >= 0) {
      digit++;
    }
    return digit < text.length() && text.charAt(digit) >= '0' && text.charAt(digit) <= '9';
  }

  /** Whether {@code word} can follow a number, with or without a space between. */
  static boolean isSuffix(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.equals("%")
        || lower.equals("b")
        || (!lower.isEmpty() && FACTORS.containsKey(lower));
  }

  /** The shortest text that reads back as the same double. */
  static String format(double value) {
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return exact.scale() < -18 || exact.scale() > 12 ? exact.toString() : exact.toPlainString();
  }

  /** A ratio in percent that reads back as the same double. */
  static String formatPercent(double ratio) {
    BigDecimal percent = new BigDecimal(Double.toString(ratio)).movePointRight(2);
    return percent.stripTrailingZeros().toPlainString() + '%';
  }

  /** As {@link #format}, in thousands, millions, ... where that is shorter. */
  static String formatCount(double value, B b) {
    String shortest = format(value);
    for (Unit unit : b == B.BYTE ? BYTES : COUNTS) {
      String text = format(value / unit.factor()) + unit.suffix();
      if (text.length() < shortest.length()
          && parse(text, b).filter(number -> number.asWritten() == value).isPresent()) {
        shortest = text;
      }
    }
    return shortest;
  }

  private static @Nullable Double factor(String suffix, B b) {
    if (suffix.equals("b")) {
      return b == B.BYTE ? 1 : 1e9;
    }
    return FACTORS.get(suffix);
  }
}
