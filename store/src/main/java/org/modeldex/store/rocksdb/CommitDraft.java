package org.modeldex.store.rocksdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;
import org.modeldex.store.Change;
import org.modeldex.store.Change.Operation;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.store.Receipt.Effect;
import org.modeldex.store.Receipt.Outcome;
import org.modeldex.store.rocksdb.Database.Family;
import org.modeldex.store.rocksdb.StoredState.Gone;
import org.modeldex.store.rocksdb.StoredState.Live;

/** One commit being worked out. Nothing of it is visible before all its mutations have passed. */
final class CommitDraft {
  private final GroupBatch group;
  private final SeriesEdits series;
  private final Stamp stamp;
  private final List<Edit> edits = new ArrayList<>();
  private final Map<RecordId, StoredState> heads = new HashMap<>();
  private final Map<Kind, Long> countChanges = new HashMap<>();
  private long sequence;
  private byte @Nullable [] lastChange;

  CommitDraft(GroupBatch group, SeriesEdits series, Stamp stamp, long sequence) {
    this.group = group;
    this.series = series;
    this.stamp = stamp;
    this.sequence = sequence;
  }

  List<Outcome> apply(List<Mutation> mutations, List<Content> contents) {
    Iterator<Content> nextContent = contents.iterator();
    List<Outcome> outcomes = new ArrayList<>(mutations.size());
    for (Mutation mutation : mutations) {
      outcomes.add(
          switch (mutation) {
            case Mutation.Put put -> put(put, nextContent.next());
            case Mutation.Delete delete -> delete(delete);
            case Mutation.AppendMeasurements append -> append(append);
            case Mutation.AppendSeries append -> append(append);
          });
    }
    return outcomes;
  }

  /** Makes the commit part of its group. */
  void addTo(List<Edit> groupEdits, Map<RecordId, StoredState> groupHeads, Map<Kind, Long> counts) {
    groupEdits.addAll(edits);
    groupHeads.putAll(heads);
    countChanges.forEach((kind, change) -> counts.merge(kind, change, Long::sum));
  }

  /** The series as this commit leaves them. */
  SeriesEdits series() {
    return series;
  }

  long sequence() {
    return sequence;
  }

  byte @Nullable [] lastChange() {
    return lastChange;
  }

  private Outcome put(Mutation.Put put, Content content) {
    RecordId id = put.id();
    StoredState head = head(id);
    Live current = head instanceof Live live ? live : null;
    check(put.precondition(), id, current);
    if (current != null && current.content().same(content)) {
      return new Outcome(id, Effect.UNCHANGED, current.revision(), sequence);
    }
    Outcome outcome = replace(id, head, content);
    List<LineageEdge> before = current == null ? List.of() : group.lineage(id, current);
    arrows(id, before, put.record().lineage());
    return outcome;
  }

  private Outcome append(Mutation.AppendMeasurements append) {
    RecordId id = append.id();
    if (!(head(id) instanceof Live current)) {
      throw ModeldexException.notFound(id);
    }
    if (append.measurements().isEmpty()) {
      return new Outcome(id, Effect.UNCHANGED, current.revision(), sequence);
    }
    MetadataRecord record = current.content().record();
    List<Measurement> all = new ArrayList<>(record.statistical());
    all.addAll(append.measurements());
    return replace(id, current, Content.of(record.withStatistical(all)));
  }

  private Outcome append(Mutation.AppendSeries append) {
    RecordId id = append.id();
    if (!(head(id) instanceof Live current)) {
      throw ModeldexException.notFound(id);
    }
    boolean grown = false;
    for (MetricSeries points : append.series()) {
      grown |= series.append(id, points);
    }
    if (!grown) {
      return new Outcome(id, Effect.UNCHANGED, current.revision(), sequence);
    }
    log(new Change(++sequence, id, Operation.APPEND, current.revision(), stamp));
    return new Outcome(id, Effect.UPDATED, current.revision(), sequence);
  }

  private Outcome delete(Mutation.Delete delete) {
    RecordId id = delete.id();
    if (!(head(id) instanceof Live current)) {
      throw ModeldexException.notFound(id);
    }
    check(delete.precondition(), id, current);
    long revision = current.revision() + 1;
    write(id, current, new Gone(revision, ++sequence, stamp));
    countChanges.merge(id.kind(), -1L, Long::sum);
    arrows(id, group.lineage(id, current), List.of());
    series.clear(id);
    return new Outcome(id, Effect.DELETED, revision, sequence);
  }

  private Outcome replace(RecordId id, @Nullable StoredState head, Content content) {
    long revision = head == null ? 1 : head.revision() + 1;
    if (head instanceof Live current) {
      Stamp created = current.created();
      write(id, head, new Live(revision, ++sequence, Operation.UPDATE, created, stamp, content));
      return new Outcome(id, Effect.UPDATED, revision, sequence);
    }
    write(id, head, new Live(revision, ++sequence, Operation.CREATE, stamp, stamp, content));
    countChanges.merge(id.kind(), 1L, Long::sum);
    return new Outcome(id, Effect.CREATED, revision, sequence);
  }

  /** Puts a new state in the place of the one before, which moves to the history. */
  private void write(RecordId id, @Nullable StoredState before, StoredState after) {
    if (before != null) {
      byte[] key = KeyLayout.revision(id, before.revision());
      edits.add(new Edit(Family.REVISIONS, key, Codec.state(before)));
    }
    edits.add(new Edit(Family.RECORDS, KeyLayout.record(id), Codec.state(after)));
    log(new Change(after.sequence(), id, after.operation(), after.revision(), after.stamp()));
    heads.put(id, after);
  }

  private void log(Change change) {
    lastChange = Codec.change(change);
    edits.add(new Edit(Family.CHANGES, KeyLayout.change(change.sequence()), lastChange));
  }

  private void arrows(RecordId id, List<LineageEdge> before, List<LineageEdge> after) {
    Set<LineageEdge> gone = new LinkedHashSet<>(before);
    Set<LineageEdge> added = new LinkedHashSet<>(after);
    after.forEach(gone::remove);
    before.forEach(added::remove);
    gone.forEach(edge -> arrow(id, edge, null));
    added.forEach(edge -> arrow(id, edge, Codec.nothing()));
  }

  private void arrow(RecordId id, LineageEdge lineage, byte @Nullable [] value) {
    Edge edge = new Edge(id, lineage.relation(), lineage.target(), lineage.at());
    for (Direction direction : Direction.values()) {
      edits.add(new Edit(Family.EDGES, KeyLayout.edge(edge, direction), value));
    }
  }

  private @Nullable StoredState head(RecordId id) {
    StoredState own = heads.get(id);
    return own != null ? own : group.head(id);
  }

  private static void check(Precondition precondition, RecordId id, @Nullable Live current) {
    switch (precondition) {
      case Precondition.None none -> {}
      case Precondition.Absent absent -> {
        if (current != null) {
          throw new ModeldexException(ErrorCode.ALREADY_EXISTS, id + " already exists");
        }
      }
      case Precondition.Present present -> {
        if (current == null) {
          throw new ModeldexException(ErrorCode.REVISION_CONFLICT, id + " does not exist");
        }
      }
      case Precondition.AtRevision at -> {
        if (current == null || current.revision() != at.revision()) {
          throw new ModeldexException(
              ErrorCode.REVISION_CONFLICT,
              id
                  + (current == null ? " does not exist" : " is at revision " + current.revision())
                  + ", not at revision "
                  + at.revision());
        }
      }
    }
  }
}
