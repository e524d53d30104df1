package org.modeldex.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.modeldex.store.StoreSession.assertFails;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.RecordId;
import org.modeldex.record.Stamp;
import org.modeldex.store.Change.Operation;
import org.modeldex.store.Mutation.AppendSeries;
import org.modeldex.store.Mutation.Delete;
import org.modeldex.store.Mutation.Put;
import org.modeldex.store.Precondition.AtRevision;
import org.modeldex.store.Receipt.Effect;
import org.modeldex.store.Receipt.Outcome;
import org.modeldex.testing.ManualClock;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;

/** What every {@link MetadataStore} promises about series of metric values. */
public abstract class SeriesContract {
  private static final MetadataRecord BERT = Records.model("bert", "An encoder.");
  private static final RecordId ID = BERT.id();
  private static final MetricPoint FIRST = new MetricPoint(0, 1_000, 0.9);
  private static final MetricPoint SECOND = new MetricPoint(1, 2_000, 0.5);
  private static final MetricPoint EARLIER = new MetricPoint(-5, 500, 1.5);

  protected final ManualClock clock = new ManualClock();
  protected @Nullable MetadataStore opened;

  /** Opens an empty store that asks this clock for the time. */
  protected abstract MetadataStore open(ManualClock clock);

  @BeforeEach
  void openStoreWithOneRecord() {
    opened = open(clock);
    ann().put(BERT);
  }

  @AfterEach
  void closeStore() {
    store().close();
  }

  protected MetadataStore store() {
    return Objects.requireNonNull(opened);
  }

  private StoreSession ann() {
    return new StoreSession(store(), "ann");
  }

  private List<MetricPoint> loss() {
    return store().points(ID, "loss", 0, 1_000_000);
  }

  private static List<MetricPoint> steps(long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(step -> new MetricPoint(step, 10 * step, 1.0 / (step + 1)))
        .toList();
  }

  @Test
  void pointsAreReadInTheOrderInWhichTheyWereAppended() {
    ann().append(ID, "loss", List.of(SECOND, FIRST));
    ann().append(ID, "loss", List.of(EARLIER));

    assertThat(loss()).containsExactly(SECOND, FIRST, EARLIER);
  }

  @Test
  void aPageBeginsAtItsPlace() {
    List<MetricPoint> points = steps(0, 5_000);
    for (int i = 0; i < 100; i++) {
      ann().append(ID, "loss", points.subList(i, i + 1));
    }
    ann().append(ID, "loss", points.subList(100, 4_000));
    ann().append(ID, "loss", points.subList(4_000, 5_000));

    assertThat(loss()).isEqualTo(points);
    for (int from : List.of(0, 1, 63, 64, 99, 1_023, 1_024, 1_500, 3_999, 4_999)) {
      assertThat(store().points(ID, "loss", from, 700))
          .isEqualTo(points.subList(from, Math.min(5_000, from + 700)));
    }
    assertThat(store().points(ID, "loss", 5_000, 10)).isEmpty();
  }

  @Test
  void aPointThatIsThereAlreadyIsNotStoredAgain() {
    ann().append(ID, "loss", List.of(FIRST, FIRST, SECOND));
    Outcome again = ann().append(ID, "loss", List.of(SECOND, FIRST));
    ann().append(ID, "loss", List.of(EARLIER, FIRST));

    assertThat(again).isEqualTo(new Outcome(ID, Effect.UNCHANGED, 1, 2));
    assertThat(loss()).containsExactly(FIRST, SECOND, EARLIER);
    assertThat(store().series(ID, "loss").orElseThrow().points()).isEqualTo(3);
  }

  @Test
  void pointsThatDifferInStepTimeOrValueAreAllKept() {
    List<MetricPoint> points =
        List.of(
            FIRST,
            new MetricPoint(0, 1_000, 0.8),
            new MetricPoint(0, 1_001, 0.9),
            new MetricPoint(1, 1_000, 0.9),
            new MetricPoint(0, 1_000, 0.0),
            new MetricPoint(0, 1_000, -0.0));
    points.forEach(point -> ann().append(ID, "loss", List.of(point)));

    assertThat(loss()).isEqualTo(points);
  }

