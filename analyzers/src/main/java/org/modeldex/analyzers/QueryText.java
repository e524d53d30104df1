package org.modeldex.analyzers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.SearchField;

/**
 * Query text on its way to Lucene's parser: one pass finds the clauses, checks names and limits,
 * and escapes every character that is an operator to the parser but text to us. Not for reuse.
 */
final class QueryText {
  static final int MAX_LENGTH = 1_024;
  static final int MAX_DEPTH = 20;
  static final int MAX_CLAUSES = 256;

  /** Words that are operators of the parser where they stand alone. */
  static final Set<String> OPERATOR_WORDS = Set.of("AND", "OR", "NOT", "&&", "||");

  private static final Set<String> FUZZY_ENDINGS = Set.of("~", "~1", "~2");
  private static final String PREFIXES = "+-!";
  private static final Pattern RANGE =
      Pattern.compile("[\\[{] *([^ \\\\\"\\]}]+) +TO +([^ \\\\\"\\]}]+) *[\\]}]");

  private final QuerySource source;
  private final Subjects subjects;
  private final EscapedText escaped = new EscapedText();
  private final Deque<Integer> open = new ArrayDeque<>();
  private int at;
  private int clauses;
  private boolean usesOperators;
  private @Nullable ModeldexException imbalance;

  private QueryText(QuerySource source, Subjects subjects) {
    this.source = source;
    this.subjects = subjects;
  }

  /**
   * Prepares a text.
   *
   * @throws ModeldexException QUERY_SYNTAX for a text beyond the limits, an unknown field or a
   *     bracket or quote without its partner among operators
   */
  static QueryText prepare(String text, Subjects subjects) {
    if (text.length() > MAX_LENGTH) {
      throw error(
          "the query has " + text.length() + " characters, more than " + MAX_LENGTH, MAX_LENGTH);
    }
    QueryText prepared = new QueryText(QuerySource.of(text), subjects);
    prepared.scan();
    return prepared;
  }

  /** What Lucene's parser is to read. */
  String escaped() {
    return escaped.toString();
  }

  /** The text without any meaning but its words. */
  String words() {
    return source.words();
  }

  /** Whether there is nothing to parse, or a bracket or quote has no partner. */
  boolean isPlain() {
    return imbalance != null || source.isBlank();
  }

  /** Whether anything but words, quotes and brackets stands in it. */
  boolean usesOperators() {
    return usesOperators;
  }

  /** The place in the query text of a place in the escaped text. */
  int origin(int position) {
    return escaped.origin(position, source.length());
  }

  private void scan() {
    while (at < source.length()) {
      char c = source.at(at);
      if (c == ' ') {
        escaped.operator(c, at++);
      } else if (isPrefix()) {
        usesOperators = true;
        escaped.operator(c, at++);
      } else if (c == '(' || c == ')') {
        bracket(c);
      } else {
        if (++clauses > MAX_CLAUSES) {
          throw error("the query has more than " + MAX_CLAUSES + " words and clauses", at);
        }
        if (c == '"') {
          quoted();
        } else {
          word();
        }
      }
    }
    if (!open.isEmpty()) {
      unbalanced("this bracket is never closed", open.getLast());
    }
    if (imbalance != null && usesOperators) {
      throw imbalance;
    }
  }

  /** Whether a sign stands here before something and after nothing. */
  private boolean isPrefix() {
    return source.isAny(PREFIXES, at)
        && (at == 0 || source.isAny(" (", at - 1))
        && source.at(at + 1) != ' '
        && !source.isAny(PREFIXES + "):<>=", at + 1);
  }

  private void bracket(char c) {
    if (c == '(') {
      if (open.size() == MAX_DEPTH) {
        throw error("brackets are nested deeper than " + MAX_DEPTH, at);
      }
      open.push(at);
      escaped.operator(c, at);
    } else if (open.isEmpty()) {
      unbalanced("this bracket was never opened", at);
      escaped.text(c, at);
    } else {
      open.pop();
      escaped.operator(c, at);
    }
    at++;
  }

