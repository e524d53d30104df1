package org.modeldex.store.rocksdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.ModeldexException;
import org.modeldex.record.RecordId;
import org.modeldex.store.Change;
import org.modeldex.store.Change.Operation;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;
import org.modeldex.store.rocksdb.Database.Family;
import org.modeldex.store.rocksdb.KeyLayout.EdgeKey;
import org.modeldex.store.rocksdb.KeyLayout.RevisionKey;
import org.modeldex.store.rocksdb.StoredState.Live;
import org.rocksdb.RocksDBException;

/** Reads a whole store and notes everything that does not agree. One thread's own. */
final class Verification {
  private static final int MAX_FINDINGS = 1_000;
  private static final byte[] START = new byte[0];

  private final Database.Still still;
  private final List<String> findings = new ArrayList<>();
  private final Map<Kind, Long> counted = new EnumMap<>(Kind.class);
  private Totals totals = Totals.EMPTY;
  private long stateSum;

  private Verification(Database.Still still) {
    this.still = still;
  }

  /** What is wrong with a store, at most {@value #MAX_FINDINGS} sentences. */
  static List<String> of(Database database) {
    try (Database.Still still = database.still()) {
      Verification verification = new Verification(still);
      verification.attempt(() -> checksums(database));
      verification.attempt(
          () -> verification.totals = Totals.read(key -> still.get(Family.META, key)));
      verification.attempt(verification::states);
      verification.attempt(verification::counts);
      verification.attempt(verification::changes);
      verification.attempt(verification::edges);
      verification.attempt(verification::metricKeys);
      verification.attempt(verification::tokens);
      verification.attempt(verification::series);
      return List.copyOf(verification.findings);
    }
  }

  private static void checksums(Database database) {
    try {
      database.verifyChecksums();
    } catch (RocksDBException e) {
      throw RocksErrors.whileReading(e);
    }
  }

  /**
   * Every state reads back, current ones have their arrows at both ends, and no revision is missing
   * below the current one. Records and revisions lie in the same order, so one walk over both is
   * enough.
   */
  private void states() {
    try (Cursor current = still.range(Family.RECORDS, START, null);
        Cursor earlier = still.range(Family.REVISIONS, START, null)) {
      boolean more = earlier.next();
      while (current.next() && findings.size() < MAX_FINDINGS) {
        byte[] key = current.key();
        while (more && Arrays.compareUnsigned(earlier.key(), key) < 0) {
          more = orphan(earlier);
        }
        History history = new History(key, current.value());
        while (more && Arrays.mismatch(earlier.key(), key) == key.length) {
          history.look(earlier.key(), earlier.value());
          more = earlier.next();
        }
        history.end();
      }
      while (more && findings.size() < MAX_FINDINGS) {
        more = orphan(earlier);
      }
    }
  }

  private boolean orphan(Cursor earlier) {
    byte[] key = earlier.key();
    attempt(() -> {
      RevisionKey place = KeyLayout.revision(key);
      findings.add(place.id() + " has a revision " + place.revision() + ", but is not there");
    });
    return earlier.next();
  }

  /** The states of one id, newest first. */
  private final class History {
    private final byte[] key;
    private long expected;
    private long before = Long.MAX_VALUE;

    History(byte[] key, byte[] value) {
      this.key = key;
      expected = -1;
      attempt(() -> {
        RecordId id = KeyLayout.record(key);
        StoredState state = Codec.state(id, value);
        seen(id, state);
        if (state instanceof Live live) {
          counted.merge(id.kind(), 1L, Long::sum);
          arrows(id, read(id, live));
        }
      });
    }

    void look(byte[] earlierKey, byte[] value) {
      attempt(() -> {
        RevisionKey place = KeyLayout.revision(earlierKey);
        RecordId id = place.id();
        expect(expected < 0 || place.revision() == expected, id + " has no revision " + expected);
        expected = place.revision() - 1;
        StoredState state = Codec.state(id, value);
        expect(
            state.revision() == place.revision(),
            id + " has revision " + state.revision() + " in the place of " + place.revision());
        seen(id, state);
        if (state instanceof Live live) {
          read(id, live);
        }
      });
    }

    void end() {
      attempt(() -> expect(expected <= 0, KeyLayout.record(key) + " has no revision " + expected));
    }

    private void seen(RecordId id, StoredState state) {
      expect(
          state.sequence() < before,
          id + " has revision " + state.revision() + " with a later sequence than the next");
      before = state.sequence();
      expected = state.revision() - 1;
      if (state.sequence() > totals.trimmedTo()) {
        stateSum += sum(state.sequence(), id, state.operation(), state.revision());
      }
    }
  }

  /**
   * A number for what a state and its change both say. The sum over all of them does not depend on
   * their order, so states and changes are compared without looking one up for the other.
   */
  private static long sum(long sequence, RecordId id, Operation operation, long revision) {
    long sum = sequence * 0x9E3779B97F4A7C15L + revision;
    sum = (sum ^ (sum >>> 32)) * 0xD6E8FEB86659FD93L + id.toString().hashCode();
    sum = (sum ^ (sum >>> 32)) * 0xD6E8FEB86659FD93L + operation.word().hashCode();
    return (sum ^ (sum >>> 32)) * 0xD6E8FEB86659FD93L;
  }

  private void arrows(RecordId id, MetadataRecord record) {
    for (LineageEdge arrow : record.lineage()) {
      Edge edge = new Edge(id, arrow.relation(), arrow.target(), arrow.at());
      for (Direction direction : Direction.values()) {
        expect(
            still.get(Family.EDGES, KeyLayout.edge(edge, direction)) != null,
            "the arrow " + text(edge) + " is not found from its " + end(direction));
      }
    }
  }

