package org.modeldex.ingest.feast;

import java.util.List;
import java.util.SequencedMap;

/** A Python expression as far as it is literal. */
sealed interface Expression {

  /** The expression as it is written. */
  String text();

  int line();

  /** A string; adjacent ones are one. */
  record Text(String value, String text, int line) implements Expression {}

  /** A list or tuple. */
  record Items(List<Expression> items, String text, int line) implements Expression {}

  /** A dict with keys that are literal. */
  record Dict(SequencedMap<String, Expression> entries, String text, int line)
      implements Expression {}

  /**
   * A call.
   *
   * @param function without the modules it is in
   */
  record Call(
      String function,
      List<Expression> positional,
      SequencedMap<String, Expression> keywords,
      String text,
      int line)
      implements Expression {}

  /** A number, a name, or anything that only running the program would tell. */
  record Other(String text, int line) implements Expression {}
}
