package org.modeldex.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.Stamp;
import org.modeldex.store.Change.Operation;
import org.modeldex.store.rocksdb.StoredState.Live;
import org.modeldex.testing.Records;

class DecodedRecordsTest {
  private static final Stamp ANN = new Stamp(Instant.parse("2026-01-02T03:04:05Z"), "ann");
  private static final MetadataRecord BERT = Records.model("bert", "Words.");
  private static final MetadataRecord GPT = Records.model("gpt2", "Words.");
  private static final MetadataRecord LLAMA = Records.model("lama", "Words.");

  private final DecodedRecords decoded = new DecodedRecords(2L * bytes(BERT));

  /** A state as it is read from the database. */
  private static Live read(MetadataRecord record, long sequence) {
    Live live = new Live(1, sequence, Operation.UPDATE, ANN, ANN, Content.of(record));
    return (Live) Codec.state(record.id(), Codec.state(live));
  }

  private static int bytes(MetadataRecord record) {
    return Content.of(record).json().length;
  }

  private MetadataRecord find(MetadataRecord record) {
    return decoded.of(record.id(), read(record, 1));
  }

  @Test
  void aRecordIsDecodedOnce() {
    assertThat(find(BERT)).isEqualTo(BERT.stored(1, ANN, ANN)).isSameAs(find(BERT));
  }

  @Test
  void aRecordThatHasChangedIsDecodedAgain() {
    find(BERT);
    MetadataRecord changed = BERT.toBuilder().description("Other.").build();

    assertThat(decoded.of(BERT.id(), read(changed, 2)).description()).contains("Other.");
    assertThat(decoded.of(BERT.id(), read(BERT, 1)).description()).contains("Words.");
  }

  @Test
  void theRecordUsedLongestAgoGoes() {
    MetadataRecord bert = find(BERT);
    MetadataRecord gpt = find(GPT);
    assertThat(find(BERT)).isSameAs(bert);

    find(LLAMA);

    assertThat(find(BERT)).isSameAs(bert);
    assertThat(find(GPT)).isNotSameAs(gpt).isEqualTo(gpt);
  }

  @Test
  void aRecordLargerThanAllRoomPushesNothingOut() {
    MetadataRecord bert = find(BERT);
    MetadataRecord large = Records.model("large", "Words. ".repeat(1_000));

    assertThat(find(large)).isEqualTo(large.stored(1, ANN, ANN));
    assertThat(find(BERT)).isSameAs(bert);
  }
}
