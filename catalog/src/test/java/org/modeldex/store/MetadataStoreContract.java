package org.modeldex.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.modeldex.store.StoreSession.assertFails;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.Measurement.Scale;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.record.Stamp;
import org.modeldex.store.Change.Operation;
import org.modeldex.store.Mutation.AppendMeasurements;
import org.modeldex.store.Mutation.Delete;
import org.modeldex.store.Mutation.Put;
import org.modeldex.store.Precondition.AtRevision;
import org.modeldex.store.Receipt.Effect;
import org.modeldex.store.Receipt.Outcome;
import org.modeldex.testing.ManualClock;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;

/** What every {@link MetadataStore} promises about records, their history and their arrows. */
public abstract class MetadataStoreContract {
  private static final MetadataRecord RESNET50 = Records.RESNET50;
  private static final MetadataRecord BERT = Records.model("bert", "An encoder.");
  private static final RecordId IMAGENET = RecordId.of(Kind.DATASET, "vision", "imagenet-1k");
  private static final RecordId MISSING = RecordId.model("test", "missing");

  protected final ManualClock clock = new ManualClock();
  protected @Nullable MetadataStore opened;

  /** Opens an empty store that asks this clock for the time. */
  protected abstract MetadataStore open(ManualClock clock);

  @BeforeEach
  void openStore() {
    opened = open(clock);
  }

  @AfterEach
  void closeStore() {
    store().close();
  }

  protected MetadataStore store() {
    return Objects.requireNonNull(opened);
  }

  protected StoreSession ann() {
    return new StoreSession(store(), "ann");
  }

  private Stamp now(String by) {
    return new Stamp(clock.instant(), by);
  }

  @Test
  void anEmptyStoreHoldsNothing() {
    assertThat(store().find(MISSING)).isEmpty();
    assertThat(store().list(Range.ALL, null, 10)).isEmpty();
    assertThat(store().changes(0, 10)).isEmpty();
    assertThat(store().history(MISSING, Long.MAX_VALUE, 10)).isEmpty();
    assertThat(store().metricKeys()).isEmpty();
    assertThat(store().status().sequence()).isZero();
    assertThat(store().status().trimmedTo()).isZero();
    assertThat(store().status().counts()).isEmpty();
    assertThat(store().status().uuid()).isNotEmpty();
    assertThat(store().status().full()).isFalse();
  }

  @Test
  void whatIsPutIsFoundWithRevisionAndStamps() {
    Outcome outcome = ann().put(RESNET50);

    assertThat(outcome).isEqualTo(new Outcome(RESNET50.id(), Effect.CREATED, 1, 1));
    assertThat(store().find(RESNET50.id())).contains(RESNET50.stored(1, now("ann"), now("ann")));
  }

  @Test
  void aSecondPutReplacesAndKeepsWhoCreated() {
    Stamp created = now("ann");
    ann().put(RESNET50);
    clock.advance(Duration.ofMinutes(1));
    MetadataRecord other = RESNET50.toBuilder().description("Other words.").build();

    Outcome outcome = new StoreSession(store(), "bob").put(other);

    assertThat(outcome).isEqualTo(new Outcome(RESNET50.id(), Effect.UPDATED, 2, 2));
    assertThat(store().find(RESNET50.id())).contains(other.stored(2, created, now("bob")));
  }

  @Test
  void revisionAndStampsOfWhatIsPutAreIgnored() {
    Stamp forged = new Stamp(Instant.EPOCH, "mallory");
    ann().put(BERT.stored(99, forged, forged));

    assertThat(store().find(BERT.id())).contains(BERT.stored(1, now("ann"), now("ann")));
  }

