package org.modeldex.analyzers;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.modeldex.analyzers.NumberText.B;
import org.modeldex.record.Measurement.Better;
import org.modeldex.search.Query;
import org.modeldex.search.Query.And;
import org.modeldex.search.Query.AttributeIs;
import org.modeldex.search.Query.ExactlyIs;
import org.modeldex.search.Query.ExactlyLike;
import org.modeldex.search.Query.FieldIs;
import org.modeldex.search.Query.FieldRange;
import org.modeldex.search.Query.Fuzzy;
import org.modeldex.search.Query.HasExact;
import org.modeldex.search.Query.HasField;
import org.modeldex.search.Query.HasMetric;
import org.modeldex.search.Query.Interval;
import org.modeldex.search.Query.MatchAll;
import org.modeldex.search.Query.MetricRange;
import org.modeldex.search.Query.Not;
import org.modeldex.search.Query.Or;
import org.modeldex.search.Query.Phrase;
import org.modeldex.search.Query.TextIs;
import org.modeldex.search.Query.Wildcard;
import org.modeldex.search.Query.Words;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Metric;

/** Writes queries as query text. */
final class QueryFormat {
  private static final Pattern BARE_VALUE =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._/#@+:-]*");
  private static final String WORD_SPECIALS = "\\\"():<>=\u2264\u2265~*";
  private static final String WORD_START_SPECIALS = "+-!";

  private final Subjects subjects;

  QueryFormat(Subjects subjects) {
    this.subjects = subjects;
  }

  String format(Query query) {
    return switch (query) {
      case MatchAll all -> "*";
      case Words words -> words(words.text());
      case Phrase phrase -> quoted(phrase.text());
      case Fuzzy fuzzy -> name(fuzzy.word()) + '~' + fuzzy.edits();
      case TextIs text -> clause(text.field().word(), text.text());
      case FieldIs is -> clause(is.field().word(), is.value());
      case Wildcard wildcard -> wildcard.field().word() + ':' + pattern(wildcard.pattern());
      case FieldRange range -> range(range);
      case HasField has -> clause(Subjects.HAS, has.field().word());
      case HasMetric has -> clause(Subjects.HAS, metricName(has.key()));
      case MetricRange range -> range(range);
      case AttributeIs is -> clause(name(SearchField.ATTRIBUTE_PREFIX + is.name()), is.value());
      case ExactlyIs is -> clause(name(is.name()), String.join(" ", is.texts()));
      case ExactlyLike like -> clause(name(like.name()), like.pattern());
      case HasExact has -> clause(Subjects.HAS, has.name());
      case And and -> and(and.clauses());
      case Or or -> or.clauses().stream().map(this::part).collect(Collectors.joining(" OR "));
      case Not not -> not(not.clause());
    };
  }

  private String and(List<Query> clauses) {
    boolean onlyExcludes =
        clauses.size() > 1
            && clauses.getFirst() instanceof MatchAll
            && clauses.stream().skip(1).allMatch(Not.class::isInstance);
    boolean mergesWords = clauses.stream().filter(Words.class::isInstance).count() > 1;
    return clauses.stream()
        .skip(onlyExcludes ? 1 : 0)
        .map(clause -> clause instanceof Words && !mergesWords ? format(clause) : part(clause))
        .collect(Collectors.joining(mergesWords ? " AND " : " "));
  }

  private String not(Query clause) {
    return clause instanceof HasField || clause instanceof HasMetric
        ? Subjects.MISSING + format(clause).substring(Subjects.HAS.length())
        : '-' + part(clause);
  }

  /** The query in brackets where its parts could be taken for parts of what is around it. */
  private String part(Query query) {
    boolean several =
        query instanceof And
            || query instanceof Or
            || (query instanceof Words words && words.text().indexOf(' ') >= 0);
    return several ? '(' + format(query) + ')' : format(query);
  }

  private String range(FieldRange range) {
    boolean time = range.field().type() == SearchField.Type.INSTANT;
    B b = range.field() == SearchField.SIZE ? B.BYTE : B.BILLION;
    return interval(
        range.field().word(),
        range.interval(),
        value -> time ? InstantText.format(value) : NumberText.formatCount(value, b));
  }

  private String range(MetricRange range) {
    MetricScale scale = MetricScale.of(subjects.metric(range.key()).orElse(null));
    return interval(
        name(metricName(range.key())),
        range.interval(),
        value ->
            scale.writesPercent(value)
                ? NumberText.formatPercent(value)
                : NumberText.format(value));
  }

  String metricName(String key) {
    return key.startsWith(SearchField.ATTRIBUTE_PREFIX) ? key : subjects.nameOf(key);
  }

  private interface NumberFormat {
    String format(double value);
  }

  private static String interval(String name, Interval interval, NumberFormat numbers) {
    boolean openLower = interval.lower() == Double.NEGATIVE_INFINITY;
    boolean openUpper = interval.upper() == Double.POSITIVE_INFINITY;
    if (openLower == openUpper) {
      String lower = openLower ? "*" : numbers.format(interval.lower());
      String upper = openUpper ? "*" : numbers.format(interval.upper());
      return lower.equals(upper) && interval.equals(Interval.exactly(interval.lower()))
          ? name + '=' + lower
          : name
              + (interval.includesLower() ? ":[" : ":{")
              + lower
              + " TO "
              + upper
              + (interval.includesUpper() ? ']' : '}');
    }
    return openLower
        ? name + (interval.includesUpper() ? "<=" : "<") + numbers.format(interval.upper())
        : name + (interval.includesLower() ? ">=" : ">") + numbers.format(interval.lower());
  }

  static String clause(String name, String value) {
    return name + ':' + value(value);
  }

  /** The value of a clause. */
  static String value(String text) {
    return BARE_VALUE.matcher(text).matches() ? text : quoted(text);
  }

  /** The beginning of a comparison that asks for better values of a metric. */
  String metricComparison(String key) {
    Better better = subjects.metric(key).map(Metric::better).orElse(null);
    return name(metricName(key)) + (better == Better.LOWER ? "<=" : ">=");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static String words(String text) {
    StringBuilder words = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      words.append(words.isEmpty() ? "" : " ");
      if (QueryText.OPERATOR_WORDS.contains(word)
          || (!word.isEmpty() && WORD_START_SPECIALS.indexOf(word.charAt(0)) >= 0)) {
        words.append('\\');
      }
      escape(words, word, WORD_SPECIALS);
    }
    return words.toString();
  }

  private static String name(String text) {
    StringBuilder name = new StringBuilder();
    if (!text.isEmpty() && WORD_START_SPECIALS.indexOf(text.charAt(0)) >= 0) {
      name.append('\\');
    }
    escape(name, text, WORD_SPECIALS + ' ');
    return name.toString();
  }

  private static String pattern(String text) {
    StringBuilder pattern = new StringBuilder();
    escape(pattern, text, "\\\"() ");
    return pattern.toString();
  }

  private static void escape(StringBuilder out, String text, String specials) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (specials.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
  }
}
