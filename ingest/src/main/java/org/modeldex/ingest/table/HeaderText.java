package org.modeldex.ingest.table;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.TableScale;
import org.modeldex.vocabulary.Term;
import org.modeldex.vocabulary.Vocabulary;

/**
 * What the header of a column of numbers says, in its own words: {@code ImageNet top-1 (%)} is
 * top-1 on ImageNet in percent. A header that is a known dataset alone is a score on it.
 *
 * @param metric the whole header where it says nothing that is known
 * @param dataset null when it names none
 * @param unit null when it states none
 * @param config what stands in brackets and is no unit, {@code 5-shot}; null when nothing does
 */
record HeaderText(
    String metric, @Nullable String dataset, @Nullable String unit, @Nullable String config) {

  private static final Pattern ARROWS = Pattern.compile("[↑↓⬆⬇▲▼]\\uFE0F?");
  private static final Pattern BRACKETS =
      Pattern.compile("(.*\\S)\\s*[(\\[]\\s*([^()\\[\\]]{1,40}?)\\s*[)\\]]");
  private static final Pattern UNIT =
      Pattern.compile(
          "(?i)%|in %|percent|pct|points?|ms|s|sec|seconds|min|minutes|h|hours|[kmgt]i?b|bytes|fps"
              + "|(?:img|images|samples|tokens|words)/s(?:ec)?|[kmbg]|millions?|billions?|w|kwh|usd|\\$"
              + "|db|px|mm|m");
  private static final Pattern BOUNDARY = Pattern.compile("[\\s_/:@|.,-]+");

  /** Of the path of a nested value, {@code scores.f1}, its end if that alone is known. */
  static HeaderText read(String header, Vocabulary vocabulary) {
    HeaderText whole = readWhole(header, vocabulary);
    for (int dot = header.indexOf('.'); dot >= 0; dot = header.indexOf('.', dot + 1)) {
      if (vocabulary.findMetric(whole.metric).isPresent()) {
        return whole;
      }
      HeaderText end = readWhole(header.substring(dot + 1), vocabulary);
      if (vocabulary.findMetric(end.metric).isPresent()) {
        return end;
      }
    }
    return whole;
  }

  private static HeaderText readWhole(String header, Vocabulary vocabulary) {
    String text = ARROWS.matcher(header).replaceAll("").strip();
    Matcher brackets = BRACKETS.matcher(text);
    String inside = brackets.matches() ? String.valueOf(brackets.group(2)) : "";
    String before = brackets.matches() ? String.valueOf(brackets.group(1)) : text;
    boolean isUnit = UNIT.matcher(inside).matches();
    String unit = isUnit ? unit(inside) : text.endsWith("%") ? TableScale.PERCENT : null;
    if (vocabulary.findMetric(text).isPresent()) {
      return new HeaderText(text, null, unit, null);
    }
    String config = isUnit || inside.isEmpty() ? null : inside;
    String name = before.replaceFirst("\\s*%$", "");
    if (vocabulary.findMetric(name).isPresent()) {
      return new HeaderText(name, null, unit, config);
    }
    return onDataset(name, unit, config, vocabulary)
        .orElseGet(() -> new HeaderText(isUnit ? name : text, null, unit, null));
  }

  private static String unit(String words) {
    return switch (words.toLowerCase(Locale.ROOT)) {
      case "%", "in %", "percent", "pct" -> TableScale.PERCENT;
      default -> words;
    };
  }

  /** A known metric behind or before a known dataset, or such a dataset alone. */
  private static Optional<HeaderText> onDataset(
      String name, @Nullable String unit, @Nullable String config, Vocabulary vocabulary) {
    Matcher boundary = BOUNDARY.matcher(name);
    while (boundary.find()) {
      String left = name.substring(0, boundary.start());
      String right = name.substring(boundary.end());
      if (isDataset(left, vocabulary) && vocabulary.findMetric(right).isPresent()) {
        return Optional.of(new HeaderText(right, left, unit, config));
      }
      if (isDataset(right, vocabulary) && vocabulary.findMetric(left).isPresent()) {
        return Optional.of(new HeaderText(left, right, unit, config));
      }
    }
    return isDataset(name, vocabulary)
        ? Optional.of(new HeaderText("score", name, unit, config))
        : Optional.empty();
  }

  private static boolean isDataset(String words, Vocabulary vocabulary) {
    return words.length() > 1 && vocabulary.find(Term.Category.DATASET, words).isPresent();
  }
}
