package org.modeldex.server.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.modeldex.search.Query;
import org.modeldex.server.mlflow.Comparison.Operator;
import org.modeldex.server.mlflow.Comparison.Value;
import org.modeldex.server.mlflow.FilterTokens.Token;
import org.modeldex.server.mlflow.FilterTokens.TokenType;

/**
 * Reads the text of a filter. It is MLflow's language with OR, brackets and IS NULL besides:
 *
 * <pre>
 *   filter      any [AND]
 *   any         all (OR all)*
 *   all         part (AND part)*
 *   part        "(" any ")" | comparison
 *   comparison  key operator value | key IS [NOT] NULL
 *   value       'text' | "text" | number | "(" 'text' ("," 'text')* ")"
 * </pre>
 */
final class FilterParser {
  private static final int MAX_LENGTH = 100_000;
  private static final int MAX_DEPTH = 20;

  private final List<Token> tokens;
  private final Function<Comparison, Query> meaning;
  private int at;
  private int depth;

  private FilterParser(List<Token> tokens, Function<Comparison, Query> meaning) {
    this.tokens = tokens;
    this.meaning = meaning;
  }

  /**
   * The query of a filter.
   *
   * @param filter null or blank for everything
   * @param meaning what a comparison asks for; refuses what it does not know
   */
  static Query parse(@Nullable String filter, Function<Comparison, Query> meaning) {
    if (filter == null || filter.isBlank()) {
      return Query.ALL;
    }
    if (filter.length() > MAX_LENGTH) {
      throw MlflowErrors.invalid(
          "The filter has " + filter.length() + " characters, more than " + MAX_LENGTH);
    }
    return new FilterParser(FilterTokens.of(filter), meaning).parse();
  }

  private Query parse() {
    Query query = any();
    if (peek().type() != TokenType.END) {
      throw unexpected(peek());
    }
    return query;
  }

  private Query any() {
    List<Query> alternatives = new ArrayList<>(List.of(all()));
    while (peek().is("OR")) {
      at++;
      alternatives.add(all());
    }
    return alternatives.size() == 1 ? alternatives.getFirst() : new Query.Or(alternatives);
  }

  private Query all() {
    List<Query> parts = new ArrayList<>(List.of(part()));
    while (peek().is("AND")) {
      at++;
      if (peek().type() == TokenType.END) {
        break;
      }
      parts.add(part());
    }
    return Query.together(parts);
  }

  private Query part() {
    if (peek().type() != TokenType.OPEN) {
      return meaning.apply(comparison());
    }
    if (++depth > MAX_DEPTH) {
      throw MlflowErrors.invalid("The filter has more than " + MAX_DEPTH + " levels of brackets");
    }
    at++;
    Query inner = any();
    expect(TokenType.CLOSE);
    depth--;
    return inner;
  }

  private Comparison comparison() {
    Token key = next();
    if (key.type() != TokenType.WORD && key.type() != TokenType.QUOTED) {
      throw unexpected(key);
    }
    Identifier identifier =
        key.type() == TokenType.QUOTED
            ? Identifier.ofAttribute(key.text())
            : Identifier.parse(key.text());
    Operator operator = operator();
    return new Comparison(identifier.entity(), identifier.key(), operator, value(operator));
  }

  private Operator operator() {
    Token token = next();
    if (token.is("IS")) {
      boolean not = peek().is("NOT");
      at += not ? 1 : 0;
      Token last = next();
      if (!last.is("NULL")) {
        throw unexpected(last);
      }
      return not ? Operator.IS_NOT_NULL : Operator.IS_NULL;
    }
    if (token.is("NOT") && peek().is("IN")) {
      at++;
      return Operator.NOT_IN;
    }
    for (Operator operator : Operator.values()) {
      if (token.is(operator.word())
          || (token.type() == TokenType.OPERATOR && token.text().equals(operator.word()))) {
        return operator;
      }
    }
    throw unexpected(token);
  }

  private Value value(Operator operator) {
    if (operator == Operator.IS_NULL || operator == Operator.IS_NOT_NULL) {
      return new Value.None();
    }
    Token token = next();
    return switch (token.type()) {
      case QUOTED -> new Value.Text(token.text());
      case WORD -> number(token);
      case OPEN -> list();
      case OPERATOR, CLOSE, COMMA, END -> throw unexpected(token);
    };
  }

  private static Value number(Token token) {
    try {
      return new Value.Numeric(Double.parseDouble(token.text()), token.text());
    } catch (NumberFormatException e) {
      throw MlflowErrors.invalid(
          "Parameter value is either not quoted or unidentified quote types used for string value "
              + token.text()
              + ". Use either single or double quotes.");
    }
  }

  private Value list() {
    List<String> texts = new ArrayList<>();
    do {
      Token token = next();
      if (token.type() != TokenType.QUOTED) {
        throw MlflowErrors.invalid(
            "While parsing a list in the query, expected string value, punctuation, or whitespace,"
                + " but got different type in list: "
                + token.text());
      }
      texts.add(token.text());
    } while (peek().type() == TokenType.COMMA && next().type() == TokenType.COMMA);
    expect(TokenType.CLOSE);
    return new Value.Texts(texts);
  }

  private void expect(TokenType type) {
    Token token = next();
    if (token.type() != type) {
      throw unexpected(token);
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (token.type() != TokenType.END) {
      at++;
    }
    return token;
  }

  private static RuntimeException unexpected(Token token) {
    return MlflowErrors.invalid(
        "Invalid clause(s) in filter string: "
            + (token.type() == TokenType.END ? "it ends too early" : "'" + token.text() + "'"));
  }
}
