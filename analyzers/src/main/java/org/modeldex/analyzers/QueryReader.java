package org.modeldex.analyzers;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.queryparser.flexible.core.QueryNodeParseException;
import org.apache.lucene.queryparser.flexible.core.nodes.AndQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.BooleanQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.FieldQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.FuzzyQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.GroupQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.ModifierQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.ModifierQueryNode.Modifier;
import org.apache.lucene.queryparser.flexible.core.nodes.OrQueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.QueryNode;
import org.apache.lucene.queryparser.flexible.core.nodes.QuotedFieldQueryNode;
import org.apache.lucene.queryparser.flexible.core.util.UnescapedCharSequence;
import org.apache.lucene.queryparser.flexible.standard.nodes.TermRangeQueryNode;
import org.apache.lucene.queryparser.flexible.standard.parser.ParseException;
import org.apache.lucene.queryparser.flexible.standard.parser.StandardSyntaxParser;
import org.apache.lucene.queryparser.flexible.standard.parser.Token;
import org.modeldex.record.ModeldexException;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Fuzzy;
import org.modeldex.search.Query.Phrase;
import org.modeldex.search.Query.Wildcard;
import org.modeldex.search.Query.Words;
import org.modeldex.search.SearchField;

/** Has Lucene's parser read one prepared text, and turns its tree into a query. */
final class QueryReader {
  /** The name the parser gives to words without a field; no name in a text can be empty. */
  private static final String NO_FIELD = "";

  private static final int MIN_WILDCARD_PREFIX = 2;
  private static final int MIN_LENGTH_FOR_TWO_EDITS = 6;

  private final QueryText text;
  private final Subjects subjects;
  private final ClauseReader clauses;

  QueryReader(QueryText text, Subjects subjects, ClauseReader clauses) {
    this.text = text;
    this.subjects = subjects;
    this.clauses = clauses;
  }

  /**
   * The whole query.
   *
   * @throws ModeldexException QUERY_SYNTAX for operators that do not fit together, and for values
   *     that do not fit their field
   */
  Query read() {
    QueryNode tree;
    try {
      tree = new StandardSyntaxParser().parse(text.escaped(), NO_FIELD);
    } catch (QueryNodeParseException e) {
      if (text.usesOperators()) {
        throw broken(e);
      }
      return new Words(text.words());
    }
    return Junctions.positive(read(tree));
  }

  private ModeldexException broken(QueryNodeParseException e) {
    Token next = e instanceof ParseException parse ? parse.currentToken.next : null;
    String message =
        next == null || next.image.isEmpty()
            ? "the query ends where something must follow"
            : "'" + next.image + "' cannot stand here";
    return ModeldexException.querySyntax(
        message, text.origin(next == null ? -1 : next.beginColumn), null);
  }

  private Query read(QueryNode node) {
    return switch (node) {
      case GroupQueryNode group -> read(group.getChild());
      case ModifierQueryNode modifier ->
          isNot(modifier)
              ? Junctions.negation(read(modifier.getChild()))
              : read(modifier.getChild());
      case AndQueryNode and -> Junctions.all(and.getChildren().stream().map(this::read).toList());
      case OrQueryNode or -> Junctions.any(or.getChildren().stream().map(this::read).toList());
      case BooleanQueryNode sequence -> sequence(sequence.getChildren());
      case TermRangeQueryNode range -> range(range);
      case FuzzyQueryNode fuzzy -> fuzzy(fuzzy);
      case QuotedFieldQueryNode quoted -> quoted(quoted);
      case FieldQueryNode word -> word(word);
      default ->
          throw ModeldexException.querySyntax(
              "the query uses an operator that is not offered", 0, null);
    };
  }

  /**
   * Clauses side by side: all must hold, but free words are one clause together, wherever they
   * stand, and a required word is a clause of its own as well.
   */
  private Query sequence(List<QueryNode> children) {
    List<Query> all = new ArrayList<>();
    List<Query> required = new ArrayList<>();
    List<String> words = new ArrayList<>();
    int wordsAt = 0;
    for (QueryNode child : children) {
      Query clause = read(child);
      if (clause instanceof Words free) {
        wordsAt = words.isEmpty() ? all.size() : wordsAt;
        words.add(free.text());
        if (child instanceof ModifierQueryNode) {
          required.add(free);
        }
      } else {
        all.add(clause);
      }
    }
    all.addAll(wordsAt, required);
    if (words.size() > required.size()) {
      all.add(wordsAt, new Words(String.join(" ", words)));
    }
    return Junctions.all(all);
  }

  private static boolean isNot(ModifierQueryNode node) {
    return node.getModifier() == Modifier.MOD_NOT;
  }

  private Query word(FieldQueryNode node) {
    Value value = value(node);
    if (!node.getField().toString().equals(NO_FIELD)) {
      return clauses.is(subject(node), value);
    }
    if (value.isAnything()) {
      return Query.ALL;
    }
    return isNamePrefix(value) ? new Wildcard(SearchField.NAME, value.text()) : words(value.text());
  }

  /** Whether a free word is letters and digits with one {@code *} at the end. */
  private static boolean isNamePrefix(Value value) {
    int last = value.text().length() - 1;
    return value.hasWildcard()
        && last >= MIN_WILDCARD_PREFIX
        && value.text().indexOf('*') == last
        && value
            .text()
            .chars()
            .limit(last)
            .allMatch(c -> Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0);
  }

  private Query quoted(QuotedFieldQueryNode node) {
    Value value = new Value(node.getTextAsString(), false, false, text.origin(node.getBegin()));
    if (!node.getField().toString().equals(NO_FIELD)) {
      return clauses.is(subject(node), value);
    }
    return value.text().isBlank() ? Query.ALL : new Phrase(value.text());
  }

  private Query fuzzy(FuzzyQueryNode node) {
    if (!node.getField().toString().equals(NO_FIELD)) {
      throw ModeldexException.querySyntax(
          "words with ~ are looked for in all text, not in one field",
          text.origin(node.getBegin()),
          null);
    }
    String word = node.getTextAsString();
    String written = text.escaped().substring(node.getEnd()).strip();
    if (written.startsWith("~1") || written.startsWith("~2")) {
      return new Fuzzy(word, Math.round(node.getSimilarity()));
    }
    return new Fuzzy(word, word.length() < MIN_LENGTH_FOR_TWO_EDITS ? 1 : 2);
  }

  private Query range(TermRangeQueryNode node) {
    return clauses.between(
        subject(node.getLowerBound()),
        new ClauseReader.Bound(value(node.getLowerBound()), node.isLowerInclusive()),
        new ClauseReader.Bound(value(node.getUpperBound()), node.isUpperInclusive()));
  }

  private Value value(FieldQueryNode node) {
    CharSequence characters = node.getText();
    boolean wildcard = false;
    boolean literal = false;
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (c == '*' || c == '?') {
        boolean escaped = wasEscaped(characters, i);
        wildcard |= !escaped;
        literal |= escaped;
      }
    }
    return new Value(characters.toString(), wildcard, literal, text.origin(node.getBegin()));
  }

  private static boolean wasEscaped(CharSequence characters, int i) {
    return characters instanceof UnescapedCharSequence text && text.wasEscaped(i);
  }

  private Subject subject(FieldQueryNode node) {
    String name = node.getFieldAsString();
    return subjects
        .find(name)
        .orElseThrow(() -> new IllegalStateException("the name " + name + " was checked before"));
  }

  /** Words separated by single spaces: an escaped space is one of them. */
  private static Query words(String text) {
    return text.isBlank() ? Query.ALL : new Words(String.join(" ", text.strip().split(" +")));
  }
}
