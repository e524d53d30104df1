package org.modeldex.analyzers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.SearchField;
import org.modeldex.search.Suggestion;
import org.modeldex.search.Typed;
import org.modeldex.search.Typed.Place;

/**
 * A query text that is being typed: what stands at its end, and what the whole text becomes when a
 * suggestion is taken. Made by {@link QuerySyntax#ending}. Immutable.
 */
public final class QueryEnding {
  private final String text;
  private final Typed typed;
  private final List<Integer> wordStarts;
  private final boolean isClause;
  private final QueryFormat format;

  private QueryEnding(
      String text, Typed typed, List<Integer> wordStarts, boolean isClause, QueryFormat format) {
    this.text = text;
    this.typed = typed;
    this.wordStarts = wordStarts;
    this.isClause = isClause;
    this.format = format;
  }

  static QueryEnding of(String text, Subjects subjects, QueryFormat format) {
    return new Scan(text, subjects).ending(format);
  }

  /** What stands at the end. */
  public Typed typed() {
    return typed;
  }

  /** The whole text with a suggestion in place of the words that it stands for. */
  public String with(Suggestion suggestion) {
    int start =
        isClause
            ? wordStarts.getFirst()
            : wordStarts.get(Math.max(0, wordStarts.size() - Math.max(1, suggestion.words())));
    String before = text.substring(0, start);
    return before + (isExcluded(suggestion, before) ? "-" : "") + written(suggestion);
  }

  /** Whether the words before a value that is written as a clause exclude it. */
  private boolean isExcluded(Suggestion suggestion, String before) {
    return !isClause
        && suggestion instanceof Suggestion.Value value
        && value.field() != SearchField.NAME
        && Negations.excludeNext(before);
  }

  private String written(Suggestion suggestion) {
    boolean isValue = typed.place() instanceof Place.ValueOf;
    return switch (suggestion) {
      case Suggestion.Value value when isValue -> QueryFormat.value(value.text());
      case Suggestion.Value value when value.field() == SearchField.NAME ->
          QueryFormat.words(value.text());
      case Suggestion.Value value -> QueryFormat.clause(value.field().word(), value.text());
      case Suggestion.Field field when isPresence() -> field.field().word();
      case Suggestion.Field field -> field.field().word() + operator(field.field());
      case Suggestion.Metric metric when isPresence() -> format.metricName(metric.key());
      case Suggestion.Metric metric -> format.metricComparison(metric.key());
    };
  }

  private boolean isPresence() {
    return typed.place() instanceof Place.Subject;
  }

  private static String operator(SearchField field) {
    return switch (field.type()) {
      case TEXT, KEYWORD -> ":";
      case NUMBER -> "<=";
      case INSTANT -> ">=";
    };
  }

  /** One pass over a text that keeps what its end needs. */
  private static final class Scan {
    private static final int MAX_WORDS = 4;
    private static final String PREFIXES = "+-!";

    private final String text;
    private final QuerySource source;
    private final Subjects subjects;

    /** For each open bracket the field whose values it holds, or nothing. */
    private final Deque<Optional<Place>> groups = new ArrayDeque<>();

    private final Deque<Integer> wordStarts = new ArrayDeque<>();
    private int at;

    Scan(String text, Subjects subjects) {
      this.text = text;
      this.source = QuerySource.of(text);
      this.subjects = subjects;
    }

    QueryEnding ending(QueryFormat format) {
      while (at < source.length()) {
        int start = source.skipSpaces(at);
        while (source.isAny(PREFIXES, start)) {
          start++;
        }
        if (start >= source.length()) {
          at = start;
        } else if (source.isAny("(", start)) {
          open(group());
          at = start + 1;
        } else if (source.isAny(")", start)) {
          groups.poll();
          wordStarts.clear();
          at = start + 1;
        } else {
          QueryEnding ending = token(start, format);
          if (ending != null) {
            return ending;
          }
        }
      }
      return ending(at, "", format);
    }

