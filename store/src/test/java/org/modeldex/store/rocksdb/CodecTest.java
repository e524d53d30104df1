package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.modeldex.store.StoreSession.assertFails;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.ErrorCode;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.record.Stamp;
import org.modeldex.record.json.RecordJson;
import org.modeldex.store.Change;
import org.modeldex.store.Change.Operation;
import org.modeldex.store.Receipt.Effect;
import org.modeldex.store.Receipt.Outcome;
import org.modeldex.store.rocksdb.Codec.Used;
import org.modeldex.store.rocksdb.StoredState.Gone;
import org.modeldex.store.rocksdb.StoredState.Live;
import org.modeldex.testing.Records;
import org.modeldex.testing.Seeded;

class CodecTest {
  private static final RecordId ID = Records.RESNET50.id();
  private static final Stamp ANN = new Stamp(Instant.parse("2026-01-02T03:04:05.678901Z"), "ann");
  private static final Stamp BOB = new Stamp(Instant.parse("1969-01-02T03:04:05Z"), "b\u00F6b");

  private static byte[] encoded(MetadataRecord record) {
    return Codec.state(new Live(3, 300, Operation.UPDATE, ANN, BOB, Content.of(record)));
  }

  @Test
  void aStateReadsBackWithTheTimeOfImport() {
    MetadataRecord imported =
        Records.RESNET50.toBuilder()
            .source(new Source("jsonl", "a/b", "c", null, Instant.parse("2026-05-05T05:05:05Z")))
            .build();

    StoredState state = Codec.state(ID, encoded(imported));

    assertThat(state.revision()).isEqualTo(3);
    assertThat(state.sequence()).isEqualTo(300);
    assertThat(((Live) state).record()).isEqualTo(imported.stored(3, ANN, BOB));
  }

  @Test
  void whatWasWrittenIsToTheLetterWhatReadsBack() {
    Seeded.trials(
        300,
        random -> {
          MetadataRecord record = Records.random(Records.randomId(random), random);

          MetadataRecord written = Content.of(record).record();
          MetadataRecord readBack =
              ((Live) Codec.state(record.id(), encoded(record))).content().record();

          assertThat(written).isEqualTo(readBack);
          assertThat(RecordJson.toStored(written)).isEqualTo(RecordJson.toStored(readBack));
        });
  }

  @Test
  void aDeletionReadsBack() {
    Gone gone = new Gone(Long.MAX_VALUE >>> 1, 1L << 40, ANN);

    assertThat(Codec.state(ID, Codec.state(gone))).isEqualTo(gone);
  }

  @Test
  void changesAndReceiptsReadBack() {
    Change change = new Change(77, ID, Operation.DELETE, 200, BOB);
    Used used =
        new Used(
            Instant.parse("2026-01-02T03:04:05.678Z"),
            "digest",
            List.of(new Outcome(ID, Effect.UNCHANGED, 4, 99)));

    assertThat(Codec.change(77, Codec.change(change))).isEqualTo(change);
    assertThat(Codec.used("token", Codec.used(used))).isEqualTo(used);
  }

  @Test
  void aShortenedStateIsRefusedOrNeverRead() {
    byte[] whole = encoded(Records.RESNET50);
    Seeded.trials(
        300,
        random -> {
          byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));

          assertFails(ErrorCode.CORRUPTED, () -> ((Live) Codec.state(ID, cut)).record());
        });
  }

  @Test
  void aLaterFormatOfAValueIsNamed() {
    byte[] value = encoded(Records.RESNET50);
    value[0] = 2;

    assertFails(ErrorCode.CORRUPTED, () -> Codec.state(ID, value));
    assertThat(catchThrowable(() -> Codec.state(ID, value)))
        .hasMessageContaining(ID.toString())
        .hasMessageContaining("its format is 2");
  }

  @Test
  void contentIsTheSameOrNotAsItsRecordsAre() {
    Seeded.trials(
        500,
        random -> {
          MetadataRecord one = smallRecord(random.nextInt(3), random.nextInt(3));
          MetadataRecord other = smallRecord(random.nextInt(3), random.nextInt(3));

          assertThat(Content.of(one).same(Content.of(other))).isEqualTo(one.sameContent(other));
        });
  }

  private static MetadataRecord smallRecord(int attributes, int number) {
    return Records.model("m", "d".repeat(attributes)).toBuilder()
        .attributes(Map.of("n", new AttributeValue.Numeric(number)))
        .build();
  }

  @Test
  void aRecordTooLongToBeReadAgainIsNotWritten() {
    String megabyte = "x".repeat(500_000);
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (int i = 0; i < 17; i++) {
      attributes.put("a" + i, new AttributeValue.Text(megabyte));
    }
    MetadataRecord record = Records.model("m", "Words.").toBuilder().attributes(attributes).build();

    assertFails(ErrorCode.TOO_LARGE, () -> Content.of(record));
  }
}
