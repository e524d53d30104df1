package org.modeldex.server.mlflow;

import java.util.List;

/** The stages of model versions. */
final class Stages {
  static final String NONE = "None";
  static final String STAGING = "Staging";
  static final String PRODUCTION = "Production";
  static final String ARCHIVED = "Archived";
  static final List<String> ALL = List.of(NONE, STAGING, PRODUCTION, ARCHIVED);

  private Stages() {}

  /** The stage that a client means, whatever its case. */
  static String of(String written) {
    return ALL.stream()
        .filter(written::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() ->
            MlflowErrors.invalid(
                "Invalid Model Version stage: "
                    + written
                    + ". Value must be one of "
                    + String.join(", ", ALL)
                    + "."));
  }
}
