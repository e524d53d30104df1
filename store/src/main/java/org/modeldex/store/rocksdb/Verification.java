package org.modeldex.store.rocksdb;

import java.util.ArrayList;
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

  private Verification(Database.Still still) {
    this.still = still;
  }

  /** What is wrong with a store, at most {@value #MAX_FINDINGS} sentences. */
  static List<String> of(Database database) {
    try (Database.Still still = database.still()) {
      Verification verification = new Verification(still);
      verification.attempt(() -> checksums(database));
      verification.attempt(verification::records);
      verification.attempt(verification::revisions);
      verification.attempt(verification::edges);
      verification.attempt(verification::totals);
      verification.attempt(verification::tokens);
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

  /** Every current state reads back, and its arrows stand at both ends. */
  private void records() {
    each(
        Family.RECORDS,
        (key, value) -> {
          RecordId id = KeyLayout.record(key);
          StoredState state = Codec.state(id, value);
          if (state instanceof Live live) {
            counted.merge(id.kind(), 1L, Long::sum);
            MetadataRecord record = read(id, live);
            for (LineageEdge arrow : record.lineage()) {
              Edge edge = new Edge(id, arrow.relation(), arrow.target(), arrow.at());
              for (Direction direction : Direction.values()) {
                expect(
                    still.get(Family.EDGES, KeyLayout.edge(edge, direction)) != null,
                    "the arrow " + text(edge) + " is not found from its " + end(direction));
              }
            }
          }
          if (state.revision() > 1) {
            byte[] earlier = KeyLayout.revision(id, state.revision() - 1);
            expect(
                still.get(Family.REVISIONS, earlier) != null,
                id + " has no revision " + (state.revision() - 1));
          }
        });
  }

  /** Every earlier state reads back, and none is missing between it and the next. */
  private void revisions() {
    each(
        Family.REVISIONS,
        (key, value) -> {
          RevisionKey place = KeyLayout.revision(key);
          RecordId id = place.id();
          StoredState state = Codec.state(id, value);
          if (state instanceof Live live) {
            read(id, live);
          }
          expect(
              state.revision() == place.revision(),
              id + " has revision " + state.revision() + " in the place of " + place.revision());
          if (place.revision() > 1) {
            byte[] earlier = KeyLayout.revision(id, place.revision() - 1);
            expect(
                still.get(Family.REVISIONS, earlier) != null,
                id + " has no revision " + (place.revision() - 1));
          }
          StoredState next = state(id, place.revision() + 1);
          expect(next != null, id + " has no revision " + (place.revision() + 1));
          expect(
              next == null || next.sequence() > state.sequence(),
              id + " has revision " + place.revision() + " with a later sequence than the next");
        });
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

  /** The store's sums are right, and its log has no gap and names states that are there. */
  private void totals() {
    Totals totals = Totals.read(key -> still.get(Family.META, key));
    expect(
        totals.counts().equals(counted),
        "the store counts " + totals.counts() + " but holds " + counted);
    long[] expected = {totals.trimmedTo() + 1};
    each(
        Family.CHANGES,
        (key, value) -> {
          Change change = Codec.change(KeyLayout.change(key), value);
          long sequence = change.sequence();
          expect(
              sequence == expected[0],
              "the log goes on with change " + sequence + " instead of " + expected[0]);
          expected[0] = sequence + 1;
          StoredState state = state(change.id(), change.revision());
          expect(
              state != null
                  && state.sequence() == sequence
                  && state.operation() == change.operation(),
              "change "
                  + sequence
                  + " is not what revision "
                  + change.revision()
                  + " of "
                  + change.id()
                  + " says");
        });
    expect(
        expected[0] == totals.sequence() + 1,
        "the log ends at change " + (expected[0] - 1) + " instead of " + totals.sequence());
    int[] ordinal = {0};
    each(
        Family.KEYS,
        (key, value) -> {
          expect(
              KeyLayout.metricKey(key) == ordinal[0], "metric key " + ordinal[0] + " is missing");
          ordinal[0] = KeyLayout.metricKey(key) + 1;
          Codec.metricKey(ordinal[0] - 1, value);
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
