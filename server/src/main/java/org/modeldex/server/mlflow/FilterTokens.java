package org.modeldex.server.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts the text of a filter into tokens. */
final class FilterTokens {
  /** What a token is. */
  enum TokenType {
    /** A key, keyword or bare value, such as {@code params."a b"}, {@code and}, {@code 0.5}. */
    WORD,
    /** A text in quotes; its token holds what is between them. */
    QUOTED,
    /** {@code = != < <= > >=}. */
    OPERATOR,
    OPEN,
    CLOSE,
    COMMA,
    END
  }

  /** A token. */
  record Token(TokenType type, String text) {
    boolean is(String keyword) {
      return type == TokenType.WORD && text.toUpperCase(Locale.ROOT).equals(keyword);
    }
  }

  private static final Token END = new Token(TokenType.END, "");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private FilterTokens(String text) {
    this.text = text;
  }

  static List<Token> of(String text) {
    FilterTokens tokens = new FilterTokens(text);
    tokens.read();
    return tokens.tokens;
  }

  private void read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '\'' || c == '"') {
        readQuoted(c);
      } else if ("=!<>".indexOf(c) >= 0) {
        readOperator();
      } else if (c == '(' || c == ')' || c == ',') {
        TokenType type = c == '(' ? TokenType.OPEN : c == ')' ? TokenType.CLOSE : TokenType.COMMA;
        tokens.add(new Token(type, String.valueOf(c)));
        at++;
      } else if (c == ';') {
        throw MlflowErrors.invalid(
            "Search filter contained multiple expression(s). Provide AND-ed expression list.");
      } else {
        readWord();
      }
    }
    tokens.add(END);
  }

  private void readQuoted(char quote) {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw MlflowErrors.invalid(
          "Invalid clause(s) in filter string: the quote " + quote + " is not closed.");
    }
    tokens.add(new Token(TokenType.QUOTED, text.substring(at + 1, end)));
    at = end + 1;
  }

  private void readOperator() {
    int start = at++;
    if (at < text.length() && text.charAt(at) == '=' && text.charAt(start) != '=') {
      at++;
    }
    String operator = text.substring(start, at);
    if (operator.equals("!")) {
      throw MlflowErrors.invalid("Invalid clause(s) in filter string: '!'");
    }
    tokens.add(new Token(TokenType.OPERATOR, operator));
  }

  /** Reads a word, of which parts may be quoted: {@code params."a b"}. */
  private void readWord() {
    int start = at;
    char quote = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '`' || c == '"' || (c == '\'' && text.charAt(at - 1) == '.')) {
        quote = c;
      } else if (Character.isWhitespace(c) || "=!<>(),;'".indexOf(c) >= 0) {
        break;
      }
      at++;
    }
    if (quote != 0) {
      throw MlflowErrors.invalid(
          "Invalid clause(s) in filter string: the quote " + quote + " is not closed.");
    }
    tokens.add(new Token(TokenType.WORD, text.substring(start, at)));
  }
}
