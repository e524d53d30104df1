package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modeldex.analyzers.NumberText.B;
import org.modeldex.analyzers.QueryWords.Word;
import org.modeldex.search.Interpretation;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchField;

/** What a text says about the number of parameters: a bound, a size, or that it should be small. */
final class SizeWords {
  private static final String NUMBER = "([0-9][0-9.,]*) ?(k|m|b|thousand|million|billion)\\b";
  private static final Pattern AT_MOST =
      Pattern.compile(
          "\\b(?:under|below|less than|fewer than|smaller than|at most|up to|no more"
              + " than|max|maximum) "
              + NUMBER
              + "(?: (?:parameters|params?|weights))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ABOUT =
      Pattern.compile(
          "\\b" + NUMBER + "(?: (?:parameters|params?|weights))?", Pattern.CASE_INSENSITIVE);

  private static final Set<String> SMALL =
      Set.of(
          "tiny",
          "small",
          "lightweight",
          "compact",
          "mobile",
          "phone",
          "smartphone",
          "edge",
          "embedded",
          "microcontroller",
          "raspberry",
          "device");

  /** What runs well on a telephone. */
  private static final long SMALL_PARAMETERS = 30_000_000;

  /** How far a size such as 7b may be off. */
  private static final double TOLERANCE = 0.15;

  private SizeWords() {}

  static List<Interpretation> in(String text, List<Word> typed) {
    List<Interpretation> found = new ArrayList<>();
    Matcher bound = AT_MOST.matcher(text);
    Matcher size = ABOUT.matcher(text);
    if (bound.find()) {
      number(bound)
          .ifPresent(most ->
              found.add(meaning(bound.group(), "<" + written(most), Interval.below(most), 0.9)));
    } else if (size.find()) {
      number(size)
          .ifPresent(about ->
              found.add(
                  meaning(
                      size.group(),
                      written(about),
                      new Interval(about * (1 - TOLERANCE), true, about * (1 + TOLERANCE), true),
                      0.7)));
    } else {
      for (Word word : typed) {
        String written = text.substring(word.start(), word.end());
        if (found.isEmpty() && SMALL.contains(written.toLowerCase(Locale.ROOT))) {
          found.add(meaning(written, "<30M", Interval.below(SMALL_PARAMETERS), 0.4));
        }
      }
    }
    return found;
  }

  private static Optional<Double> number(Matcher match) {
    String word = match.group(2);
    // A T would be a trillion.
    String unit = word.equalsIgnoreCase("thousand") ? "k" : word.substring(0, 1);
    return NumberText.parse(match.group(1).replace(",", "") + unit, B.BILLION)
        .map(NumberText.Decimal::asWritten);
  }

  private static String written(double number) {
    return number >= 1e9
        ? plain(number / 1e9) + "B"
        : number >= 1e6 ? plain(number / 1e6) + "M" : plain(number / 1e3) + "K";
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? Long.toString((long) number)
        : Double.toString(Math.round(number * 100) / 100.0);
  }

  private static Interpretation meaning(
      String text, String value, Interval interval, double confidence) {
    return new Interpretation(
        SearchField.PARAMETERS,
        value,
        text,
        new Query.FieldRange(SearchField.PARAMETERS, interval),
        confidence);
  }
}
