package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;
import org.modeldex.store.Change;
import org.modeldex.store.Direction;
import org.modeldex.store.Edge;
import org.modeldex.store.StoreSession;
import org.modeldex.store.rocksdb.Database.Family;
import org.modeldex.store.rocksdb.Database.Mode;
import org.modeldex.testing.Records;
import org.rocksdb.WriteBatch;

/** The check of a whole store finds whatever is planted, and nothing where nothing is. */
class VerificationTest {
  private static final MetadataRecord BERT =
      Records.model("bert", "An encoder.").toBuilder()
          .lineage(
              List.of(
                  LineageEdge.to(
                      Relation.TRAINED_ON, RecordId.of(Kind.DATASET, "test", "wikipedia"))))
          .build();
  private static final RecordId ID = BERT.id();
  private static final Edge EDGE =
      new Edge(ID, Relation.TRAINED_ON, BERT.lineage().getFirst().target(), null);
  private static final Stamp ANN = new Stamp(Instant.EPOCH, "ann");

  @TempDir Path folder;

  @BeforeEach
  void fillStore() {
    try (RocksMetadataStore store = open()) {
      StoreSession ann = new StoreSession(store, "ann");
      ann.put(BERT);
      ann.put(BERT.toBuilder().description("Second.").build());
      ann.put(BERT.toBuilder().description("Third.").build());
      ann.put(Records.model("gone", "Soon."));
      ann.delete(RecordId.model("test", "gone"));
      store.internMetricKeys(List.of("accuracy", "wer"));
    }
  }

  private RocksMetadataStore open() {
    return RocksMetadataStore.open(folder, CrashedStore.SMALL);
  }

  private List<String> findings() {
    try (RocksMetadataStore store = open()) {
      return store.verify();
    }
  }

  private void plant(Family family, byte[] key, byte[] value) throws Exception {
    try (Database database =
            Database.open(folder.resolve("rocksdb"), Mode.OPEN, CrashedStore.SMALL);
        WriteBatch batch = new WriteBatch()) {
      new Edit(family, key, value.length == 0 ? null : value).addTo(batch, database);
      database.write(batch, true);
    }
  }

  private void remove(Family family, byte[] key) throws Exception {
    plant(family, key, new byte[0]);
  }

  @Test
  void aSoundStoreHasNoFindings() {
    assertThat(findings()).isEmpty();
    try (RocksMetadataStore store = open()) {
      Random random = new Random(3);
      for (int i = 0; i < 300; i++) {
        store.commit(CrashedStore.commit(random)).join();
      }
      store.trimChanges(100);
      assertThat(store.verify()).isEmpty();
    }
  }

  @Test
  void aSoundStoreHasNoFindingsWhileItIsWritten() throws Exception {
    try (RocksMetadataStore store = open()) {
      AtomicBoolean stop = new AtomicBoolean();
      Thread writing =
          Thread.ofVirtual()
              .start(() -> {
                Random random = new Random(4);
                while (!stop.get()) {
                  store.commit(CrashedStore.commit(random)).join();
                }
              });
      for (int i = 0; i < 20; i++) {
        assertThat(store.verify()).isEmpty();
      }
      stop.set(true);
      writing.join();
    }
  }

  @Test
  void aMissingRevisionIsFound() throws Exception {
    remove(Family.REVISIONS, KeyLayout.revision(ID, 1));

    assertThat(findings()).anyMatch(finding -> finding.contains(ID + " has no revision 1"));
  }

  @Test
  void aMissingRevisionInTheMiddleIsFound() throws Exception {
    remove(Family.REVISIONS, KeyLayout.revision(ID, 2));

    assertThat(findings()).anyMatch(finding -> finding.contains(ID + " has no revision 2"));
  }

  @Test
  void aMissingRecordIsFound() throws Exception {
    remove(Family.RECORDS, KeyLayout.record(ID));

    assertThat(findings())
        .anyMatch(finding -> finding.contains("has a revision 2, but is not there"))
        .anyMatch(finding -> finding.contains("counts {MODEL=1} but holds {}"));
  }

  @Test
  void aRecordThatDoesNotReadBackIsFound() throws Exception {
    plant(Family.RECORDS, KeyLayout.record(ID), new byte[] {1, 1, 3, 3});

    assertThat(findings()).anyMatch(finding -> finding.contains(ID + " does not read back"));
  }

