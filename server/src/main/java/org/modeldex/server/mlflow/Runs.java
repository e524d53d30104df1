package org.modeldex.server.mlflow;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.modeldex.access.Principal;
import org.modeldex.catalog.Catalog;
import org.modeldex.record.Contextual;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.record.Structural;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

/** Runs, found by id and changed. Safe for all threads. */
final class Runs {
  static final String NAME = "mlflow.runName";
  static final String PARENT = "mlflow.parentRunId";
  static final Set<String> STATUSES =
      Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

  private final Catalog catalog;
  private final Edits edits;
  private final Clock clock;

  Runs(Catalog catalog, Edits edits, Clock clock) {
    this.catalog = catalog;
    this.edits = edits;
    this.clock = clock;
  }

  /** The run of an id, deleted or not; NOT_FOUND when there is none. */
  MetadataRecord find(Principal principal, String id) {
    return catalog.find(principal, id(id)).orElseThrow(() -> notFound(id));
  }

  private static RecordId id(String id) {
    return Ids.asked(() -> Ids.run(id)).orElseThrow(() -> notFound(id));
  }

  private static RuntimeException notFound(String id) {
    return MlflowErrors.notFound("Run '" + id + "' not found");
  }

  /** As {@link #find}, for something that only an active run takes. */
  MetadataRecord active(Principal principal, String id) {
    MetadataRecord run = find(principal, id);
    if (Lifecycle.isDeleted(run)) {
      throw MlflowErrors.invalid(
          "The run " + id + " must be in the 'active' state. Current state is deleted.");
    }
    return run;
  }

  /**
   * What a new run is to be.
   *
   * @param name null for one that is made up
   * @param startedAt null for now
   */
  record Start(
      @Nullable String name,
      @Nullable String user,
      @Nullable Long startedAt,
      Map<String, String> tags) {}

  /** Makes a run of an active experiment. */
  MetadataRecord create(Principal principal, MetadataRecord experiment, Start start) {
    UUID random = UUID.randomUUID();
    String id =
        HexFormat.of().toHexDigits(random.getMostSignificantBits())
            + HexFormat.of().toHexDigits(random.getLeastSignificantBits());
    Map<String, String> tags = new LinkedHashMap<>(start.tags());
    tags.put(NAME, name(start, random.getLeastSignificantBits()));
    String location = Experiments.location(experiment);
    String artifacts = location + (location.endsWith("/") ? "" : "/") + id + "/artifacts";
    Instant startedAt =
        start.startedAt() == null ? clock.instant() : Instant.ofEpochMilli(start.startedAt());
    MetadataRecord bare =
        MetadataRecord.builder(Ids.run(id))
            .contextual(
                Contextual.builder()
                    .owner(start.user())
                    .status("RUNNING")
                    .startedAt(startedAt)
                    .build())
            .structural(
                Structural.builder()
                    .artifacts(List.of(new Structural.Artifact(artifacts, null, null, null)))
                    .build())
            .lineage(List.of(LineageEdge.to(Relation.PART_OF, experiment.id())))
            .build();
    MetadataRecord run = tagged(bare, tags);
    catalog.commit(principal, List.of(new Mutation.Put(run, Precondition.ABSENT)), null);
    return run;
  }

  private static String name(Start start, long seed) {
    String tagged = start.tags().get(NAME);
    String named = start.name();
    if (named != null && !named.isEmpty()) {
      if (tagged != null && !tagged.equals(named)) {
        throw MlflowErrors.invalid(
            "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different"
                + " values (run_name='"
                + named
                + "', mlflow.runName='"
                + tagged
                + "').");
      }
      return named;
    }
    return tagged == null ? RunNames.random(new SplittableRandom(seed)) : tagged;
  }

  /** The run with tags and what follows from them: its name and the run that it is part of. */
  static MetadataRecord tagged(MetadataRecord run, Map<String, String> tags) {
    MetadataRecord.Builder changed = Tags.with(run, tags);
    String name = tags.get(NAME);
    if (name != null) {
      changed.source(new Source(Ids.FORMAT, null, Rules.truncated(name, 2_000), null, null));
    }
    String parent = tags.get(PARENT);
    if (parent != null) {
      List<LineageEdge> edges = new ArrayList<>(run.lineage());
      edges.removeIf(edge -> edge.relation() == Relation.PART_OF && isRun(edge.target()));
      Ids.asked(() -> Ids.run(parent))
          .ifPresent(target -> edges.add(LineageEdge.to(Relation.PART_OF, target)));
      changed.lineage(edges);
    }
    return changed.build();
  }

  private static boolean isRun(RecordId id) {
    return id.kind() == Kind.RUN;
  }

  MetadataRecord change(Principal principal, String id, UnaryOperator<MetadataRecord> change) {
    return change(principal, id, change, List.of());
  }

  /** Changes a run that must be active, together with other mutations. */
  MetadataRecord change(
      Principal principal,
      String id,
      UnaryOperator<MetadataRecord> change,
      List<Mutation> besides) {
    return edits.change(principal, id(id), () -> active(principal, id), change, besides);
  }

  /** Deletes or restores a run; doing it again changes nothing. */
  void mark(Principal principal, String id, boolean deleted) {
    edits.change(
        principal,
        id(id),
        () -> find(principal, id),
        run -> Lifecycle.marked(run, deleted),
        List.of());
  }

  /** The id of the experiment that a run is part of; empty for a run that says none. */
  static String experiment(MetadataRecord run) {
    for (LineageEdge edge : run.lineage()) {
      if (edge.relation() == Relation.PART_OF && edge.target().kind() == Kind.EXPERIMENT) {
        return edge.target().name();
      }
    }
    return "";
  }

  static String name(MetadataRecord run) {
    String tag = Tags.find(run, NAME);
    return tag == null ? "" : tag;
  }
}
