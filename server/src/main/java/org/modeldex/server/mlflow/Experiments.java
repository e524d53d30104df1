package org.modeldex.server.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.Contextual;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.record.Structural;
import org.modeldex.search.ExactValues;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchRequest;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/** Experiments, found by id or name and changed. Safe for all threads. */
final class Experiments {
  /** The experiment that is always there. */
  private static final String DEFAULT_ID = "0";

  private static final String DEFAULT_NAME = "Default";

  private final Catalog catalog;
  private final Edits edits;
  private final Clock clock;

  /** Held while a name is looked up and then taken. */
  private final ReentrantLock naming = new ReentrantLock();

  Experiments(Catalog catalog, Edits edits, Clock clock) {
    this.catalog = catalog;
    this.edits = edits;
    this.clock = clock;
  }

  /** The experiment of an id, deleted or not; NOT_FOUND when there is none. */
  MetadataRecord find(Principal principal, String id) {
    if (id.equals(DEFAULT_ID)) {
      return ensureDefault(principal);
    }
    return Ids.asked(() -> Ids.experiment(id))
        .flatMap(known -> catalog.find(principal, known))
        .orElseThrow(() -> MlflowErrors.notFound("No Experiment with id=" + id + " exists"));
  }

  /** The default experiment, which comes into being when it is first asked for. */
  MetadataRecord ensureDefault(Principal principal) {
    RecordId id = Ids.experiment(DEFAULT_ID);
    Optional<MetadataRecord> known = catalog.find(principal, id);
    if (known.isPresent()) {
      return known.get();
    }
    try {
      put(principal, id, DEFAULT_NAME, null, Map.of());
    } catch (ModeldexException e) {
      if (e.code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
    }
    return catalog.find(principal, id).orElseThrow(() -> ModeldexException.notFound(id));
  }

  /** As {@link #find}, for something that only an active experiment takes. */
  MetadataRecord active(Principal principal, String id) {
    MetadataRecord experiment = find(principal, id);
    if (Lifecycle.isDeleted(experiment)) {
      throw MlflowErrors.invalid(
          "The experiment " + id + " must be in the 'active' state. Current state is deleted.");
    }
    return experiment;
  }

  /** The experiment of a name, deleted or not. */
  Optional<MetadataRecord> named(Principal principal, String name) {
    if (name.equals(DEFAULT_NAME)) {
      ensureDefault(principal);
    }
    Query query =
        new Query.And(
            List.of(
                new Query.FieldIs(SearchField.KIND, Kind.EXPERIMENT.word()),
                new Query.FieldIs(SearchField.PROJECT, Ids.PROJECT),
                new Query.ExactlyIs(ExactValues.SOURCE_NAME, name)));
    return catalog.records(principal, SearchRequest.of(query, 1)).records().stream().findFirst();
  }

  /**
   * Makes an experiment.
   *
   * @param location of its runs' artifacts; null for the server's own
   * @return its id
   */
  String create(
      Principal principal, String name, @Nullable String location, Map<String, String> tags) {
    checkName(name);
    naming.lock();
    try {
      refuseTaken(principal, name);
      long number =
          ThreadLocalRandom.current()
              .nextLong(100_000_000_000_000_000L, 1_000_000_000_000_000_000L);
      String id = Long.toString(number);
      put(principal, Ids.experiment(id), name, location, tags);
      return id;
    } finally {
      naming.unlock();
    }
  }

  private void put(
      Principal principal,
      RecordId id,
      String name,
      @Nullable String location,
      Map<String, String> tags) {
    String uri =
        location == null || location.isEmpty() ? "mlflow-artifacts:/" + id.name() : location;
    MetadataRecord record =
        MetadataRecord.builder(id)
            .source(new Source(Ids.FORMAT, null, name, null, null))
            .contextual(Contextual.builder().startedAt(clock.instant()).build())
            .structural(
                Structural.builder()
                    .artifacts(List.of(new Structural.Artifact(uri, null, null, null)))
                    .build())
            .build();
    catalog.commit(
        principal,
        List.of(new Mutation.Put(Tags.with(record, tags).build(), Precondition.ABSENT)),
        null);
  }

  void rename(Principal principal, String id, String name) {
    checkName(name);
    naming.lock();
    try {
      MetadataRecord experiment = active(principal, id);
      if (!name(experiment).equals(name)) {
        refuseTaken(principal, name);
        change(
            principal,
            id,
            record ->
                record.toBuilder().source(new Source(Ids.FORMAT, null, name, null, null)).build());
      }
    } finally {
      naming.unlock();
    }
  }

  private void refuseTaken(Principal principal, String name) {
    named(principal, name)
        .ifPresent(other -> {
          throw MlflowErrors.exists(
              "Experiment(name="
                  + name
                  + ") already exists."
                  + (Lifecycle.isDeleted(other)
                      ? " It is in the deleted state: restore it, or delete it for good, first."
                      : ""));
        });
  }

  private static void checkName(String name) {
    if (name.isBlank()) {
      throw MlflowErrors.invalid("Invalid experiment name: '" + name + "'");
    }
    Rules.atMost("name", name, Rules.MAX_EXPERIMENT_NAME);
  }

  /** Refuses what {@link #mark} would not do. */
  void checkMark(Principal principal, String id, boolean deleted) {
    checkMark(find(principal, id), deleted);
  }

  private static void checkMark(MetadataRecord experiment, boolean deleted) {
    if (Lifecycle.isDeleted(experiment) == deleted) {
      throw MlflowErrors.notFound(
          "No "
              + (deleted ? "active" : "deleted")
              + " experiment with id="
              + experiment.id().name()
              + " exists");
    }
  }

  /** Deletes or restores; NOT_FOUND when that is done already. */
  void mark(Principal principal, String id, boolean deleted) {
    find(principal, id);
    change(
        principal,
        id,
        record -> {
          checkMark(record, deleted);
          return Lifecycle.marked(record, deleted);
        });
  }

  void change(Principal principal, String id, UnaryOperator<MetadataRecord> change) {
    edits.change(principal, Ids.experiment(id), () -> find(principal, id), change, List.of());
  }

  static String name(MetadataRecord experiment) {
    Source source = experiment.source();
    return source == null || source.name() == null ? experiment.id().name() : source.name();
  }

  /** Where the runs of an experiment keep their artifacts. */
  static String location(MetadataRecord experiment) {
    return experiment.structural().artifacts().isEmpty()
        ? "mlflow-artifacts:/" + experiment.id().name()
        : experiment.structural().artifacts().getFirst().uri();
  }

  static void write(JsonGenerator json, MetadataRecord experiment) throws IOException {
    json.writeStartObject();
    json.writeStringField("experiment_id", experiment.id().name());
    json.writeStringField("name", name(experiment));
    json.writeStringField("artifact_location", location(experiment));
    json.writeStringField("lifecycle_stage", Lifecycle.stage(experiment));
    Times.writeCreated(json, "creation_time", experiment);
    Times.writeUpdated(json, "last_update_time", experiment);
    Tags.write(json, experiment);
    json.writeEndObject();
  }
}