    private void open(Optional<Place> place) {
      groups.push(place);
      wordStarts.clear();
    }

    private Optional<Place> group() {
      return groups.isEmpty() ? Optional.empty() : groups.peek();
    }

    /** Takes one word, quote or clause; the ending if the text ends in it. */
    private @Nullable QueryEnding token(int start, QueryFormat format) {
      int nameEnd = source.isAny("\"", start) ? start : source.nameEnd(start);
      Place place = group().orElse(new Place.Anything());
      int valueAt = start;
      if (source.isAny(":", nameEnd)) {
        Optional<Place> named = place(source.unescaped(start, nameEnd));
        if (named.isPresent()) {
          place = named.get();
          valueAt = nameEnd + 1;
        }
      } else if (!source.comparator(nameEnd).isEmpty()) {
        place = new Place.Unforeseen();
        valueAt = source.comparatorEnd(nameEnd);
      }
      if (valueAt > start && source.isAny("(", valueAt)) {
        open(Optional.of(place));
        at = valueAt + 1;
        return null;
      }
      boolean quoted = source.isAny("\"", valueAt);
      int end = quoted ? source.find("\"", valueAt + 1) : source.find(" ()", valueAt);
      if (end >= source.length() && valueAt <= source.length()) {
        return ending(valueAt, place, quoted, format);
      }
      at = quoted ? end + 1 : end;
      boolean isWord = valueAt == start && !quoted && group().isEmpty();
      if (isWord && !QueryText.OPERATOR_WORDS.contains(source.substring(start, end))) {
        wordStarts.addLast(start);
        if (wordStarts.size() >= MAX_WORDS) {
          wordStarts.removeFirst();
        }
      } else {
        wordStarts.clear();
      }
      return null;
    }

    private QueryEnding ending(int valueAt, Place place, boolean quoted, QueryFormat format) {
      if (place instanceof Place.Anything && !quoted) {
        return ending(valueAt, source.unescaped(valueAt, source.length()), format);
      }
      int begin = Math.min(source.length(), valueAt + (quoted ? 1 : 0));
      String value = source.unescaped(begin, source.length());
      List<String> words = new ArrayList<>(List.of(value.split(" +", -1)));
      String last = words.removeLast();
      // A quoted phrase is text like any other, and stays one.
      Place known = quoted && place instanceof Place.Anything ? new Place.Unforeseen() : place;
      return new QueryEnding(text, new Typed(known, words, last), List.of(valueAt), true, format);
    }

    private QueryEnding ending(int lastStart, String last, QueryFormat format) {
      List<String> words = new ArrayList<>();
      List<Integer> starts = new ArrayList<>(wordStarts);
      for (int start : starts) {
        words.add(source.unescaped(start, source.find(" ()\"", start)));
      }
      if (!last.isEmpty() || starts.isEmpty()) {
        starts.add(lastStart);
      }
      Place place = group().orElse(new Place.Anything());
      return new QueryEnding(text, new Typed(place, words, last), starts, false, format);
    }

    /** What may stand after a name and a colon. */
    private Optional<Place> place(String name) {
      return name.isEmpty()
          ? Optional.empty()
          : subjects
              .find(name)
              .map(subject ->
                  switch (subject) {
                    case Subject.Field field ->
                        switch (field.field().type()) {
                          case KEYWORD -> new Place.ValueOf(field.field());
                          case TEXT ->
                              field.field() == SearchField.NAME
                                  ? new Place.ValueOf(field.field())
                                  : new Place.Unforeseen();
                          case NUMBER, INSTANT -> new Place.Unforeseen();
                        };
                    case Subject.Presence presence -> new Place.Subject();
                    case Subject.Metric metric -> new Place.Unforeseen();
                    case Subject.Attribute attribute -> new Place.Unforeseen();
                  });
    }
  }
}
