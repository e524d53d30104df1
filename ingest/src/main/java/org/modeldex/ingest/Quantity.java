package org.modeldex.ingest;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A count as authors write it: {@code 25557032}, {@code 25.56M}, {@code 25,6M}, {@code 4.1 GFLOPs},
 * {@code 1.2B params}, {@code 25,557,032}. A lone comma is a decimal one unless exactly three
 * digits follow. K, M, G (or B) and T are powers of ten.
 */
public final class Quantity {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,18}(?:[,_]\\d{3}){0,5})(\\.\\d{1,18})?(e[+]?\\d{1,2})?\\s*([KMGBT])?"
              + "\\s*(?:FLOPS?|MACS?|OPS|PARAMS?|PARAMETERS)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("^(\\d+),(\\d{1,2}|\\d{4,})(?![\\d,._])");

  private Quantity() {}

  /**
   * The count that a value states: of a list or mapping its first one.
   *
   * @return empty when it states none; a fraction without a letter, such as {@code 4.12}, does not
   *     say thousands or millions of what it counts
   */
  public static Optional<Long> find(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> find(scalar.text());
      case YamlNode.Sequence sequence -> first(sequence.items());
      case YamlNode.Mapping mapping -> first(mapping.fields().values());
    };
  }

  private static Optional<Long> first(Iterable<YamlNode> nodes) {
    for (YamlNode node : nodes) {
      Optional<Long> found = find(node);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The count that a text states, as the other does. */
  public static Optional<Long> find(String text) {
    Matcher form = FORM.matcher(DECIMAL_COMMA.matcher(text.strip()).replaceFirst("$1.$2"));
    if (!form.matches()) {
      return Optional.empty();
    }
    String digits = form.group(1).replaceAll("[,_]", "");
    String number = digits + group(form, 2) + group(form, 3);
    BigDecimal count = new BigDecimal(number).scaleByPowerOfTen(power(group(form, 4)));
    try {
      return Optional.of(count.longValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty(); // a fraction, or more than there can be
    }
  }

  private static String group(Matcher form, int group) {
    String text = form.group(group);
    return text == null ? "" : text;
  }

  private static int power(String letter) {
    return switch (letter.toUpperCase(Locale.ROOT)) {
      case "K" -> 3;
      case "M" -> 6;
      case "G", "B" -> 9;
      case "T" -> 12;
      default -> 0;
    };
  }
}