  private void quoted() {
    int close = source.find("\"", at + 1);
    if (close == source.length()) {
      unbalanced("this quote is never closed", at);
      escaped.text('"', at++);
      return;
    }
    escaped.operator('"', at++);
    while (at < close) {
      if (source.at(at) == '\\') {
        escape();
      } else {
        escaped.operator(source.quotedAt(at), at++);
      }
    }
    escaped.operator('"', at++);
    if (source.isAny("~", at) && source.isDigit(at + 1)) {
      throw error("a phrase takes no distance", at);
    }
  }

  /** A word of text, or a name with an operator and a value. */
  private void word() {
    int end = source.nameEnd(at);
    String name = source.unescaped(at, end);
    Optional<Clause> clause = name.isEmpty() ? Optional.empty() : findClause(name, end);
    if (clause.isPresent()) {
      usesOperators = true;
      clause(clause.get(), end);
    } else {
      text();
    }
  }

  /**
   * A name with an operator.
   *
   * @param operator as the parser wants it
   * @param valueAt where the value begins
   * @param spaced whether there is a space beside the operator
   * @param isId whether the name is part of the value, a whole record id
   */
  private record Clause(String operator, int valueAt, boolean spaced, boolean isId) {
    static final String COLON = ":";

    boolean isColon() {
      return operator.equals(COLON);
    }
  }

  private Optional<Clause> findClause(String name, int end) {
    if (source.isAny(":", end)) {
      return colonClause(name, end + 1);
    }
    int operatorAt = source.skipSpaces(end);
    String operator = source.comparator(operatorAt);
    if (operator.isEmpty()) {
      return Optional.empty();
    }
    int operatorEnd = source.comparatorEnd(operatorAt);
    int valueAt = source.skipSpaces(operatorEnd);
    boolean spaced = operatorAt > end || valueAt > operatorEnd;
    boolean numeric = source.startsNumber(valueAt);
    Optional<Subject> subject = subjects.find(name);
    if (!numeric && subjects.isDirection(name, source.substring(operatorEnd, source.length()))) {
      return Optional.empty();
    }
    if (subject.isEmpty()) {
      if (!spaced && numeric && Character.isLetter(name.codePointAt(0))) {
        throw unknown(name);
      }
      return Optional.empty();
    }
    if (spaced && !(isNumber(subject.get()) && source.isNumber(valueAt))) {
      return Optional.empty();
    }
    return Optional.of(new Clause(operator, valueAt, spaced, false));
  }

  private Optional<Clause> colonClause(String name, int valueAt) {
    if (!isValue(name, valueAt)) {
      return Optional.empty();
    }
    String comparator = source.comparator(valueAt);
    int comparatorEnd = source.comparatorEnd(valueAt);
    boolean comparison = !comparator.isEmpty() && source.startsNumber(comparatorEnd);
    Optional<Subject> subject = subjects.find(name);
    if (subject.isEmpty()) {
      return isId(name, valueAt)
          ? Optional.of(new Clause(Clause.COLON, valueAt, false, true))
          : unknownName(name, valueAt);
    }
    boolean number = comparison || source.startsNumber(valueAt) || source.isAny("[{*", valueAt);
    if (subject.get() instanceof Subject.Metric && !number && !subjects.isKnownMetric(name)) {
      return Optional.empty();
    }
    return Optional.of(
        comparison
            ? new Clause(comparator, comparatorEnd, false, false)
            : new Clause(Clause.COLON, valueAt, false, false));
  }

  /**
   * A misspelled field is a mistake, and so is an unknown one that stands alone or before a
   * comparison or range; a word that resembles none belongs to the sentence or title around it.
   */
  private Optional<Clause> unknownName(String name, int valueAt) {
    boolean isMeant = source.isOneWord() || source.isAny("[{<>=", valueAt);
    if (isMeant || subjects.nearest(name) != null) {
      throw unknown(name);
    }
    return Optional.empty();
  }

  private static boolean isNumber(Subject subject) {
    return switch (subject) {
      case Subject.Field field ->
          field.field().type() == SearchField.Type.NUMBER
              || field.field().type() == SearchField.Type.INSTANT;
      case Subject.Metric metric -> true;
      case Subject.Attribute attribute -> true;
      case Subject.Presence presence -> false;
    };
  }

