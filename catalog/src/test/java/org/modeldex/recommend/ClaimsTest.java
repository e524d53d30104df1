package org.modeldex.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.record.Measurement.Better;
import org.modeldex.vocabulary.Vocabulary;

/** What speaks against a claim when the model has no other benchmark. */
class ClaimsTest {
  @ParameterizedTest
  @CsvSource({
    "yolov5_l-v61_fast_50e_voc, coco, pascal-voc-2007",
    "yolov5_l-v61_fast_50e_coco, coco,",
    "dino_swin_voc2012_mscoco, coco,",
    "resnet50_in21k, imagenet-1k, imagenet-21k",
    "resnet50_in21k_ft_in1k, imagenet-1k,",
    "resnet50, imagenet-1k,",
    "model-256-64, coco,"
  })
  void aNameMaySpeakOfAnotherDataset(String name, String dataset, String other) {
    assertThat(NamedDatasets.other(name, dataset, Vocabulary.builtIn()).orElse(null))
        .isEqualTo(other);
  }

  @Test
  void aValueFarAheadOfAllOthersStandsAlone() {
    double[] many = {0.3, 0.31, 0.33, 0.35, 0.36, 0.38, 0.4, 0.41, 0.9};
    assertThat(new Worth(many, Better.HIGHER).isAlone(0.9)).isTrue();
    assertThat(new Worth(many, Better.HIGHER).isAlone(0.41)).isFalse();

    double[] close = {0.3, 0.31, 0.33, 0.35, 0.36, 0.38, 0.4, 0.41, 0.43};
    assertThat(new Worth(close, Better.HIGHER).isAlone(0.43)).isFalse();
    assertThat(new Worth(new double[] {0.1, 0.2, 0.9}, Better.HIGHER).isAlone(0.9)).isFalse();
  }

  @Test
  void theLastPercentIsTheHardest() {
    double[] accuracies = {0.75, 0.77, 0.79, 0.8, 0.82, 0.84, 0.88, 0.9, 0.9999};
    assertThat(new Worth(accuracies, Better.HIGHER).isAlone(0.9999)).isTrue();
    double[] errors = {0.25, 0.23, 0.21, 0.2, 0.18, 0.16, 0.12, 0.1, 0.0001};
    assertThat(new Worth(errors, Better.LOWER).isAlone(0.0001)).isTrue();
    double[] scores = {25, 26, 27, 28, 29, 30, 31, 32, 34};
    assertThat(new Worth(scores, Better.HIGHER).isAlone(34)).isFalse();
  }
}
