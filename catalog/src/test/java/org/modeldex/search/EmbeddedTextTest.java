package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.modeldex.record.Contextual;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.testing.Records;
import org.modeldex.vocabulary.Vocabulary;

class EmbeddedTextTest {
  private final EmbeddedText texts = new EmbeddedText(Vocabulary.builtIn());

  @Test
  void factsStandInWordsBeforeTheProse() {
    assertThat(texts.of(Records.RESNET50))
        .startsWith("resnet50. Task: Image Classification.")
        .contains(" Architecture: ResNet-50. A residual network with 50 layers. A sound baseline")
        .endsWith("Sorting pictures.");
  }

  @Test
  void languagesAreCalledByTheirNames() {
    MetadataRecord record =
        MetadataRecord.builder(RecordId.model("mt", "opus-mt_en.fj"))
            .contextual(Contextual.builder().languages(List.of("en", "fij", "xx-own")).build())
            .build();
    assertThat(texts.of(record)).isEqualTo("opus mt en fj. Language: English, Fijian, xx-own.");
  }

  @Test
  void readingsDoNotChangeTheText() {
    MetadataRecord read = Vocabulary.builtIn().interpret(Records.RESNET50);
    assertThat(texts.of(read)).isEqualTo(texts.of(Records.RESNET50));
  }

  @Test
  void aLongDescriptionIsCut() {
    assertThat(texts.of(Records.model("m", "word ".repeat(100_000))).length()).isBetween(550, 650);
  }

  @Test
  void onlyModelsAreFoundByMeaning() {
    assertThat(Kind.values()).filteredOn(EmbeddedText::isOf).containsExactly(Kind.MODEL);
  }
}
