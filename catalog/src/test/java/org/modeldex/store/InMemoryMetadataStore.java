package org.modeldex.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;
import org.modeldex.store.Change.Operation;
import org.modeldex.store.Receipt.Effect;
import org.modeldex.store.Receipt.Outcome;

/** The store's contract in plain maps, for tests. Nothing outlives it. Safe for all threads. */
public final class InMemoryMetadataStore implements MetadataStore {
  private static final Comparator<Edge> EDGE_ORDER =
      Comparator.comparing((Edge edge) -> edge.relation().word())
          .thenComparing(Edge::from)
          .thenComparing(Edge::to)
          .thenComparing(Edge::at, Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final int SHORT_PAGE = 100;

  private final Clock clock;
  private final String uuid = UUID.randomUUID().toString();
  private final NavigableMap<RecordId, List<State>> states = new TreeMap<>();
  private final Map<RecordId, NavigableMap<String, Set<MetricPoint>>> series = new HashMap<>();
  private final List<Change> log = new ArrayList<>();
  private final List<String> metricKeys = new ArrayList<>();
  private final Map<String, Used> tokens = new HashMap<>();
  private long trimmedTo;
  private Map<Kind, Long> counts = Map.of();
  private int countedAt = -1;
  private boolean closed;

  public InMemoryMetadataStore(Clock clock) {
    this.clock = clock;
  }

  private record State(Revision line, @Nullable MetadataRecord record) {}

  private record Used(Instant at, String fingerprint, List<Outcome> outcomes) {}

  @Override
  public synchronized Optional<MetadataRecord> find(RecordId id) {
    checkOpen();
    return Optional.ofNullable(current(states.get(id)));
  }

  @Override
  public boolean has(RecordId id) {
    return find(id).isPresent();
  }

  @Override
  public synchronized Map<RecordId, MetadataRecord> findAll(Collection<RecordId> ids) {
    Map<RecordId, MetadataRecord> found = new HashMap<>();
    ids.forEach(id -> find(id).ifPresent(record -> found.put(id, record)));
    return found;
  }

  @Override
  public synchronized List<Optional<MetadataRecord>> findPage(List<RecordId> ids) {
    return ids.stream().limit(SHORT_PAGE).map(this::find).toList();
  }

  @Override
  public synchronized List<MetadataRecord> list(Range range, @Nullable RecordId after, int limit) {
    checkLimit(limit);
    return (after == null ? states : states.tailMap(after, false))
        .keySet().stream()
            .filter(id -> range.kind() == null || range.kind() == id.kind())
            .filter(id -> range.project() == null || range.project().equals(id.project()))
            .filter(id -> range.name() == null || range.name().equals(id.name()))
            .flatMap(id -> find(id).stream())
            .limit(limit)
            .toList();
  }

  @Override
  public List<Outline> outlines(Range range, @Nullable RecordId after, int limit) {
    return list(range, after, limit).stream()
        .map(record ->
            new Outline(
                record.id(),
                record.contextual().stage(),
                Objects.requireNonNull(record.created()),
                Objects.requireNonNull(record.updated())))
        .toList();
  }

  @Override
  public synchronized List<Revision> history(RecordId id, long before, int limit) {
    checkLimit(limit);
    return states.getOrDefault(id, List.of()).reversed().stream()
        .map(State::line)
        .filter(line -> line.revision() < before)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<MetadataRecord> revision(RecordId id, long revision) {
    return states.getOrDefault(id, List.of()).stream()
        .filter(state -> state.line().revision() == revision)
        .flatMap(state -> Optional.ofNullable(state.record()).stream())
        .findAny();
  }

  @Override
  public synchronized List<Edge> edges(
      RecordId id, Direction direction, @Nullable Edge after, int limit) {
    checkLimit(limit);
    return states.keySet().stream()
        .flatMap(from -> find(from).stream())
        .flatMap(record ->
            record.lineage().stream()
                .map(arrow -> new Edge(record.id(), arrow.relation(), arrow.target(), arrow.at())))
        .filter(edge -> id.equals(direction == Direction.OUT ? edge.from() : edge.to()))
        .distinct()
        .sorted(EDGE_ORDER)
        .filter(edge -> after == null || EDGE_ORDER.compare(edge, after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<SeriesSummary> series(RecordId id) {
    checkOpen();
    return series.getOrDefault(id, new TreeMap<>()).keySet().stream()
        .flatMap(metric -> series(id, metric).stream())
        .toList();
  }

  @Override
  public synchronized Optional<SeriesSummary> series(RecordId id, String metric) {
    Set<MetricPoint> points = allPoints(id, metric);
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SeriesSummary(
                metric,
                points.size(),
                PointBounds.of(points),
                Collections.max(points, MetricPoint.CURVE_ORDER)));
  }

  @Override
  public synchronized List<MetricPoint> points(RecordId id, String metric, long from, int limit) {
    checkLimit(limit);
    return allPoints(id, metric).stream().skip(from).limit(limit).toList();
  }

  private Set<MetricPoint> allPoints(RecordId id, String metric) {
    return series.getOrDefault(id, new TreeMap<>()).getOrDefault(metric, Set.of());
  }

  @Override
  public synchronized CompletableFuture<Receipt> commit(Commit commit) {
    try {
      checkOpen();
      return CompletableFuture.completedFuture(apply(commit));
    } catch (ModeldexException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Receipt apply(Commit commit) {
    Instant now = clock.instant();
    Commit.Once once = commit.once();
    Used used = once == null ? null : tokens.get(once.key());
    if (once != null && used != null && !used.at().plus(Duration.ofHours(24)).isBefore(now)) {
      if (!used.fingerprint().equals(once.fingerprint())) {
        throw ModeldexException.invalid("Idempotency-Key", "was used for another request");
      }
      if (used.outcomes().isEmpty()) {
        throw ModeldexException.notFound(commit.mutations().getFirst().id());
      }
      return new Receipt(used.outcomes(), true);
    }
    Draft draft = new Draft(new Stamp(now, commit.by()));
    try {
      commit.mutations().forEach(draft::apply);
    } catch (ModeldexException e) {
      if (once != null && once.keepsNotFound() && e.code() == ErrorCode.NOT_FOUND) {
        tokens.put(once.key(), new Used(now, once.fingerprint(), List.of()));
      }
      throw e;
    }
    states.putAll(draft.touched);
    series.putAll(draft.series);
    log.addAll(draft.changes);
    if (once != null) {
      tokens.put(once.key(), new Used(now, once.fingerprint(), draft.outcomes));
    }
    return new Receipt(draft.outcomes, false);
  }

  /** A commit being worked out beside the store. */
  private final class Draft {
    private final Stamp stamp;
    private final Map<RecordId, List<State>> touched = new HashMap<>();
    private final Map<RecordId, NavigableMap<String, Set<MetricPoint>>> series = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    Draft(Stamp stamp) {
      this.stamp = stamp;
    }

    void apply(Mutation mutation) {
      RecordId id = mutation.id();
      List<State> history =
          touched.computeIfAbsent(id, key -> new ArrayList<>(states.getOrDefault(key, List.of())));
      MetadataRecord current = current(history);
      switch (mutation) {
        case Mutation.Put put -> {
          check(put.precondition(), id, current);
          replace(history, current, withoutReadings(put.record()));
        }
        case Mutation.AppendMeasurements append -> {
          List<Measurement> all = new ArrayList<>(existing(id, current).statistical());
          all.addAll(append.measurements());
          replace(history, current, withoutReadings(existing(id, current).withStatistical(all)));
        }
        case Mutation.Delete delete -> {
          existing(id, current);
          check(delete.precondition(), id, current);
          add(history, id, Operation.DELETE, Effect.DELETED, null);
          series.put(id, new TreeMap<>());
        }
        case Mutation.AppendSeries append -> append(append, existing(id, current).revision());
      }
    }

    private void append(Mutation.AppendSeries append, long revision) {
      RecordId id = append.id();
      NavigableMap<String, Set<MetricPoint>> own = series.computeIfAbsent(id, this::copyOfSeries);
      boolean grown = false;
      for (MetricSeries more : append.series()) {
        grown |=
            own.computeIfAbsent(more.metric(), m -> new LinkedHashSet<>()).addAll(more.points());
      }
      if (grown) {
        changes.add(new Change(sequence() + 1, id, Operation.APPEND, revision, stamp));
      }
      Effect effect = grown ? Effect.UPDATED : Effect.UNCHANGED;
      outcomes.add(new Outcome(id, effect, revision, sequence()));
    }

    private NavigableMap<String, Set<MetricPoint>> copyOfSeries(RecordId id) {
      NavigableMap<String, Set<MetricPoint>> copy = new TreeMap<>();
      InMemoryMetadataStore.this
          .series
          .getOrDefault(id, new TreeMap<>())
          .forEach((metric, points) -> copy.put(metric, new LinkedHashSet<>(points)));
      return copy;
    }

    private void replace(
        List<State> history, @Nullable MetadataRecord current, MetadataRecord next) {
      if (current == null) {
        add(history, next.id(), Operation.CREATE, Effect.CREATED, next);
      } else if (current.sameContent(next)) {
        outcomes.add(new Outcome(next.id(), Effect.UNCHANGED, current.revision(), sequence()));
      } else {
        add(history, next.id(), Operation.UPDATE, Effect.UPDATED, next);
      }
    }

    private void add(
        List<State> history,
        RecordId id,
        Operation operation,
        Effect effect,
        @Nullable MetadataRecord next) {
      long revision = history.size() + 1L;
      long sequence = sequence() + 1;
      MetadataRecord before = current(history);
      Stamp created = before == null || before.created() == null ? stamp : before.created();
      history.add(
          new State(
              new Revision(revision, sequence, operation, stamp),
              next == null ? null : next.stored(revision, created, stamp)));
      changes.add(new Change(sequence, id, operation, revision, stamp));
      outcomes.add(new Outcome(id, effect, revision, sequence));
    }

    private long sequence() {
      return (long) log.size() + changes.size();
    }
  }

  @Override
  public synchronized List<Change> changes(long after, int limit) {
    checkOpen();
    checkLimit(limit);
    if (after < trimmedTo) {
      throw new ModeldexException(ErrorCode.NOT_FOUND, "changes up to " + trimmedTo + " are gone");
    }
    return log.stream().skip(after).limit(limit).toList();
  }

  @Override
  public synchronized void trimChanges(long sequence) {
    trimmedTo = Math.max(trimmedTo, Math.min(sequence, log.size()));
  }

  @Override
  public synchronized List<String> metricKeys() {
    return List.copyOf(metricKeys);
  }

  @Override
  public synchronized int[] internMetricKeys(List<String> keys) {
    keys.stream().distinct().filter(key -> !metricKeys.contains(key)).forEach(metricKeys::add);
    return keys.stream().mapToInt(metricKeys::indexOf).toArray();
  }

  @Override
  public synchronized StoreStatus status() {
    checkOpen();
    if (countedAt != log.size()) { // whoever reads many records asks for each
      Map<Kind, Long> counted = new EnumMap<>(Kind.class);
      states.keySet().stream()
          .filter(id -> find(id).isPresent())
          .forEach(id -> counted.merge(id.kind(), 1L, Long::sum));
      counts = counted;
      countedAt = log.size();
    }
    return new StoreStatus(uuid, log.size(), trimmedTo, counts, false);
  }

  @Override
  public long sizeBytes() {
    return 0;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new ModeldexException(ErrorCode.UNAVAILABLE, "the store is closed");
    }
  }

  private static @Nullable MetadataRecord current(@Nullable List<State> history) {
    return history == null || history.isEmpty() ? null : history.getLast().record();
  }

  private static MetadataRecord existing(RecordId id, @Nullable MetadataRecord current) {
    if (current == null) {
      throw ModeldexException.notFound(id);
    }
    return current;
  }

  private static MetadataRecord withoutReadings(MetadataRecord record) {
    return record.withStatistical(
        record.statistical().stream().map(m -> m.withReading(null)).toList());
  }

  private static void check(
      Precondition precondition, RecordId id, @Nullable MetadataRecord current) {
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
          throw new ModeldexException(ErrorCode.REVISION_CONFLICT, id + " is at another revision");
        }
      }
    }
  }

  private static void checkLimit(int limit) {
    if (limit < 1) {
      throw ModeldexException.invalid("limit", "must be at least 1 but is " + limit);
    }
  }
}
