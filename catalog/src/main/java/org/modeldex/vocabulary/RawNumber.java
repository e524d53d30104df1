package org.modeldex.vocabulary;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The number in a value as somebody wrote it.
 *
 * <p>Understood are {@code 73.3}, {@code 73.3%}, {@code +1.088}, {@code 1e-3}, {@code 1,013.01},
 * {@code 1.013,01}, {@code 0,857}, {@code NaN}, {@code -inf}, a spread ({@code 267.40 +/- 17.45},
 * {@code 267.40 ± 17.45}), a second opinion in brackets, which is left aside ({@code 39.3 (37.9)},
 * {@code 39.3 [37.1, 41.2]}), and stray marks of tables and footnotes at the end ({@code |}, {@code
 * *}, {@code †}). A lone comma is a decimal comma unless exactly three digits follow and one to
 * three digits without a leading zero go before ({@code 1,013} is one thousand and thirteen).
 *
 * @param value the number as written: {@code 73.3} for {@code 73.3%}; may be NaN or infinite
 * @param percent whether a percent sign stands beside it
 * @param spread what follows a plus-minus sign, in the unit of the value; null when nothing does
 */
public record RawNumber(double value, boolean percent, @Nullable Double spread) {

  /** The number that {@code raw} holds; empty when it holds none or anything else besides. */
  public static Optional<RawNumber> find(String raw) {
    Scanner scanner = new Scanner(raw.strip());
    Double value = scanner.number();
    if (value == null) {
      return Optional.empty();
    }
    boolean percent = scanner.percentSign();
    Double spread = null;
    if (scanner.plusMinus()) {
      spread = scanner.number();
      if (spread == null) {
        return Optional.empty();
      }
      percent |= scanner.percentSign();
    }
    scanner.brackets();
    scanner.strayMarks();
    return scanner.atEnd() ? Optional.of(new RawNumber(value, percent, spread)) : Optional.empty();
  }

  /**
   * A hundredth of {@code percent}, rounded as if its digits had been written two places further
   * right: 73.3 gives exactly the double of 0.733.
   */
  static double hundredth(double percent) {
    return Double.isFinite(percent)
        ? BigDecimal.valueOf(percent).movePointLeft(2).doubleValue()
        : percent;
  }

  /** Reads a text from left to right; each method consumes what it recognises. */
  private static final class Scanner {
    private static final String[] PLUS_MINUS = {"±", "+/-", "+-", "+/−", "\\pm", "$\\pm$"};
    private static final String[] NAMES = {"nan", "infinity", "inf", "∞"};

    private final String text;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    boolean atEnd() {
      return at == text.length();
    }

    @Nullable Double number() {
      skipSpaces();
      int start = at;
      boolean negative = false;
      if (!atEnd() && "+-−".indexOf(text.charAt(at)) >= 0) {
        negative = text.charAt(at) != '+';
        at++;
      }
      Double magnitude = digits();
      if (magnitude == null) {
        magnitude = name();
      }
      if (magnitude == null) {
        at = start;
        return null;
      }
      return negative ? -magnitude : magnitude;
    }

    private @Nullable Double name() {
      for (String name : NAMES) {
        if (text.regionMatches(true, at, name, 0, name.length())) {
          at += name.length();
          return name.equals("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
        }
      }
      return null;
    }

    private @Nullable Double digits() {
      int start = at;
      while (!atEnd() && (isDigit(at) || text.charAt(at) == '.' || text.charAt(at) == ',')) {
        at++;
      }
      String mantissa = plainMantissa(text.substring(start, at));
      if (mantissa == null) {
        at = start;
        return null;
      }
      int exponent = at;
      if (!atEnd() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
        at++;
        if (!atEnd() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
          at++;
        }
        int firstDigit = at;
        while (!atEnd() && isDigit(at)) {
          at++;
        }
        if (at == firstDigit) {
          at = exponent;
        }
      }
      return Double.valueOf(mantissa + text.substring(exponent, at));
    }

    private boolean isDigit(int i) {
      return text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    boolean percentSign() {
      skipSpaces();
      if (!atEnd() && (text.charAt(at) == '%' || text.charAt(at) == '％')) {
        at++;
        return true;
      }
      return false;
    }

    boolean plusMinus() {
      skipSpaces();
      for (String sign : PLUS_MINUS) {
        if (text.startsWith(sign, at)) {
          at += sign.length();
          return true;
        }
      }
      return false;
    }

    /** One pair of brackets and all that stands between them. */
    void brackets() {
      skipSpaces();
      if (!atEnd() && (text.charAt(at) == '(' || text.charAt(at) == '[')) {
        int close = text.indexOf(text.charAt(at) == '(' ? ')' : ']', at);
        at = close < 0 ? at : close + 1;
      }
    }

    void strayMarks() {
      while (!atEnd() && (isSpace() || "|*†‡".indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
    }

    private void skipSpaces() {
      while (!atEnd() && isSpace()) {
        at++;
      }
    }

    private boolean isSpace() {
      return Character.isWhitespace(text.charAt(at)) || Character.isSpaceChar(text.charAt(at));
    }
  }

  /** Digits with at most one dot, which is the decimal point; null when they are no number. */
  private static @Nullable String plainMantissa(String written) {
    int comma = written.lastIndexOf(',');
    int dot = written.lastIndexOf('.');
    if (written.length() == (comma >= 0 ? 1 : 0) + (dot >= 0 ? 1 : 0)) {
      return null;
    }
    if (comma < 0) {
      return written.indexOf('.') == dot ? written : joinGroups(written, '.');
    }
    if (dot > comma) {
      String whole = joinGroups(written.substring(0, dot), ',');
      return whole == null ? null : whole + written.substring(dot);
    }
    if (dot >= 0) {
      String whole =
          written.indexOf(',') == comma ? joinGroups(written.substring(0, comma), '.') : null;
      return whole == null ? null : whole + '.' + written.substring(comma + 1);
    }
    String grouped = joinGroups(written, ',');
    if (grouped != null) {
      return grouped;
    }
    return written.indexOf(',') == comma ? written.replace(',', '.') : null;
  }

  /** The digits of {@code 12,345,678} without their separators; null unless grouped like that. */
  private static @Nullable String joinGroups(String written, char separator) {
    int first = written.indexOf(separator);
    if (first < 1 || first > 3 || written.charAt(0) == '0') {
      return null;
    }
    for (int i = first; i < written.length(); i += 4) {
      int next = written.indexOf(separator, i + 1);
      if (written.charAt(i) != separator || (next < 0 ? written.length() : next) != i + 4) {
        return null;
      }
    }
    String joined = written.replace(String.valueOf(separator), "");
    return joined.chars().allMatch(c -> c >= '0' && c <= '9') ? joined : null;
  }
}
