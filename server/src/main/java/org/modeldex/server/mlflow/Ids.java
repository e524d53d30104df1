package org.modeldex.server.mlflow;

import java.util.Optional;
import java.util.function.Supplier;
import org.modeldex.record.Kind;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;

/** Which records MLflow's things are. */
final class Ids {
  static final String PROJECT = "mlflow";

  /** The project of logged models. */
  static final String LOGGED_MODELS = "mlflow.logged-models";

  /** The {@code source.format} of what MLflow's clients wrote. */
  static final String FORMAT = "mlflow";

  private Ids() {}

  static RecordId experiment(String id) {
    return RecordId.of(Kind.EXPERIMENT, PROJECT, id);
  }

  static RecordId run(String id) {
    return RecordId.of(Kind.RUN, PROJECT, id);
  }

  static RecordId model(String name) {
    return RecordId.model(PROJECT, name);
  }

  static RecordId version(String name, String version) {
    return RecordId.version(PROJECT, name, version);
  }

  static RecordId dataset(String name, String digest) {
    return new RecordId(Kind.DATASET, PROJECT, name, digest);
  }

  /** A logged model is kept apart from registered ones, whose names anybody may choose. */
  static RecordId loggedModel(String id) {
    return RecordId.of(Kind.MODEL, LOGGED_MODELS, id);
  }

  /** An id that a client made up; empty when no record can be called so. */
  static Optional<RecordId> asked(Supplier<RecordId> id) {
    try {
      return Optional.of(id.get());
    } catch (ModeldexException e) {
      return Optional.empty();
    }
  }
}
