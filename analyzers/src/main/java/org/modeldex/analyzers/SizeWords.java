package org.modeldex.analyzers;

import static org.modeldex.analyzers.QueryWords.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.analyzers.KnownNames.Mention;
import org.modeldex.analyzers.NumberText.B;
import org.modeldex.analyzers.QueryWords.Word;
import org.modeldex.search.Interpretation;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.SearchField;

/**
 * What a text says about the number of parameters or of bytes: a bound, a size, or that the model
 * should be small. A picture in 4k, the 21k of a dataset and a million images are no size.
 */
final class SizeWords {
  private static final String DIGITS = "(?<![\\w.,])([0-9][0-9.,]*|\\.[0-9]+)(?: |-(?=\\w{7}))?";
  private static final String UNIT = "(k|m|b|thousand|million|billion|kb|mb|gb)\\b";

  /** A number of something else than parameters says nothing about the size. */
  private static final String OF_WEIGHTS =
      "(?![ -](?:tokens?|words?|sentences?|images?|pictures?|photos?|videos?|frames?|samples?"
          + "|examples?|documents?|pairs?|rows?|users?|hours?|steps?|iterations|context|vocab"
          + "|vocabulary)\\b)([ -](?:parameters?|params?|weights)\\b)?";

  private static final String NUMBER = DIGITS + UNIT + OF_WEIGHTS;
  private static final String LESS = "(?:under|below|(?:less|fewer|smaller) than)";
  private static final String MORE = "(?:over|above|(?:more|greater|larger|bigger) than)";

  private static final Pattern ABOUT = pattern(NUMBER);
  private static final Pattern BETWEEN =
      pattern("\\bbetween " + DIGITS + "(?:" + UNIT + ")? ?and " + NUMBER);

  /** Ranges that are no parts of a name, as in {@code llama-2-7b}. */
  private static final List<Pattern> RANGES =
      List.of(
          pattern("(?<!-)" + DIGITS + UNIT + " ?(?:[-–]|to) ?" + NUMBER + "(?!-\\w)"),
          pattern("(?<!-)" + DIGITS + "()to " + NUMBER),
          pattern("(?<!-)" + DIGITS + "()[-–] ?" + DIGITS + "(million|billion)\\b" + OF_WEIGHTS));

  private static final List<Bound> BOUNDS =
      List.of(
          new Bound("<", pattern("(?<!\\bnot? )\\b" + LESS + ' ' + NUMBER)),
          new Bound("<=", pattern("\\b(?:at most|up to|max|maximum|not? " + MORE + ") " + NUMBER)),
          new Bound(">", pattern("(?<!\\bnot? )\\b" + MORE + ' ' + NUMBER)),
          new Bound(">=", pattern("\\b(?:at least|min|minimum|not? " + LESS + ") " + NUMBER)));

  private static final Map<String, Long> SMALL = small();

  /** After {@code phone}, these are of speech, not of a small machine. */
  private static final Set<String> SPOKEN =
      Set.of("call", "calls", "conversation", "conversations", "number", "numbers", "speech");

  /** How far a size such as 7b may be off. */
  private static final double TOLERANCE = 0.15;

  private SizeWords() {}

  /** Words that set a bound before a number. */
  private record Bound(String comparator, Pattern words) {
    Interval of(double number) {
      return switch (comparator) {
        case "<" -> Interval.below(number);
        case "<=" -> Interval.atMost(number);
        case ">" -> Interval.above(number);
        default -> Interval.atLeast(number);
      };
    }
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  /** Words for what is small and for small machines, with the parameters of what runs there. */
  private static Map<String, Long> small() {
    Map<String, Long> small = new HashMap<>();
    String tiny =
        "tiny small lightweight compact mobile phone phones smartphone smartphones android iphone"
            + " ios edge embedded microcontroller microcontrollers arduino raspberry jetson device"
            + " devices wearable wearables smartwatch iot tinyml";
    List.of(tiny.split(" ")).forEach(word -> small.put(word, 30_000_000L));
    List.of("cpu", "cpus", "laptop", "laptops", "browser")
        .forEach(word -> small.put(word, 150_000_000L));
    return Map.copyOf(small);
  }

  /**
   * The size that a text speaks of: a range, else bounds, else a number, else a word.
   *
   * @param names what words of the text are names of; these say nothing about size
   */
  static List<Interpretation> in(String text, List<Word> typed, List<Mention> names) {
    List<Interpretation> found = new ArrayList<>(range(text).map(Range::meaning).stream().toList());
    if (found.isEmpty()) {
      found.addAll(bounds(text));
    }
    if (found.isEmpty()) {
      found.addAll(about(text));
    }
    if (found.isEmpty()) {
      found.addAll(small(text, typed, names));
    }
    return found;
  }

