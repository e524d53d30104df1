package org.modeldex.server.mlflow;

import java.util.List;

/**
 * One comparison of a filter.
 *
 * @param entity what the key belongs to, such as {@code metrics}; {@code attribute} where the
 *     filter names none
 */
record Comparison(String entity, String key, Operator operator, Value value) {

  /** How key and value are compared. */
  enum Operator {
    EQUAL("="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    LIKE("LIKE"),
    ILIKE("ILIKE"),
    IN("IN"),
    NOT_IN("NOT IN"),
    IS_NULL("IS NULL"),
    IS_NOT_NULL("IS NOT NULL");

    private final String word;

    Operator(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** What a key is compared with. */
  sealed interface Value {
    record Text(String text) implements Value {}

    /** A number, and how it is written. */
    record Numeric(double number, String written) implements Value {}

    record Texts(List<String> texts) implements Value {
      public Texts {
        texts = List.copyOf(texts);
      }
    }

    /** Nothing: the operator says it all. */
    record None() implements Value {}
  }
}