  /** Whether something other than a time, a URL, a path or the end of a sentence follows. */
  private boolean isValue(String name, int valueAt) {
    boolean url = source.startsWith("//", valueAt);
    boolean drive = name.length() == 1 && source.isAny("\\/", valueAt);
    return Character.isLetter(name.codePointAt(0))
        && source.at(valueAt) != ' '
        && !source.isAny(":)", valueAt)
        && !url
        && !drive;
  }

  /** Whether a whole record id stands here, {@code kind:project/name}. */
  private boolean isId(String kind, int valueAt) {
    return Kind.find(kind).isPresent() && source.isAny("/", source.find("/ ", valueAt));
  }

  private void clause(Clause clause, int nameEnd) {
    if (clause.isId()) {
      escaped.operators(SearchField.ID.word() + Clause.COLON, at);
      bareValue();
      return;
    }
    word(nameEnd);
    escaped.operators(clause.operator(), at);
    at = clause.valueAt();
    if (at == source.length()) {
      throw error("a value is missing", at);
    }
    if (source.isAny("\"", at)) {
      quoted();
    } else if (clause.isColon() && source.isAny("[{", at)) {
      range();
    } else if (!clause.isColon() || !source.isAny("(", at)) {
      bareValue();
      if (clause.spaced()) {
        unitAfterSpace();
      }
    }
  }

  private void range() {
    Matcher range = RANGE.matcher(source.substring(at, source.length()));
    if (!range.lookingAt()) {
      throw error("a range is written [low TO high]", at);
    }
    int start = at;
    int end = start + range.end();
    escaped.operator(source.at(start), start);
    operators(start + range.start(1), start + range.end(1));
    escaped.operators(" TO ", at);
    operators(start + range.start(2), start + range.end(2));
    escaped.operator(source.at(end - 1), end - 1);
    at = end;
  }

  private void bareValue() {
    word(source.valueEnd(at));
  }

  /** Takes over a name or value as text, even if it is an operator elsewhere. */
  private void word(int end) {
    if (OPERATOR_WORDS.contains(source.substring(at, end))) {
      escaped.operator('\\', at);
    }
    while (at < end) {
      character();
    }
  }

  /** In {@code size < 5 GB} the unit belongs to the number. */
  private void unitAfterSpace() {
    int end = source.find(" )", at + 1);
    if (source.at(at) == ' '
        && at < end
        && source.isDigit(at - 1)
        && NumberText.isSuffix(source.substring(at + 1, end))) {
      at++;
      while (at < end) {
        character();
      }
    }
  }

  /** A word without meaning to us, up to the next space, bracket or quote. */
  private void text() {
    int start = at;
    int end = source.find(" ()\"", at);
    if (OPERATOR_WORDS.contains(source.substring(start, end))) {
      usesOperators = true;
      operators(start, end);
      return;
    }
    int ending = fuzzyEnding(start, end);
    word(ending);
    operators(ending, end);
  }

  /** Where {@code ~}, {@code ~1} or {@code ~2} ends the word that begins at {@code start}. */
  private int fuzzyEnding(int start, int end) {
    int tilde = source.find("~", start);
    while (source.find("~", tilde + 1) < end) {
      tilde = source.find("~", tilde + 1);
    }
    boolean isFuzzy =
        tilde > start && tilde < end && FUZZY_ENDINGS.contains(source.substring(tilde, end));
    return isFuzzy ? tilde : end;
  }

  /** Takes over characters as operators. */
  private void operators(int start, int end) {
    for (at = start; at < end; at++) {
      escaped.operator(source.at(at), at);
    }
  }

  /** Takes over one character, or one escape, as text. */
  private void character() {
    if (source.at(at) == '\\') {
      escape();
    } else {
      escaped.text(source.at(at), at++);
    }
  }

  private void escape() {
    boolean last = at + 1 == source.length();
    escaped.escape(last ? '\\' : source.at(at + 1), at);
    at += last ? 1 : 2;
  }

  private void unbalanced(String message, int position) {
    if (imbalance == null) {
      imbalance = error(message, position);
    }
  }

  private ModeldexException unknown(String name) {
    return ModeldexException.querySyntax(
        "there is no field or metric '" + name + "'", at, subjects.nearest(name));
  }

  private static ModeldexException error(String message, int position) {
    return ModeldexException.querySyntax(message, position, null);
  }
}
