package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;

class ModelFamilyTest {
  private static String family(String name) {
    return ModelFamily.key(MetadataRecord.builder(RecordId.model("zoo", name)).build());
  }

  @ParameterizedTest
  @CsvSource({
    "resnet50_8xb32_in1k, resnet101_8xb32_in1k",
    "google/mobilenet_v2_035_224/classification/4, google/mobilenet_v2_100_96/classification/5",
    "yolov8n, yolov8-x",
    "bert-base-uncased, bert-large-uncased",
    "whisper-tiny, whisper-medium"
  })
  void sizesAndVersionsAreOneFamily(String one, String other) {
    assertThat(family(one)).isEqualTo(family(other));
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet_v2_100, mobilenet_v3_100",
    "fj-en, en-fj",
    "resnet50, resnext50",
    "bert-base-cased, bert-base-uncased"
  })
  void differentModelsAreNot(String one, String other) {
    assertThat(family(one)).isNotEqualTo(family(other));
  }

  @Test
  void theAlgorithmThatARecordNamesDecides() {
    MetadataRecord record =
        MetadataRecord.builder(RecordId.model("zoo", "x_r50"))
            .structural(Structural.builder().algorithm("Faster R-CNN").build())
            .build();
    assertThat(ModelFamily.key(record)).isEqualTo("zoo/faster r-cnn");
  }

  @Test
  void aNameOfNumbersIsAFamilyOfItsOwn() {
    assertThat(family("4711")).isEqualTo("zoo/4711").isNotEqualTo(family("4712"));
  }
}
