package org.modeldex.ingest.feast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements at the left margin of a Python module that call something: {@code name =
 * Call(...)} and {@code @call(...)} before a function. Nothing is executed; what is not literal
 * stays text. Used by one thread.
 */
final class PythonModule {
  private static final int MAX_DEPTH = 50;
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_]\\w*)[ \\t]*(?::[^=\\n]*)?=(?!=)[ \\t]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.]*");
  private static final Pattern CALL = Pattern.compile("(?:\\w+\\.)*(\\w+)\\(");
  private static final Pattern FUNCTION =
      Pattern.compile("\\s*(?:async\\s+)?def\\s+([A-Za-z_]\\w*)");
  private static final Pattern STRING = Pattern.compile("(?i)[rbuf]{0,2}('''|\"\"\"|'|\")");

  private final String code;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Unclear> unclear = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineOf;

  /**
   * A call and what it is called.
   *
   * @param name the variable, or the function that is decorated; null when there is neither
   */
  record Statement(@Nullable String name, Expression.Call call) {}

  /**
   * A call that goes on in a way that cannot be followed, as one without an end.
   *
   * @param function without the modules it is in
   */
  record Unclear(String function, int line) {}

  /** What was found in a module. */
  record Contents(List<Statement> statements, List<Unclear> unclear) {}

  private PythonModule(String code) {
    this.code = code;
  }

  static Contents read(String code) {
    PythonModule module = new PythonModule(code);
    while (module.at < code.length()) {
      module.statement();
    }
    return new Contents(List.copyOf(module.statements), List.copyOf(module.unclear));
  }

  private void statement() {
    int start = at;
    if (code.charAt(at) == '@') {
      at++;
      Expression decorator = expression(0);
      Matcher function = FUNCTION.matcher(code).region(at, code.length());
      if (decorator instanceof Expression.Call call && function.lookingAt()) {
        statements.add(new Statement(function.group(1), call));
      }
    } else if (Character.isJavaIdentifierStart(code.charAt(at))) {
      Matcher assignment = ASSIGNMENT.matcher(code).region(at, code.length());
      String name = null;
      if (assignment.lookingAt()) {
        name = assignment.group(1);
        at = assignment.end();
      }
      switch (expression(0)) {
        case Expression.Call call -> statements.add(new Statement(name, call));
        case Expression.Other other -> {
          Matcher call = CALL.matcher(other.text());
          if (call.lookingAt()) {
            unclear.add(new Unclear(call.group(1), other.line()));
          }
        }
        case Expression.Text text -> {}
        case Expression.Items items -> {}
        case Expression.Dict dict -> {}
      }
    }
    passOver(0);
    if (at < code.length() && at >= start) {
      at++; // the line's end, or a bracket that nothing opened
    }
  }

  /** The number of the line of an index, which only grows. */
  private int lineAt(int index) {
    for (; lineOf < index; lineOf++) {
      line += code.charAt(lineOf) == '\n' ? 1 : 0;
    }
    return line;
  }

  /**
   * Reads an expression up to a comma, colon or bracket that is not its own, outside of brackets to
   * the line's end.
   */
  private Expression expression(int depth) {
    skipBlank(depth);
    int start = at;
    int startLine = lineAt(start);
    Expression first = depth > MAX_DEPTH ? null : primary(depth, start, startLine);
    skipBlank(depth);
    if (first != null && isEnd(depth)) {
      return first;
    }
    at = first == null ? start : at;
    passOver(depth);
    return new Expression.Other(code.substring(start, at).strip(), startLine);
  }

  private @Nullable Expression primary(int depth, int start, int startLine) {
    if (at == code.length()) {
      return null;
    }
    if (STRING.matcher(code).region(at, code.length()).lookingAt()) {
      StringBuilder value = new StringBuilder();
      int end = at;
      while (STRING.matcher(code).region(at, code.length()).lookingAt()) {
        value.append(string());
        end = at;
        skipBlank(depth);
      }
      return new Expression.Text(value.toString(), code.substring(start, end), startLine);
    }
    return switch (code.charAt(at)) {
      case '[', '(' -> items(depth, start, startLine);
      case '{' -> dict(depth, start, startLine);
      default -> named(depth, start, startLine);
    };
  }

  /** The text of a string; one with places to fill in keeps them as they are. */
  private String string() {
    Matcher opening = STRING.matcher(code).region(at, code.length());
    if (!opening.lookingAt()) {
      throw new IllegalStateException("there is no string at " + at);
    }
    String quote = String.valueOf(opening.group(1));
    boolean raw = opening.group().toLowerCase(Locale.ROOT).contains("r");
    StringBuilder text = new StringBuilder();
    at = opening.end();
    while (at < code.length() && !code.startsWith(quote, at)) {
      char c = code.charAt(at);
      if (c == '\n' && quote.length() == 1) {
        break;
      }
      if (c == '\\' && at + 1 < code.length()) {
        char next = code.charAt(at + 1);
        text.append(raw ? "\\" + next : unescaped(next));
        at += 2;
      } else {
        text.append(c);
        at++;
      }
    }
    at = Math.min(code.length(), at + (code.startsWith(quote, at) ? quote.length() : 0));
    return text.toString();
  }

  private static String unescaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case '\n' -> "";
      case '\\', '\'', '"' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private @Nullable Expression items(int depth, int start, int startLine) {
    char close = code.charAt(at) == '[' ? ']' : ')';
    at++;
    List<Expression> items = new ArrayList<>();
    boolean comma = close == ']';
    while (true) {
      skipBlank(depth + 1);
      if (is(close)) {
        at++;
        return items.size() == 1 && !comma
            ? items.getFirst()
            : new Expression.Items(List.copyOf(items), code.substring(start, at), startLine);
      }
      items.add(expression(depth + 1));
      if (is(',')) {
        comma = true;
        at++;
      } else if (!is(close)) {
        return null;
      }
    }
  }

  private @Nullable Expression dict(int depth, int start, int startLine) {
    at++;
    SequencedMap<String, Expression> entries = new LinkedHashMap<>();
    while (true) {
      skipBlank(depth + 1);
      if (is('}')) {
        at++;
        return new Expression.Dict(entries, code.substring(start, at), startLine);
      }
      Expression key = expression(depth + 1);
      if (!is(':')) {
        return null;
      }
      at++;
      entries.put(
          key instanceof Expression.Text text ? text.value() : key.text(), expression(depth + 1));
      if (is(',')) {
        at++;
      } else if (!is('}')) {
        return null;
      }
    }
  }

  private @Nullable Expression named(int depth, int start, int startLine) {
    Matcher name = NAME.matcher(code).region(at, code.length());
    if (!name.lookingAt()) {
      return null;
    }
    at = name.end();
    if (!is('(')) {
      return new Expression.Other(name.group(), startLine);
    }
    at++;
    List<Expression> positional = new ArrayList<>();
    SequencedMap<String, Expression> keywords = new LinkedHashMap<>();
    while (true) {
      skipBlank(depth + 1);
      if (is(')')) {
        at++;
        return new Expression.Call(
            name.group().substring(name.group().lastIndexOf('.') + 1),
            List.copyOf(positional),
            keywords,
            code.substring(start, at),
            startLine);
      }
      Matcher keyword = ASSIGNMENT.matcher(code).region(at, code.length());
      if (keyword.lookingAt()) {
        at = keyword.end();
        keywords.put(keyword.group(1), expression(depth + 1));
      } else {
        positional.add(expression(depth + 1));
      }
      if (is(',')) {
        at++;
      } else if (!is(')')) {
        return null;
      }
    }
  }

  private boolean is(char c) {
    return at < code.length() && code.charAt(at) == c;
  }

  /** Blanks, comments and joined lines; within brackets line ends, too. */
  private void skipBlank(int depth) {
    while (at < code.length()) {
      char c = code.charAt(at);
      if (c == '#') {
        int end = code.indexOf('\n', at);
        at = end < 0 ? code.length() : end;
      } else if (c == '\\' && code.startsWith("\n", at + 1)) {
        at += 2;
      } else if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && depth > 0)) {
        at++;
      } else {
        return;
      }
    }
  }

  private boolean isEnd(int depth) {
    return at == code.length()
        || (depth == 0 ? is('\n') || is(';') : ",:)]}".indexOf(code.charAt(at)) >= 0);
  }

  /** Passes over everything up to where an expression of this depth ends. */
  private void passOver(int depth) {
    int open = 0;
    while (at < code.length()) {
      char c = code.charAt(at);
      if (open == 0 && (depth == 0 ? c == '\n' : ",)]}".indexOf(c) >= 0)) {
        return;
      }
      if (STRING.matcher(code).region(at, code.length()).lookingAt()) {
        string();
      } else if (c == '#') {
        skipBlank(0);
      } else {
        open += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 && open > 0 ? -1 : 0;
        at++;
      }
    }
  }
}
