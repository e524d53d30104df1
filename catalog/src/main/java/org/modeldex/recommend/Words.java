package org.modeldex.recommend;

import java.util.Locale;

/** Numbers as people write them. */
final class Words {
  private static final String[] SUFFIXES = {"", "K", "M", "B", "T"};

  private Words() {}

  /** Three significant digits; thousands as K, M, B, T. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return Double.toString(value);
    }
    double size = Math.abs(value);
    int suffix = 0;
    while (size >= 999.5 && suffix < SUFFIXES.length - 1) {
      size /= 1000;
      suffix++;
    }
    double shown = Math.copySign(size, value);
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : suffix == 0 && size < 1 ? 4 : 2;
    String text = String.format(Locale.ROOT, "%." + digits + "f", shown);
    return (text.contains(".") ? text.replaceAll("\\.?0+$", "") : text) + SUFFIXES[suffix];
  }
}
