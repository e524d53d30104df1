package org.modeldex.record;

import java.util.Optional;

/** What a record describes. The ordinal is never stored; {@link #word} is. */
public enum Kind {
  MODEL("model"),
  VERSION("version"),
  RUN("run"),
  EXPERIMENT("experiment"),
  DATASET("dataset"),
  FEATURE_SET("feature-set"),
  PIPELINE("pipeline"),
  NOTEBOOK("notebook"),
  DEPLOYMENT("deployment");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** The kind's name in ids, JSON and queries. */
  public String word() {
    return word;
  }

  public static Optional<Kind> find(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