  @Test
  void puttingTheSameAgainChangesNothing() {
    ann().put(RESNET50);
    ann().put(BERT);
    clock.advance(Duration.ofDays(1));

    Outcome outcome = new StoreSession(store(), "bob").put(RESNET50);

    assertThat(outcome).isEqualTo(new Outcome(RESNET50.id(), Effect.UNCHANGED, 1, 2));
    assertThat(store().status().sequence()).isEqualTo(2);
    assertThat(store().history(RESNET50.id(), Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(store().find(RESNET50.id()).orElseThrow().updated()).isNotEqualTo(now("bob"));
  }

  @Test
  void attributesInAnotherOrderAreTheSame() {
    AttributeValue one = new AttributeValue.Numeric(1);
    AttributeValue two = new AttributeValue.Numeric(2);
    Map<String, AttributeValue> forwards = new LinkedHashMap<>();
    forwards.put("a", one);
    forwards.put("b", two);
    Map<String, AttributeValue> backwards = new LinkedHashMap<>();
    backwards.put("b", two);
    backwards.put("a", one);
    ann().put(BERT.toBuilder().attributes(forwards).build());

    assertThat(ann().put(BERT.toBuilder().attributes(backwards).build()).effect())
        .isEqualTo(Effect.UNCHANGED);
    backwards.put("a", two);
    backwards.put("b", one);
    assertThat(ann().put(BERT.toBuilder().attributes(backwards).build()).effect())
        .isEqualTo(Effect.UPDATED);
  }

  @Test
  void importingTheSameLaterKeepsTheFirstTimeOfImport() {
    MetadataRecord first = imported(BERT, "2026-01-01T00:00:00Z");
    ann().put(first);

    assertThat(ann().put(imported(BERT, "2026-02-02T00:00:00Z")).effect())
        .isEqualTo(Effect.UNCHANGED);
    assertThat(store().find(BERT.id()).orElseThrow().source()).isEqualTo(first.source());
  }

  private static MetadataRecord imported(MetadataRecord record, String at) {
    Source source = new Source("jsonl", "a.jsonl", null, null, Instant.parse(at));
    return record.toBuilder().source(source).build();
  }

  @Test
  void readingsAreNeverStored() {
    Measurement plain = Measurement.of("accuracy", "imagenet", "0.8");
    Reading reading =
        new Reading("accuracy@imagenet-1k", "accuracy", null, 0.8, null, Scale.AS_WRITTEN, null);
    ann().put(BERT.withStatistical(List.of(plain.withReading(reading))));
    ann().append(BERT.id(), plain.withReading(reading));

    assertThat(store().find(BERT.id()).orElseThrow().statistical()).containsExactly(plain, plain);
  }

  @Test
  void aPutThatMustCreateFailsOnAnExistingRecord() {
    ann().put(BERT, Precondition.ABSENT);

    assertFails(ErrorCode.ALREADY_EXISTS, () -> ann().put(BERT, Precondition.ABSENT));
    ann().delete(BERT.id());
    assertThat(ann().put(BERT, Precondition.ABSENT).effect()).isEqualTo(Effect.CREATED);
  }

  @Test
  void aPutThatMustReplaceFailsWithoutTheRecord() {
    assertFails(ErrorCode.REVISION_CONFLICT, () -> ann().put(BERT, Precondition.PRESENT));
    ann().put(BERT);
    MetadataRecord next = Records.model("bert", "Next.");

    assertThat(ann().put(next, Precondition.PRESENT).revision()).isEqualTo(2);
    ann().delete(BERT.id());
    assertFails(ErrorCode.REVISION_CONFLICT, () -> ann().put(next, Precondition.PRESENT));
  }

  @Test
  void aPutAtARevisionNeedsExactlyThatRevision() {
    assertFails(ErrorCode.REVISION_CONFLICT, () -> ann().put(BERT, new AtRevision(0)));
    ann().put(BERT);
    MetadataRecord next = Records.model("bert", "Next.");

    assertFails(ErrorCode.REVISION_CONFLICT, () -> ann().put(next, new AtRevision(2)));
    assertFails(ErrorCode.REVISION_CONFLICT, () -> ann().put(BERT, new AtRevision(2)));
    assertThat(ann().put(next, new AtRevision(1)).revision()).isEqualTo(2);
    ann().delete(BERT.id());
    assertFails(ErrorCode.REVISION_CONFLICT, () -> ann().put(next, new AtRevision(3)));
  }

  @Test
  void whatIsDeletedIsGone() {
    ann().put(BERT);
    ann().put(RESNET50);

    assertThat(ann().delete(BERT.id())).isEqualTo(new Outcome(BERT.id(), Effect.DELETED, 2, 3));
    assertThat(store().find(BERT.id())).isEmpty();
    assertThat(store().findAll(List.of(BERT.id(), RESNET50.id()))).containsOnlyKeys(RESNET50.id());
    assertThat(store().list(Range.ALL, null, 10)).hasSize(1);
  }

  @Test
  void onlyWhatIsThereCanBeDeleted() {
    assertFails(ErrorCode.NOT_FOUND, () -> ann().delete(BERT.id()));
    ann().put(BERT);
    assertFails(
        ErrorCode.REVISION_CONFLICT, () -> ann().commit(new Delete(BERT.id(), new AtRevision(7))));
    ann().commit(new Delete(BERT.id(), new AtRevision(1)));
    assertFails(ErrorCode.NOT_FOUND, () -> ann().delete(BERT.id()));
  }

  @Test
  void historyOutlivesTheRecord() {
    Stamp created = now("ann");
    ann().put(BERT);
    clock.advance(Duration.ofMinutes(1));
    Stamp deleted = now("ann");
    ann().delete(BERT.id());
    clock.advance(Duration.ofMinutes(1));
    ann().put(Records.model("bert", "Again."));

    assertThat(store().history(BERT.id(), Long.MAX_VALUE, 10))
        .containsExactly(
            new Revision(3, 3, Operation.CREATE, now("ann")),
            new Revision(2, 2, Operation.DELETE, deleted),
            new Revision(1, 1, Operation.CREATE, created));
    assertThat(store().revision(BERT.id(), 1)).contains(BERT.stored(1, created, created));
    assertThat(store().revision(BERT.id(), 2)).isEmpty();
    assertThat(store().revision(BERT.id(), 3)).isEqualTo(store().find(BERT.id()));
    assertThat(store().revision(BERT.id(), 4)).isEmpty();
    assertThat(store().revision(BERT.id(), 0)).isEmpty();
  }

  @Test
  void historyOfADeletedRecordIsStillThere() {
    ann().put(BERT);
    ann().delete(BERT.id());

    assertThat(store().history(BERT.id(), Long.MAX_VALUE, 10)).hasSize(2);
    assertThat(store().revision(BERT.id(), 1)).isPresent();
  }

  @Test
  void historyIsPagedNewestFirst() {
    IntStream.rangeClosed(1, 5).forEach(i -> ann().put(Records.model("bert", "Words " + i)));
    ann().put(Records.model("bert-2", "Of no concern."));

    assertThat(revisions(Long.MAX_VALUE, 2)).containsExactly(5L, 4L);
    assertThat(revisions(4, 2)).containsExactly(3L, 2L);
    assertThat(revisions(2, 2)).containsExactly(1L);
    assertThat(revisions(1, 2)).isEmpty();
    assertThat(revisions(Long.MIN_VALUE, 2)).isEmpty();
  }

  private List<Long> revisions(long before, int limit) {
    return store().history(BERT.id(), before, limit).stream().map(Revision::revision).toList();
  }

  @Test
  void measurementsAreAppendedInOrder() {
    Measurement first = Measurement.of("accuracy", null, "0.1");
    Measurement second = Measurement.of("accuracy", null, "0.2");
    ann().put(BERT);

    assertThat(ann().append(BERT.id(), first).effect()).isEqualTo(Effect.UPDATED);
    ann()
        .commit(
            new AppendMeasurements(BERT.id(), List.of(second)),
            new AppendMeasurements(BERT.id(), List.of(first)));
    assertThat(ann().append(BERT.id()).effect()).isEqualTo(Effect.UNCHANGED);

    MetadataRecord found = store().find(BERT.id()).orElseThrow();
    assertThat(found.statistical()).containsExactly(first, second, first);
    assertThat(found.revision()).isEqualTo(4);
    assertThat(found.description()).isEqualTo(BERT.description());
  }

  @Test
  void measurementsCannotBeAppendedToWhatIsNotThere() {
    assertFails(
        ErrorCode.NOT_FOUND, () -> ann().append(MISSING, Measurement.of("accuracy", null, "1")));
  }

  @Test
  void mutationsOfOneCommitSeeEachOther() {
    Receipt receipt =
        ann()
            .commit(
                new Put(BERT, Precondition.ABSENT),
                new Put(Records.model("bert", "Second."), new AtRevision(1)),
                new Delete(BERT.id(), new AtRevision(2)),
                new Put(BERT, Precondition.ABSENT),
                new Put(BERT, new AtRevision(4)));

    assertThat(receipt.repeated()).isFalse();
    assertThat(receipt.outcomes())
        .extracting(Outcome::effect)
        .containsExactly(
            Effect.CREATED, Effect.UPDATED, Effect.DELETED, Effect.CREATED, Effect.UNCHANGED);
    assertThat(receipt.sequence()).isEqualTo(4);
    assertThat(revisions(Long.MAX_VALUE, 10)).containsExactly(4L, 3L, 2L, 1L);
    assertThat(store().changes(0, 10)).hasSize(4);
    assertThat(store().status().counts()).containsExactly(Map.entry(Kind.MODEL, 1L));
  }

  @Test
  void aCommitThatFailsInTheMiddleChangesNothing() {
    ann().put(BERT);

    assertFails(
        ErrorCode.NOT_FOUND,
        () ->
            ann()
                .commit(
                    new Put(RESNET50, Precondition.NONE),
                    new Put(Records.model("bert", "Other."), Precondition.NONE),
                    new Delete(MISSING, Precondition.NONE)));

    assertThat(store().find(RESNET50.id())).isEmpty();
    assertThat(edges(RESNET50.id(), Direction.OUT)).isEmpty();
    assertThat(store().find(BERT.id()).orElseThrow().revision()).isEqualTo(1);
    assertThat(store().status().sequence()).isEqualTo(1);
    assertThat(store().changes(0, 10)).hasSize(1);
    assertThat(ann().put(RESNET50).sequence()).isEqualTo(2);
  }

  @Test
  void recordsAreListedInTheOrderOfTheirIds() {
    Seeded.trials(
        3,
        random -> {
          Set<RecordId> ids = new TreeSet<>();
          for (int i = 0; i < 40; i++) {
            RecordId id = Records.randomId(random);
            ann().put(Records.random(id, random));
            ids.add(id);
          }
          List<RecordId> listed = ids(store().list(Range.ALL, null, 1_000));
          assertThat(listed).isSorted().containsAll(ids);

          List<RecordId> paged = new ArrayList<>();
          RecordId after = null;
          List<RecordId> page;
          do {
            page = ids(store().list(Range.ALL, after, 7));
            paged.addAll(page);
            after = page.isEmpty() ? after : page.getLast();
          } while (!page.isEmpty());
          assertThat(paged).isEqualTo(listed);
        });
  }

  @Test
  void aRangeListsOneKindOneProjectOrOneName() {
    RecordId v1 = RecordId.version("vision", "resnet50", "1");
    RecordId v2 = RecordId.version("vision", "resnet50", "2");
    RecordId longer = RecordId.version("vision", "resnet50d", "1");
    RecordId elsewhere = RecordId.version("vision2", "resnet50", "1");
    for (RecordId id : List.of(v2, longer, elsewhere, v1, IMAGENET, BERT.id())) {
      ann().put(MetadataRecord.builder(id).build());
    }

    assertThat(listed(new Range(Kind.VERSION, null, null), null))
        .containsExactly(v1, v2, longer, elsewhere);
    assertThat(listed(new Range(Kind.VERSION, "vision", null), null))
        .containsExactly(v1, v2, longer);
    assertThat(listed(new Range(Kind.VERSION, "vision", "resnet50"), null)).containsExactly(v1, v2);
    assertThat(listed(new Range(Kind.VERSION, "vision", "resnet50"), v1)).containsExactly(v2);
    assertThat(listed(new Range(null, "vision", null), null))
        .containsExactly(IMAGENET, v1, v2, longer);
    assertThat(listed(new Range(null, "vision", null), IMAGENET)).containsExactly(v1, v2, longer);
    assertThat(listed(new Range(Kind.MODEL, "test", null), IMAGENET)).containsExactly(BERT.id());
    assertThat(listed(new Range(Kind.DATASET, null, null), v1)).isEmpty();
    assertThat(listed(new Range(Kind.RUN, null, null), null)).isEmpty();
  }

  private List<RecordId> listed(Range range, @Nullable RecordId after) {
    return ids(store().list(range, after, 100));
  }

  private static List<RecordId> ids(List<MetadataRecord> records) {
    return records.stream().map(MetadataRecord::id).toList();
  }

  @Test
  void manyAreFoundAtOnce() {
    ann().put(BERT);
    ann().put(RESNET50);

    assertThat(store().findAll(List.of(RESNET50.id(), MISSING, BERT.id(), BERT.id())))
        .containsOnlyKeys(RESNET50.id(), BERT.id())
        .containsEntry(BERT.id(), store().find(BERT.id()).orElseThrow());
    assertThat(store().findAll(List.of())).isEmpty();
  }

  @Test
  void aPageOfThoseThatAreLookedForIsInTheirOrder() {
    ann().put(BERT);
    ann().put(RESNET50);
    ann().delete(BERT.id());

    assertThat(store().findPage(List.of(RESNET50.id(), MISSING, BERT.id(), RESNET50.id())))
        .containsExactly(
            store().find(RESNET50.id()),
            Optional.empty(),
            Optional.empty(),
            store().find(RESNET50.id()));
    assertThat(store().findPage(List.of())).isEmpty();
  }

  @Test
  void manyThatAreLookedForAreFoundPageByPage() {
    List<RecordId> ids = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      MetadataRecord record = Records.model("m" + i, "text");
      ids.add(record.id());
      if (i % 3 > 0) {
        ann().put(record);
      }
    }
    List<Optional<MetadataRecord>> found = new ArrayList<>();
    while (found.size() < ids.size()) {
      List<Optional<MetadataRecord>> page = store().findPage(ids.subList(found.size(), ids.size()));
      assertThat(page).isNotEmpty();
      found.addAll(page);
    }
    assertThat(found).isEqualTo(ids.stream().map(store()::find).toList());
  }

  @Test
  void arrowsAreSeenFromBothEnds() {
    ann().put(RESNET50);
    Edge edge = new Edge(RESNET50.id(), Relation.TRAINED_ON, IMAGENET, null);

    assertThat(edges(RESNET50.id(), Direction.OUT)).containsExactly(edge);
    assertThat(edges(IMAGENET, Direction.IN)).containsExactly(edge);
    assertThat(edges(RESNET50.id(), Direction.IN)).isEmpty();
    assertThat(edges(IMAGENET, Direction.OUT)).isEmpty();
  }

  @Test
  void arrowsAreOrderedByRelationOtherEndAndTime() {
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    RecordId coco = RecordId.of(Kind.DATASET, "vision", "coco");
    LineageEdge trained = LineageEdge.to(Relation.TRAINED_ON, coco);
    LineageEdge trainedThen = new LineageEdge(Relation.TRAINED_ON, coco, time);
    LineageEdge trainedLater = new LineageEdge(Relation.TRAINED_ON, coco, time.plusNanos(1));
    LineageEdge trainedElsewhere = LineageEdge.to(Relation.TRAINED_ON, IMAGENET);
    LineageEdge derived = LineageEdge.to(Relation.DERIVED_FROM, RESNET50.id());
    LineageEdge self = LineageEdge.to(Relation.SUPERSEDES, BERT.id());
    ann()
        .put(
            BERT.toBuilder()
                .lineage(
                    List.of(
                        trainedLater,
                        self,
                        trainedElsewhere,
                        trained,
                        derived,
                        trainedThen,
                        derived))
                .build());

    assertThat(edges(BERT.id(), Direction.OUT))
        .extracting(edge -> new LineageEdge(edge.relation(), edge.to(), edge.at()))
        .containsExactly(derived, self, trained, trainedThen, trainedLater, trainedElsewhere);
    assertThat(edges(BERT.id(), Direction.IN))
        .containsExactly(new Edge(BERT.id(), Relation.SUPERSEDES, BERT.id(), null));
  }

  @Test
  void arrowsAreReadPageByPage() {
    List<LineageEdge> arrows = new ArrayList<>();
    for (Relation relation : List.of(Relation.TRAINED_ON, Relation.EVALUATED_ON)) {
      arrows.add(LineageEdge.to(relation, IMAGENET));
      arrows.add(new LineageEdge(relation, IMAGENET, Instant.EPOCH));
      arrows.add(LineageEdge.to(relation, RecordId.of(Kind.DATASET, "vision", "imagenet")));
    }
    ann().put(BERT.toBuilder().lineage(arrows).build());
    ann().put(RESNET50.toBuilder().lineage(arrows).build());

    for (RecordId id : List.of(BERT.id(), IMAGENET)) {
      for (Direction direction : Direction.values()) {
        List<Edge> read = new ArrayList<>();
        List<Edge> page = store().edges(id, direction, null, 2);
        while (!page.isEmpty()) {
          read.addAll(page);
          page = store().edges(id, direction, page.getLast(), 2);
        }
        assertThat(read).isEqualTo(edges(id, direction));
      }
    }
    assertThat(edges(IMAGENET, Direction.IN)).hasSize(8);
  }

  @Test
  void anOutlineSaysWhatTheRecordSays() {
    ann().put(RESNET50);
    ann()
        .put(
            BERT.toBuilder()
                .description("A stage: contextual.")
                .attributes(Map.of("stage", new AttributeValue.Text("attic")))
                .contextual(Contextual.builder().tasks(List.of("stage")).stage("staging").build())
                .statistical(List.of(Measurement.of("stage", null, "1")))
                .build());
    ann().put(MetadataRecord.builder(MISSING).build());
    ann().delete(MISSING);

    assertThat(store().outlines(Range.ALL, null, 10))
        .isEqualTo(store().list(Range.ALL, null, 10).stream().map(this::outline).toList())
        .extracting(Outline::stage)
        .containsExactlyInAnyOrder(RESNET50.contextual().stage(), "staging");
    assertThat(store().outlines(Range.ALL, BERT.id(), 1))
        .extracting(Outline::id)
        .containsExactlyElementsOf(
            store().list(Range.ALL, BERT.id(), 1).stream().map(MetadataRecord::id).toList());
  }

  private Outline outline(MetadataRecord record) {
    Stamp created = Objects.requireNonNull(record.created());
    Stamp updated = Objects.requireNonNull(record.updated());
    return new Outline(record.id(), record.contextual().stage(), created, updated);
  }

  @Test
  void aRecordIsThereUntilItIsDeleted() {
    assertThat(store().has(BERT.id())).isFalse();
    ann().put(BERT);
    assertThat(store().has(BERT.id())).isTrue();
    ann().delete(BERT.id());
    assertThat(store().has(BERT.id())).isFalse();
  }

  private List<Edge> edges(RecordId id, Direction direction) {
    return store().edges(id, direction, null, 1_000);
  }

  @Test
  void arrowsFollowTheRecord() {
    LineageEdge kept = LineageEdge.to(Relation.DERIVED_FROM, RESNET50.id());
    LineageEdge dropped = LineageEdge.to(Relation.TRAINED_ON, IMAGENET);
    LineageEdge added = LineageEdge.to(Relation.EVALUATED_ON, IMAGENET);
    ann().put(BERT.toBuilder().lineage(List.of(kept, dropped)).build());

    ann().put(BERT.toBuilder().lineage(List.of(added, kept)).build());
    assertThat(edges(BERT.id(), Direction.OUT))
        .extracting(Edge::relation)
        .containsExactly(Relation.DERIVED_FROM, Relation.EVALUATED_ON);
    assertThat(edges(IMAGENET, Direction.IN))
        .extracting(Edge::relation)
        .containsExactly(Relation.EVALUATED_ON);

    ann().append(BERT.id(), Measurement.of("accuracy", null, "1"));
    assertThat(edges(BERT.id(), Direction.OUT)).hasSize(2);

    ann().delete(BERT.id());
    assertThat(edges(BERT.id(), Direction.OUT)).isEmpty();
    assertThat(edges(IMAGENET, Direction.IN)).isEmpty();
    assertThat(edges(RESNET50.id(), Direction.IN)).isEmpty();
  }

  @Test
  void currentRecordsAreCountedByKind() {
    ann().put(BERT);
    ann().put(RESNET50);
    ann().put(MetadataRecord.builder(IMAGENET).build());
    ann().put(Records.model("bert", "Updated."));
    ann().delete(RESNET50.id());

    assertThat(store().status().counts())
        .containsOnly(Map.entry(Kind.MODEL, 1L), Map.entry(Kind.DATASET, 1L));
    ann().delete(IMAGENET);
    assertThat(store().status().counts()).containsExactly(Map.entry(Kind.MODEL, 1L));
  }

  @Test
  void aLimitOfNothingIsRefused() {
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> store().list(Range.ALL, null, 0));
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> store().history(MISSING, 1, 0));
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> store().changes(0, 0));
  }

  @Test
  void aClosedStoreIsUnavailable() {
    ann().put(BERT);
    store().close();

    assertFails(ErrorCode.UNAVAILABLE, () -> store().find(BERT.id()));
    assertFails(ErrorCode.UNAVAILABLE, () -> store().changes(0, 1));
    assertFails(ErrorCode.UNAVAILABLE, () -> ann().put(RESNET50));
  }
}
