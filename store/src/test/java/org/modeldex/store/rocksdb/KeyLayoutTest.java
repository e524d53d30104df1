package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.RecordId;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;
import org.modeldex.store.Range;
import org.modeldex.store.rocksdb.KeyLayout.EdgeKey;
import org.modeldex.store.rocksdb.KeyLayout.RevisionKey;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;

class KeyLayoutTest {
  /** Characters whose order in UTF-8, in UTF-16 and beside separators are all different. */
  private static final List<String> ODD =
      List.of(
          "a", "!", "é", "\uFFFD", "\uE000", "\uD7A3", "😀", "𐀀", "~", "/", "@", " b", "\u00FF");

  private static final List<Kind> KINDS = List.of(Kind.MODEL, Kind.VERSION, Kind.RUN);
  private static final List<Relation> RELATIONS = List.of(Relation.values());

  private static RecordId oddId(Random random) {
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    return new RecordId(
        kind,
        random.nextBoolean() ? "a" : "a.b",
        oddName(random),
        kind == Kind.VERSION || random.nextBoolean() ? oddName(random) : null);
  }

  private static String oddName(Random random) {
    StringBuilder name = new StringBuilder();
    do {
      name.append(ODD.get(random.nextInt(ODD.size())).strip());
    } while (random.nextInt(3) > 0);
    return name.toString();
  }

  @Test
  void keysSortAsIdsDo() {
    Seeded.trials(
        2_000,
        random -> {
          RecordId one = random.nextBoolean() ? oddId(random) : Records.randomId(random);
          RecordId other = random.nextBoolean() ? oddId(random) : Records.randomId(random);

          int byKey = Arrays.compareUnsigned(KeyLayout.record(one), KeyLayout.record(other));
          assertThat(Integer.signum(byKey)).isEqualTo(Integer.signum(one.compareTo(other)));
        });
  }

  @Test
  void keysReadBack() {
    Seeded.trials(
        500,
        random -> {
          RecordId id = oddId(random);
          long revision = random.nextLong() >>> 1;
          Edge edge =
              new Edge(
                  id,
                  RELATIONS.get(random.nextInt(RELATIONS.size())),
                  oddId(random),
                  random.nextBoolean()
                      ? null
                      : Instant.ofEpochSecond(random.nextInt(), 999_999_999));

          assertThat(KeyLayout.record(KeyLayout.record(id))).isEqualTo(id);
          assertThat(KeyLayout.revision(KeyLayout.revision(id, revision)))
              .isEqualTo(new RevisionKey(id, revision));
          for (Direction direction : Direction.values()) {
            assertThat(KeyLayout.edge(KeyLayout.edge(edge, direction)))
                .isEqualTo(new EdgeKey(direction, edge));
          }
        });
  }

  @Test
  void noIdIsTheBeginningOfAnother() {
    Seeded.trials(
        1_000,
        random -> {
          RecordId id = oddId(random);
          RecordId longer = new RecordId(id.kind(), id.project(), id.name() + "x", id.version());

          byte[] key = KeyLayout.record(id);
          byte[] other = KeyLayout.record(random.nextBoolean() ? longer : oddId(random));
          assertThat(Arrays.equals(key, other) || Arrays.mismatch(key, other) < key.length)
              .isTrue();
        });
  }

  @Test
  void laterRevisionsComeFirst() {
    RecordId id = RecordId.model("a", "b");
    Seeded.trials(
        200,
        random -> {
          long one = random.nextLong() >>> 1;
          long other = random.nextLong() >>> 1;

          int byKey =
              Arrays.compareUnsigned(KeyLayout.revision(id, one), KeyLayout.revision(id, other));
          assertThat(Integer.signum(byKey)).isEqualTo(Long.compare(other, one));
        });
  }

  @Test
  void aRangeHoldsExactlyItsIds() {
    Seeded.trials(
        1_000,
        random -> {
          RecordId id = oddId(random);
          RecordId bound = oddId(random);
          Range range =
              new Range(bound.kind(), bound.project(), random.nextBoolean() ? bound.name() : null);

          byte[] prefix = KeyLayout.prefixes(range).getFirst();
          boolean inside =
              Arrays.compareUnsigned(KeyLayout.record(id), prefix) >= 0
                  && Arrays.compareUnsigned(KeyLayout.record(id), KeyLayout.behind(prefix)) < 0;
          assertThat(inside)
              .isEqualTo(
                  id.kind() == range.kind()
                      && id.project().equals(range.project())
                      && (range.name() == null || id.name().equals(range.name())));
        });
  }
}