  @Test
  void everyNumberIsKept() {
    List<MetricPoint> points =
        List.of(
            new MetricPoint(Long.MIN_VALUE, Long.MIN_VALUE, Double.NaN),
            new MetricPoint(-1, -1, Double.NEGATIVE_INFINITY),
            new MetricPoint(0, 0, Double.MIN_VALUE),
            new MetricPoint(Long.MAX_VALUE, Long.MAX_VALUE, Double.POSITIVE_INFINITY));
    ann().append(ID, "loss", points);
    Outcome again = ann().append(ID, "loss", points);

    assertThat(loss()).isEqualTo(points);
    assertThat(again.effect()).isEqualTo(Effect.UNCHANGED);
    assertThat(store().series(ID, "loss").orElseThrow().bounds())
        .isEqualTo(new PointBounds(Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  @Test
  void theLatestPointHasTheLargestStepThenTimeThenValue() {
    MetricPoint latest = new MetricPoint(1, 3_000, 0.4);
    ann().append(ID, "loss", List.of(new MetricPoint(1, 3_000, 0.3), latest, SECOND, FIRST));
    ann().append(ID, "loss", List.of(new MetricPoint(0, 9_000, 0.7)));

    assertThat(store().series(ID, "loss"))
        .contains(new SeriesSummary("loss", 5, new PointBounds(0, 1, 1_000, 9_000), latest));
  }

  @Test
  void seriesAreListedByMetricAndStayApart() {
    ann().append(ID, "val_loss", List.of(SECOND));
    ann().append(ID, "val", List.of(FIRST));
    ann().append(ID, "val/loss", List.of(EARLIER));
    ann().put(Records.model("bert2", "Another."));
    ann().append(RecordId.model("test", "bert2"), "val", List.of(SECOND));

    assertThat(store().series(ID))
        .extracting(SeriesSummary::metric)
        .containsExactly("val", "val/loss", "val_loss");
    assertThat(store().points(ID, "val", 0, 10)).containsExactly(FIRST);
    assertThat(store().series(ID, "va")).isEmpty();
    assertThat(store().points(ID, "va", 0, 10)).isEmpty();
  }

  @Test
  void longSeriesDoNotHideTheirNeighbours() {
    List<MetricPoint> many =
        IntStream.range(0, 9_000).mapToObj(step -> new MetricPoint(step, 1, step)).toList();
    ann().append(ID, "a", List.of(FIRST));
    ann().append(ID, "b", many);
    ann().append(ID, "c", many.subList(0, 3_000));
    ann().append(ID, "d", List.of(SECOND));

    assertThat(store().series(ID))
        .extracting(SeriesSummary::metric, SeriesSummary::points)
        .containsExactly(tuple("a", 1L), tuple("b", 9_000L), tuple("c", 3_000L), tuple("d", 1L));
  }

  @Test
  void nothingIsAppendedToARecordThatIsNotThere() {
    RecordId missing = RecordId.model("test", "missing");

    assertFails(ErrorCode.NOT_FOUND, () -> ann().append(missing, "loss", List.of(FIRST)));
    assertThat(store().series(missing)).isEmpty();
  }

  @Test
  void pointsOfACommitThatFailsAreNotThere() {
    ann().append(ID, "loss", List.of(FIRST));
    assertFails(
        ErrorCode.REVISION_CONFLICT,
        () -> ann().commit(append("loss", SECOND), new Put(BERT, new AtRevision(7))));

    assertThat(loss()).containsExactly(FIRST);
    assertThat(store().status().sequence()).isEqualTo(2);
  }

  @Test
  void appendingIsAChangeButNoRevision() {
    Outcome outcome = ann().append(ID, "loss", List.of(FIRST));

    assertThat(outcome).isEqualTo(new Outcome(ID, Effect.UPDATED, 1, 2));
    assertThat(store().changes(1, 10))
        .containsExactly(new Change(2, ID, Operation.APPEND, 1, new Stamp(clock.instant(), "ann")));
    assertThat(store().history(ID, Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(store().find(ID).orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void aRecordKeepsItsSeriesWhenItChanges() {
    ann().append(ID, "loss", List.of(FIRST));
    ann().put(Records.model("bert", "Other words."));

    assertThat(loss()).containsExactly(FIRST);
  }

  @Test
  void aDeletedRecordLosesItsSeriesForGood() {
    ann().append(ID, "loss", steps(0, 3_000));
    ann().delete(ID);
    assertThat(store().series(ID)).isEmpty();
    assertThat(loss()).isEmpty();
    ann().put(BERT);
    assertThat(store().series(ID)).isEmpty();

    ann().append(ID, "loss", List.of(SECOND));
    assertThat(loss()).containsExactly(SECOND);
  }

  @Test
  void deletionAndAppendingWithinOneCommitTakeEffectInOrder() {
    ann().append(ID, "loss", List.of(FIRST));
    ann()
        .commit(
            append("loss", SECOND),
            new Delete(ID, Precondition.NONE),
            new Put(BERT, Precondition.NONE),
            append("loss", EARLIER),
            append("loss", EARLIER));

    assertThat(loss()).containsExactly(EARLIER);
    assertThat(store().series(ID, "loss").orElseThrow().latest()).isEqualTo(EARLIER);
  }

  @Test
  void randomBatchesAddUpToTheirDistinctPoints() {
    Seeded.trials(
        10,
        random -> {
          MetadataRecord record = Records.model("random" + random.nextInt(), "Trained.");
          ann().put(record);
          Map<String, Set<MetricPoint>> expected = new HashMap<>();
          for (int i = 0; i < 40; i++) {
            String metric = "m" + random.nextInt(3);
            List<MetricPoint> batch = randomPoints(random);
            boolean grown =
                expected.computeIfAbsent(metric, m -> new LinkedHashSet<>()).addAll(batch);
            Effect effect = ann().append(record.id(), metric, batch).effect();
            assertThat(effect).isEqualTo(grown ? Effect.UPDATED : Effect.UNCHANGED);
          }
          expected.forEach((metric, points) -> {
            assertThat(store().points(record.id(), metric, 0, 1_000_000))
                .containsExactlyElementsOf(points);
            assertThat(store().series(record.id(), metric))
                .contains(
                    new SeriesSummary(
                        metric,
                        points.size(),
                        PointBounds.of(points),
                        Collections.max(points, MetricPoint.CURVE_ORDER)));
          });
        });
  }

  private static List<MetricPoint> randomPoints(Random random) {
    List<MetricPoint> points = new ArrayList<>();
    int size = 1 + random.nextInt(random.nextBoolean() ? 5 : 2_000);
    long step = random.nextInt(3_000);
    long at = random.nextInt(2);
    for (int i = 0; i < size; i++) {
      points.add(new MetricPoint(step + i, at, random.nextInt(2)));
    }
    return points;
  }

  private static AppendSeries append(String metric, MetricPoint point) {
    return new AppendSeries(ID, List.of(new MetricSeries(metric, List.of(point))));
  }
}