  /** A text without the bounds that it sets. */
  static String withoutBounds(String text) {
    String rest = range(text).map(range -> text.replace(range.written(), " ")).orElse(text);
    for (Bound bound : BOUNDS) {
      rest = bound.words().matcher(rest).replaceAll(" ");
    }
    return rest;
  }

  /** A range of sizes, as it is written and what it means. */
  private record Range(String written, Interpretation meaning) {}

  private static Optional<Range> range(String text) {
    Matcher between = BETWEEN.matcher(text);
    if (between.find()) {
      return range(between);
    }
    return RANGES.stream()
        .map(pattern -> pattern.matcher(text))
        .filter(match -> match.find() && isClear(match.group(4), match.group(5)))
        .flatMap(match -> range(match).stream())
        .findFirst();
  }

  /** The range of a match of the lower number and its unit, if it has one, then of the upper. */
  private static Optional<Range> range(Matcher match) {
    String unit =
        match.group(2) == null || match.group(2).isEmpty() ? match.group(4) : match.group(2);
    Optional<Double> least = number(match.group(1), unit);
    Optional<Double> most = number(match.group(3), match.group(4));
    boolean isOneField = field(unit) == field(match.group(4));
    if (!isOneField || least.isEmpty() || most.isEmpty() || least.get() > most.get()) {
      return Optional.empty();
    }
    SearchField field = field(match.group(4));
    String value = written(field, least.get()) + '-' + written(field, most.get());
    Interval interval = new Interval(least.get(), true, most.get(), true);
    return Optional.of(
        new Range(match.group(), meaning(field, match.group(), value, interval, 0.9)));
  }

  /** Thousands and bytes by themselves are mostly of something else. */
  private static boolean isClear(String unit, @Nullable String ofWeights) {
    return ofWeights != null
        || (field(unit) == SearchField.PARAMETERS && !unit.matches("(?i)k|thousand"));
  }

  private static List<Interpretation> bounds(String text) {
    List<Interpretation> found = new ArrayList<>();
    for (Bound bound : BOUNDS) {
      Matcher match = bound.words().matcher(text);
      if (match.find()) {
        SearchField field = field(match.group(2));
        number(match.group(1), match.group(2))
            .ifPresent(number ->
                found.add(
                    meaning(
                        field,
                        match.group(),
                        bound.comparator() + written(field, number),
                        bound.of(number),
                        0.9)));
      }
    }
    return found;
  }

  private static List<Interpretation> about(String text) {
    Matcher match = ABOUT.matcher(text);
    while (match.find()) {
      SearchField field = field(match.group(2));
      boolean isClear = isClear(match.group(2), match.group(3));
      Optional<Double> number = number(match.group(1), match.group(2));
      if (isClear && number.isPresent()) {
        double about = number.get();
        Interval interval =
            new Interval(
                Math.rint(about * (1 - TOLERANCE)), true, Math.rint(about * (1 + TOLERANCE)), true);
        return List.of(meaning(field, match.group(), written(field, about), interval, 0.7));
      }
    }
    return List.of();
  }

  private static List<Interpretation> small(String text, List<Word> typed, List<Mention> names) {
    for (int i = 0; i < typed.size(); i++) {
      int place = i;
      Long most = SMALL.get(lower(text, typed, i));
      boolean isSpoken = SPOKEN.contains(lower(text, typed, i + 1));
      if (most != null && !isSpoken && names.stream().noneMatch(name -> name.covers(place))) {
        SearchField field = SearchField.PARAMETERS;
        String told = typed.get(i).in(text);
        return List.of(meaning(field, told, "<" + written(field, most), Interval.below(most), 0.4));
      }
    }
    return List.of();
  }

  private static SearchField field(String unit) {
    return unit.length() == 2 ? SearchField.SIZE : SearchField.PARAMETERS;
  }

  private static Optional<Double> number(String digits, String word) {
    // A T would be a trillion.
    String unit =
        word.equalsIgnoreCase("thousand") ? "k" : word.length() == 2 ? word : word.substring(0, 1);
    return NumberText.parse(digits.replace(",", "") + unit, B.BILLION)
        .map(NumberText.Decimal::asWritten);
  }

  private static String written(SearchField field, double number) {
    if (field == SearchField.SIZE) {
      return NumberText.formatCount(number, B.BYTE);
    }
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
      SearchField field, String text, String value, Interval interval, double confidence) {
    return new Interpretation(
        field, value, text, new Query.FieldRange(field, interval), confidence);
  }
}
