package org.modeldex.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.Measurement.Scale;
import org.modeldex.record.Measurement.Trust;

class MeasurementReaderTest {
  private static final Vocabulary VOCABULARY = Vocabulary.builtIn();

  @Test
  void oneValueWrittenInThreeWaysIsOneValue() {
    assertThat(values("Top 1 Accuracy", "73.3%", "0.1")).first().isEqualTo(0.733);
    assertThat(values("Top 1 Accuracy", "73.3")).containsExactly(0.733);
    assertThat(values("Top 1 Accuracy", "0.733")).containsExactly(0.733);
  }

  @ParameterizedTest
  @CsvSource({
    // A ratio: percent when a value of the table is beyond 1 and none beyond 100.
    "accuracy, 80.3 0.9, TABLE_SCALE",
    "accuracy, 0.803 0.9, AS_WRITTEN",
    "accuracy, 1.0 0.9, AS_WRITTEN",
    "accuracy, 1.0000000000000002 0.9, AS_WRITTEN",
    "accuracy, 100 99.5, TABLE_SCALE",
    "accuracy, 120 0.9, AS_WRITTEN",
    "spearman, -12.5 0.3, TABLE_SCALE",
    "spearman, -0.125 0.3, AS_WRITTEN",
    "accuracy, NaN 0.3, AS_WRITTEN",
    "accuracy, inf 80, TABLE_SCALE",
    // A ratio that may exceed 1: percent from 1.5 on, without an upper end.
    "wer, 0.12 1.3, AS_WRITTEN",
    "wer, 12.0 231.9, TABLE_SCALE",
    "wer, 1.6 0.4, TABLE_SCALE",
    // Anything else stays as written.
    "bleu, 27.3 0.8, AS_WRITTEN",
    "r2, -3.2 0.8, AS_WRITTEN",
    "made up metric, 73.3 0.2, AS_WRITTEN"
  })
  void theScaleIsDecidedForTheWholeTable(String metric, String raws, Scale expected) {
    assertThat(read(metric, raws.split(" "))).extracting(Reading::scale).containsOnly(expected);
  }

  @Test
  void spellingsAndDatasetsOfOneMetricShareATable() {
    List<Reading> read =
        readings(
            Measurement.of("Top 1 Accuracy", "ImageNet", "80.3"),
            Measurement.of("top1", "imagenet-a", "0.9"),
            Measurement.of("Top 5 Accuracy", "ImageNet", "0.95"));
    assertThat(read).extracting(Reading::value).containsExactly(0.803, 0.009, 0.95);
  }

  @Test
  void percentSignsDoNotDecideForTheirNeighbours() {
    List<Reading> read = read("accuracy", "73.3%", "0.5");
    assertThat(read).extracting(Reading::value).containsExactly(0.733, 0.5);
    assertThat(read)
        .extracting(Reading::scale)
        .containsExactly(Scale.PERCENT_SIGN, Scale.AS_WRITTEN);
  }

  @Test
  void theStatedUnitDecidesForItsOwnValue() {
    List<Reading> read =
        readings(
            Measurement.of("accuracy", "x", "0.9").withRawUnit("percent"),
            Measurement.of("accuracy", "x", "0.9").withRawUnit("%"),
            Measurement.of("accuracy", "x", "1.2").withRawUnit("ratio"),
            Measurement.of("accuracy", "x", "0.5"));
    assertThat(read).extracting(Reading::value).containsExactly(0.009, 0.009, 1.2, 0.5);
    assertThat(read)
        .extracting(Reading::scale)
        .containsExactly(Scale.TABLE_SCALE, Scale.TABLE_SCALE, Scale.AS_WRITTEN, Scale.AS_WRITTEN);
  }

  @Test
  void unknownMetricsFollowOnlyWhatIsWritten() {
    assertThat(read("frobnication", "41.5%").getFirst())
        .isEqualTo(
            new Reading(
                "frobnication", "frobnication", null, 0.415, "ratio", Scale.PERCENT_SIGN, null));
    assertThat(read("frobnication", "41.5").getFirst())
        .isEqualTo(
            new Reading("frobnication", "frobnication", null, 41.5, null, Scale.AS_WRITTEN, null));
  }

  @Test
  void metricsWithAUnitOfTheirOwnKeepTheirNumbers() {
    assertThat(read("BLEU", "41.2%").getFirst())
        .isEqualTo(
            new Reading("bleu", "bleu", null, 41.2, "points", Scale.AS_WRITTEN, Better.HIGHER));
    assertThat(readings(Measurement.of("latency", null, "0.5").withRawUnit("s")).getFirst().unit())
        .isEqualTo("s");
  }

  @Test
  void aSpreadLeavesTheLeadingNumber() {
    assertThat(read("mean_reward", "267.40 +/- 17.45").getFirst().value()).isEqualTo(267.4);
    assertThat(values("box AP", "39.3 (37.9)")).containsExactly(0.393);
  }

  @Test
  void whatIsNoNumberHasNoValueButAKey() {
    Reading reading = readings(Measurement.of("accuracy", "COCO", "none")).getFirst();
    assertThat(reading.value()).isNull();
    assertThat(reading.key()).isEqualTo("accuracy@coco");
  }

  @Test
  void keysHoldDatasetSliceAndSplit() {
    Measurement sliced =
        new Measurement(
            "WER",
            "mozilla-foundation/common_voice_8_0",
            "Validation",
            "Women, old",
            null,
            "12",
            null,
            null,
            null,
            null,
            null,
            Trust.SELF_REPORTED,
            null);
    Reading reading = readings(sliced).getFirst();
    assertThat(reading.key()).isEqualTo("wer@common-voice-8.0/women-old#val");
    assertThat(reading.dataset()).isEqualTo("common-voice-8.0");
    assertThat(reading.metric()).isEqualTo("wer");
  }

  @ParameterizedTest
  @CsvSource({
    "Test WER, , wer#test",
    "val_accuracy, , accuracy#val",
    "dev/f1, , f1#val",
    "eval_accuracy, , accuracy",
    "Accuracy (train), , accuracy#train",
    "test_accuracy, holdout, accuracy#holdout",
    "val_loss, , validation-loss",
    "test_frobnication, , test-frobnication"
  })
  void aSplitWrittenIntoTheMetricIsSetApart(String metric, @Nullable String split, String key) {
    assertThat(readings(Measurement.of(metric, null, "0.5").withSplit(split)).getFirst().key())
        .isEqualTo(key);
  }

  @Test
  void theSourcesWordsStayUntouched() {
    Measurement written = Measurement.of("Top 1 Accuracy", "ImageNet-1K", " 80.3 % ");
    assertThat(VOCABULARY.read(List.of(written)).getFirst().withReading(null)).isEqualTo(written);
  }

  private static List<@Nullable Double> values(String metric, String... raws) {
    return read(metric, raws).stream().<@Nullable Double>map(Reading::value).toList();
  }

  private static List<Reading> read(String metric, String... raws) {
    return readings(
        Stream.of(raws).map(raw -> Measurement.of(metric, null, raw)).toArray(Measurement[]::new));
  }

  private static List<Reading> readings(Measurement... table) {
    return VOCABULARY.read(List.of(table)).stream()
        .map(measurement -> Objects.requireNonNull(measurement.reading()))
        .toList();
  }
}