  /** Every arrow belongs to a current record and stands at both ends. */
  private void edges() {
    Set<Edge> own = new LinkedHashSet<>();
    RecordId[] owner = new RecordId[1];
    each(
        Family.EDGES,
        (key, value) -> {
          EdgeKey arrow = KeyLayout.edge(key);
          Edge edge = arrow.edge();
          if (arrow.direction() == Direction.IN) {
            expect(
                still.get(Family.EDGES, KeyLayout.edge(edge, Direction.OUT)) != null,
                "the arrow " + text(edge) + " is not found from its beginning");
            return;
          }
          if (!edge.from().equals(owner[0])) {
            owner[0] = edge.from();
            own.clear();
            own.addAll(arrows(edge.from()));
          }
          expect(own.contains(edge), edge.from() + " does not have the arrow " + text(edge));
        });
  }

  private List<Edge> arrows(RecordId id) {
    byte[] value = still.get(Family.RECORDS, KeyLayout.record(id));
    if (value == null || !(Codec.state(id, value) instanceof Live live)) {
      return List.of();
    }
    return live.record().lineage().stream()
        .map(arrow -> new Edge(id, arrow.relation(), arrow.target(), arrow.at()))
        .toList();
  }

  /** The counts are right. */
  private void counts() {
    expect(
        totals.counts().equals(counted),
        "the store counts " + totals.counts() + " but holds " + counted);
  }

  /** The log has no gap and says what the states say. */
  private void changes() {
    long[] expected = {totals.trimmedTo() + 1};
    long[] changeSum = {0};
    each(
        Family.CHANGES,
        (key, value) -> {
          Change change = Codec.change(KeyLayout.change(key), value);
          expect(
              change.sequence() == expected[0],
              "the log goes on with change " + change.sequence() + " instead of " + expected[0]);
          expected[0] = change.sequence() + 1;
          if (change.operation() != Operation.APPEND) {
            changeSum[0] +=
                sum(change.sequence(), change.id(), change.operation(), change.revision());
          }
        });
    expect(
        expected[0] == totals.sequence() + 1,
        "the log ends at change " + (expected[0] - 1) + " instead of " + totals.sequence());
    if (changeSum[0] != stateSum) {
      each(
          Family.CHANGES,
          (key, value) -> compareWithState(Codec.change(KeyLayout.change(key), value)));
    }
  }

  private void compareWithState(Change change) {
    if (change.operation() == Operation.APPEND) {
      return;
    }
    StoredState state = state(change.id(), change.revision());
    expect(
        state != null
            && state.sequence() == change.sequence()
            && state.operation() == change.operation(),
        "change "
            + change.sequence()
            + " is not what revision "
            + change.revision()
            + " of "
            + change.id()
            + " says");
  }

  /** No metric key is missing. */
  private void metricKeys() {
    int[] expected = {0};
    each(
        Family.KEYS,
        (key, value) -> {
          int ordinal = KeyLayout.metricKey(key);
          expect(ordinal == expected[0], "metric key " + expected[0] + " is missing");
          expected[0] = ordinal + 1;
          Codec.metricKey(ordinal, value);
        });
  }

  /** Every remembered idempotency key reads back. */
  private void tokens() {
    each(
        Family.IDEMPOTENCY,
        (key, value) -> {
          if (key[0] != KeyLayout.TOKENS_BY_AGE[0]) {
            Codec.used(KeyLayout.token(key), value);
          }
        });
  }

  /** Every series belongs to a current record and says of itself what its points say. */
  private void series() {
    SeriesCheck check = new SeriesCheck(this::isCurrent, findings::add);
    each(Family.SERIES, check::look);
    attempt(check::end);
  }

  private boolean isCurrent(RecordId id) {
    byte[] head = still.get(Family.RECORDS, KeyLayout.record(id));
    return head != null && Codec.state(id, head) instanceof Live;
  }

  private @Nullable StoredState state(RecordId id, long revision) {
    byte[] head = still.get(Family.RECORDS, KeyLayout.record(id));
    if (head != null) {
      StoredState state = Codec.state(id, head);
      if (state.revision() == revision) {
        return state;
      }
    }
    byte[] earlier = still.get(Family.REVISIONS, KeyLayout.revision(id, revision));
    return earlier == null ? null : Codec.state(id, earlier);
  }

  private MetadataRecord read(RecordId id, Live live) {
    MetadataRecord record = live.record();
    expect(record.id().equals(id), "in the place of " + id + " stands " + record.id());
    expect(
        live.content().hasLineage() == !record.lineage().isEmpty(),
        id + " is marked wrongly for its lineage");
    return record;
  }

  /** Looks at one entry of a family. */
  private interface Look {
    void at(byte[] key, byte[] value);
  }

  private void each(Family family, Look look) {
    try (Cursor cursor = still.range(family, START, null)) {
      while (findings.size() < MAX_FINDINGS && cursor.next()) {
        byte[] key = cursor.key();
        byte[] value = cursor.value();
        attempt(() -> look.at(key, value));
      }
    }
  }

  private void attempt(Runnable check) {
    try {
      check.run();
    } catch (ModeldexException e) {
      findings.add(String.valueOf(e.getMessage()));
    }
  }

  private void expect(boolean condition, String otherwise) {
    if (!condition) {
      findings.add(otherwise);
    }
  }

  private static String end(Direction direction) {
    return direction == Direction.OUT ? "beginning" : "end";
  }

  private static String text(Edge edge) {
    return edge.from() + " " + edge.relation().word() + " " + edge.to();
  }
}