  @Test
  void aRecordInAnotherOnesPlaceIsFound() throws Exception {
    RecordId other = RecordId.model("test", "other");
    StoredState.Live live =
        new StoredState.Live(1, 6, Change.Operation.CREATE, ANN, ANN, Content.of(BERT));
    plant(Family.RECORDS, KeyLayout.record(other), Codec.state(live));

    assertThat(findings()).anyMatch(f -> f.contains("in the place of " + other + " stands " + ID));
  }

  @Test
  void anArrowWithoutItsOtherEndIsFound() throws Exception {
    remove(Family.EDGES, KeyLayout.edge(EDGE, Direction.IN));

    assertThat(findings()).singleElement().asString().contains("is not found from its end");
  }

  @Test
  void anArrowThatNoRecordHasIsFound() throws Exception {
    Edge foreign = new Edge(ID, Relation.DERIVED_FROM, RecordId.model("test", "gone"), null);
    plant(Family.EDGES, KeyLayout.edge(foreign, Direction.OUT), Codec.nothing());

    assertThat(findings()).singleElement().asString().contains("does not have the arrow");
  }

  @Test
  void aGapInTheLogIsFound() throws Exception {
    remove(Family.CHANGES, KeyLayout.change(2));

    assertThat(findings()).anyMatch(f -> f.contains("goes on with change 3 instead of 2"));
  }

  @Test
  void aMissingMetricKeyIsFound() throws Exception {
    plant(Family.KEYS, KeyLayout.metricKey(3), Codec.metricKey("later"));

    try (Database database =
        Database.open(folder.resolve("rocksdb"), Mode.OPEN, CrashedStore.SMALL)) {
      assertThat(Verification.of(database)).containsExactly("metric key 2 is missing");
    }
  }

  @Test
  void aChangeThatSaysSomethingElseIsFound() throws Exception {
    plant(
        Family.CHANGES,
        KeyLayout.change(2),
        Codec.change(new Change(2, ID, Change.Operation.DELETE, 2, ANN)));

    assertThat(findings()).singleElement().asString().contains("is not what revision 2");
  }

  private void fillSeries() {
    try (RocksMetadataStore store = open()) {
      new StoreSession(store, "ann")
          .append(
              ID,
              "loss",
              LongStream.range(0, 3_000).mapToObj(s -> new MetricPoint(s, s, 1)).toList());
      assertThat(store.verify()).isEmpty();
    }
  }

  @Test
  void missingPointsAreFound() throws Exception {
    fillSeries();
    remove(Family.SERIES, KeyLayout.points(ID, "loss", PointBlock.MAX_POINTS));

    assertThat(findings())
        .anyMatch(f -> f.contains("are not whole at 2048"))
        .anyMatch(f -> f.contains("is not what its points say"));
  }

  @Test
  void missingLastPointsAreFound() throws Exception {
    fillSeries();
    remove(Family.SERIES, KeyLayout.points(ID, "loss", 2 * PointBlock.MAX_POINTS));

    assertThat(findings()).singleElement().asString().contains("is not what its points say");
  }

  @Test
  void pointsWithoutTheirSeriesAreFound() throws Exception {
    fillSeries();
    remove(Family.SERIES, KeyLayout.series(ID, "loss"));

    assertThat(findings()).hasSize(3).allMatch(f -> f.contains("but no such series"));
  }

  @Test
  void aSeriesWithoutItsRecordIsFound() throws Exception {
    fillSeries();
    RecordId gone = RecordId.model("test", "gone");
    PointBlock block = PointBlock.of(List.of(new MetricPoint(1, 2, 3)));
    SeriesHead head = new SeriesHead(1, 0, block.bounds(), block.points().getFirst());
    plant(Family.SERIES, KeyLayout.series(gone, "loss"), Codec.series(head));
    plant(Family.SERIES, KeyLayout.points(gone, "loss", 0), Codec.points(block));

    assertThat(findings()).singleElement().asString().contains("series loss, but is not there");
  }

  @Test
  void aWrongCountIsFound() throws Exception {
    plant(Family.META, KeyLayout.count(Kind.MODEL), Codec.number(7));

    assertThat(findings()).singleElement().asString().contains("counts {MODEL=7} but holds");
  }
}
