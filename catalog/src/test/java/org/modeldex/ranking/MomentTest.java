package org.modeldex.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.modeldex.ranking.Moment.Basis;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.Contextual.Paper;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.testing.Records;
import org.modeldex.vocabulary.Vocabulary;

final class MomentTest {
  private static final Measurement UNDATED = Measurement.of("accuracy", "cifar-10", "0.9");

  /** A record with attributes, given as names and values in turn, imported just now. */
  private static MetadataRecord with(String... attributes) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      values.put(attributes[i], new AttributeValue.Text(attributes[i + 1]));
    }
    return MetadataRecord.builder(RecordId.model("lab", "a"))
        .attributes(values)
        .source(new Source("x", null, null, null, Instant.parse("2026-01-01T00:00:00Z")))
        .build();
  }

  private static MetadataRecord cites(@Nullable String... urls) {
    return with().toBuilder()
        .contextual(
            Contextual.builder()
                .papers(Arrays.stream(urls).map(url -> new Paper("A title", url)).toList())
                .build())
        .build();
  }

  private static List<String> moment(MetadataRecord record) {
    return Moment.of(record, UNDATED)
        .map(moment -> List.of(moment.at().toString(), moment.basis().word()))
        .orElse(List.of());
  }

  @Test
  void aMeasurementKnowsBest() {
    MetadataRecord record = Vocabulary.builtIn().interpret(Records.RESNET50);
    assertThat(Moment.of(record, record.statistical().getFirst()))
        .contains(new Moment(Instant.parse("2026-01-03T00:00:00Z"), Basis.MEASUREMENT));
    assertThat(Moment.of(record, record.statistical().getLast()))
        .contains(new Moment(Instant.parse("2026-01-02T03:04:05Z"), Basis.SOURCE));
  }

  @Test
  void sourcesSayWhenInAttributesOfKnownNames() {
    assertThat(moment(with("date", "2020", "release_date", "2021-03-04")))
        .containsExactly("2021-03-04T00:00:00Z", "source");
    assertThat(moment(with("release", "opus-2020-01-16"))).contains("2020-01-16T00:00:00Z");
    assertThat(moment(with("Publication Date", "2019-05"))).contains("2019-05-01T00:00:00Z");
    assertThat(moment(with("paper_date", "2020-13-45"))).isEmpty();
    assertThat(moment(with("release", "v12020-01", "training_date", "2020"))).isEmpty();
  }

  @Test
  void theFirstPaperOnArxivSaysTheMonth() {
    assertThat(moment(cites(null, "https://x.org/1", "https://arxiv.org/abs/1512.03385")))
        .containsExactly("2015-12-01T00:00:00Z", "paper");
    assertThat(moment(cites("https://arxiv.org/abs/1599.03385"))).isEmpty();
  }

  @Test
  void theTimeOfTheImportSaysNothing() {
    assertThat(moment(with())).isEmpty();
  }
}
