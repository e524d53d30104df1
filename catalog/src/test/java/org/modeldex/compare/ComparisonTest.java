package org.modeldex.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.modeldex.compare.Comparison.Aspect;
import org.modeldex.compare.Comparison.Row;
import org.modeldex.record.Contextual;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;
import org.modeldex.search.SearchDocument;
import org.modeldex.testing.Records;
import org.modeldex.vocabulary.Vocabulary;

final class ComparisonTest {
  private static final Vocabulary VOCABULARY = Vocabulary.builtIn();

  private static MetadataRecord model(String name, Measurement... measurements) {
    return MetadataRecord.builder(RecordId.model("lab", name))
        .statistical(List.of(measurements))
        .build();
  }

  private static Comparison compare(MetadataRecord... records) {
    return Comparison.of(
        Arrays.stream(records)
            .map(record -> new SearchDocument(VOCABULARY.interpret(record), List.of()))
            .toList(),
        VOCABULARY);
  }

  private static Row row(Comparison comparison, String key) {
    return comparison.rows().stream()
        .filter(row -> row.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static MetadataRecord sized(String name, @Nullable Long parameters) {
    return model(name).toBuilder()
        .structural(Structural.builder().parameterCount(parameters).build())
        .build();
  }

  @Test
  void showsEverythingThatAnyRecordHas() {
    Comparison comparison = compare(Records.RESNET50, model("bare"));
    assertThat(comparison.rows()).extracting(Row::aspect).isSorted().contains(Aspect.values());
    assertThat(comparison.rows())
        .extracting(row -> row.cells().getFirst() instanceof Cell.Missing)
        .containsOnly(false);
    assertThat(comparison.rows())
        .filteredOn(row -> !row.key().equals("kind"))
        .allMatch(row -> row.cells().getLast() instanceof Cell.Missing && row.differs());
  }

  @Test
  void aRecordDoesNotDifferFromItself() {
    Comparison comparison = compare(Records.RESNET50, Records.RESNET50);
    assertThat(comparison.rows()).hasSizeGreaterThan(25);
    assertThat(comparison.differences().rows()).isEmpty();
  }

  @Test
  void theBestFollowsTheMetricsDirectionAndTiesShareIt() {
    Comparison comparison =
        compare(
            model("a", Measurement.of("accuracy", "cifar-10", "90%"), wer("0.2")),
            model("b", Measurement.of("accuracy", "cifar-10", "0.9"), wer("0.1")),
            model("c", Measurement.of("accuracy", "cifar-10", "none"), wer("0.3")));
    Row accuracy = row(comparison, "accuracy@cifar-10");
    assertThat(accuracy.best()).containsExactly(0, 1);
    assertThat(accuracy.unit()).isEqualTo("ratio");
    assertThat(row(comparison, "wer@librispeech").best()).containsExactly(1);
  }

  private static Measurement wer(String raw) {
    return Measurement.of("wer", "librispeech", raw);
  }

  @Test
  void aLoneValueIsNotTheBestAndAnUnknownMetricHasNone() {
    Comparison comparison =
        compare(
            model("a", Measurement.of("accuracy", "cifar-10", "0.9"), oddity("1")),
            model("b", oddity("2")));
    assertThat(row(comparison, "accuracy@cifar-10").best()).isEmpty();
    assertThat(row(comparison, "oddity@own-set").best()).isEmpty();
    assertThat(row(comparison, "oddity@own-set").better()).isNull();
  }

  private static Measurement oddity(String raw) {
    return Measurement.of("oddity", "own set", raw);
  }

  @Test
  void valuesOfDifferentDatasetsOrSplitsNeverStandInOneRow() {
    Comparison comparison =
        compare(
            model("a", Measurement.of("accuracy", "cifar-10", "0.9")),
            model("b", Measurement.of("accuracy", "cifar-10", "0.8").withSplit("test")),
            model("c", Measurement.of("accuracy", "cifar-100", "0.7")));
    assertThat(comparison.rows())
        .filteredOn(row -> row.aspect() == Aspect.STATISTICAL)
        .extracting(Row::key)
        .containsExactlyInAnyOrder(
            "accuracy@cifar-10", "accuracy@cifar-10#test", "accuracy@cifar-100");
  }

  @Test
  void ofSeveralValuesTheBestIsShownAndTheOthersAreCounted() {
    Comparison comparison =
        compare(model("a", wer("0.3"), wer("nan"), wer("0.1"), wer("0.2")), model("b"));
    assertThat(row(comparison, "wer@librispeech").cells().getFirst())
        .isInstanceOfSatisfying(
            Cell.Result.class,
            result -> {
              assertThat(result.measurement().raw()).isEqualTo("0.1");
              assertThat(result.others()).isEqualTo(3);
            });
  }

  @Test
  void measurementsOfTheCurrentVersionAreInherited() {
    Comparison comparison =
        Comparison.of(
            List.of(
                new SearchDocument(model("a"), VOCABULARY.read(List.of(wer("0.3")))),
                new SearchDocument(VOCABULARY.interpret(model("b", wer("0.2"))), List.of())),
            VOCABULARY);
    assertThat(row(comparison, "wer@librispeech").cells())
        .extracting(cell -> cell instanceof Cell.Result result && result.inherited())
        .containsExactly(true, false);
  }

  @Test
  void spellingsOfOneWordAreTheSameAndOrderMeansNothing() {
    MetadataRecord a =
        model("a").toBuilder()
            .tags(List.of("x", "y"))
            .contextual(Contextual.builder().license("Apache 2.0").build())
            .build();
    MetadataRecord b =
        model("b").toBuilder()
            .tags(List.of("y", "x"))
            .contextual(Contextual.builder().license("apache-2.0").build())
            .build();
    assertThat(compare(a, b).differences().rows()).isEmpty();
  }

  @Test
  void settingsAreComparedAsNumbersWhereTheyAre() {
    assertThat(compare(set("lr", "2e-05"), set("lr", "0.000020")).differences().rows()).isEmpty();
    assertThat(compare(set("lr", "2e-05"), set("lr", "2e-5x")).differences().rows()).hasSize(1);
  }

  private static MetadataRecord set(String name, String value) {
    return model("a").toBuilder()
        .structural(Structural.builder().hyperparameters(Map.of(name, value)).build())
        .build();
  }

  @Test
  void fewerParametersAreBetter() {
    Row row =
        row(compare(sized("a", 5L), sized("b", null), sized("c", 3L)), "structural.parameterCount");
    assertThat(row.best()).containsExactly(2);
    assertThat(row.cells().get(1)).isEqualTo(Cell.MISSING);
  }

  @Test
  void primaryMetricsOfTheTasksComeFirst() {
    MetadataRecord record =
        model(
                "a",
                Measurement.of("latency", null, "3"),
                Measurement.of("accuracy", "a-set", "0.5"),
                Measurement.of("accuracy", "ImageNet-1k", "0.5"))
            .toBuilder()
            .contextual(Contextual.builder().tasks(List.of("image-classification")).build())
            .build();
    assertThat(compare(record, model("b")).rows())
        .filteredOn(row -> row.aspect() == Aspect.STATISTICAL)
        .extracting(Row::key)
        .first()
        .isEqualTo("accuracy@imagenet-1k");
  }

  @Test
  void aLongTextSaysHowItDiffersFromTheFirst() {
    Comparison comparison =
        compare(
            Records.model("a", "A net."), Records.model("b", "A net."), Records.model("c", "Net."));
    assertThat(row(comparison, "description").cells())
        .extracting(cell -> ((Cell.Prose) cell).changes().size())
        .containsExactly(0, 0, 3);
    String endless = "word ".repeat(10_000);
    Cell.Prose cut =
        (Cell.Prose)
            row(
                    compare(Records.model("a", endless), Records.model("b", endless + "more")),
                    "description")
                .cells()
                .getLast();
    assertThat(cut.isCut()).isTrue();
    assertThat(cut.text()).hasSize(20_000);
  }
}
