package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.Query;
import org.modeldex.search.Query.Words;
import org.modeldex.search.SearchField;
import org.modeldex.search.SearchHelp.Suspects;
import org.modeldex.testing.Seeded;

final class CorrectionsTest {
  private static final List<String> NAMES =
      List.of(
          "resnet50",
          "ResNeSt-101",
          "resnet18",
          "efficientnet-b0",
          "MobileNetV2",
          "bert-base-uncased",
          "roberta-large",
          "yolov5s",
          "Faster-RCNN_r50",
          "wav2vec2-base",
          "whisper-small",
          "DeepLabV3",
          "segformer",
          "distilbert",
          "mask-rcnn",
          "llama-7b",
          "t5-small",
          "DenseNet121");

  @TempDir private Path folder;
  private RecordIndex records;
  private LuceneSearchIndex index;

  @BeforeEach
  void fill() {
    records = new RecordIndex(folder);
    index = records.index();
    List<MetadataRecord> all = new ArrayList<>();
    for (String name : NAMES) {
      all.add(record(name, "Finds pedestrians in pictures of a street."));
    }
    for (int i = 0; i < 60; i++) {
      all.add(record("plain-" + i, "Detects pedestrians and objects; trained by speech people"));
    }
    all.add(record("odd", "Finds pedestrains"));
    records.put(all.toArray(MetadataRecord[]::new));
  }

  @AfterEach
  void close() {
    records.close();
  }

  @Test
  void aWordIsNotReadAsOneThatSaysNothing() {
    for (int i = 0; i < 60; i++) {
      records.put(record("more-" + i, "Training was done with the usual things"));
    }
    for (String written : List.of("drone", "thinks", "drone pictures")) {
      assertThat(index.corrected(new Words(written), Suspects.UNKNOWN_WORDS))
          .isEqualTo(new Words(written));
    }
  }

  @Test
  void noWordIsMadeUpFromAnEndingAndAWordThatTakesNone() {
    for (int i = 0; i < 60; i++) {
      records.put(record("very-" + i, "Very small, made in a very large city"));
    }
    for (String written : List.of("vers", "citzs")) {
      assertThat(index.corrected(new Words(written), Suspects.UNKNOWN_WORDS))
          .isEqualTo(new Words(written));
    }
  }

  @Test
  void theSuperlativeOfAKnownWordIsNoMistake() {
    for (int i = 0; i < 60; i++) {
      records.put(record("quick-" + i, "A quick est detector, and cheap"));
    }
    for (String written : List.of("quickest detector", "cheapest")) {
      assertThat(index.corrected(new Words(written), Suspects.UNKNOWN_WORDS))
          .isEqualTo(new Words(written));
    }
  }

  @Test
  void aFormOfAKnownWordIsNotTakenApart() {
    for (int i = 0; i < 60; i++) {
      records.put(record("hand-" + i, "A hand to grasp ing what lies there"));
    }
    assertThat(index.corrected(new Words("grasping"), Suspects.UNKNOWN_WORDS))
        .isEqualTo(new Words("grasping"));
  }

  @Test
  void wordsOfOtherLanguagesStay() {
    for (int i = 0; i < 60; i++) {
      records.put(record("ves-" + i, "imagenet ves medical ing les hand"));
    }
    for (String written : List.of("imágenes médicas", "vers", "traductor a inglés", "al ingles")) {
      assertThat(index.corrected(new Words(written), Suspects.UNKNOWN_WORDS))
          .isEqualTo(new Words(written));
    }
  }

  /** What people type and what they mean. */
  @ParameterizedTest
  @CsvSource({
    "resnte50, resnet50",
    "Resnte-50, resnet-50",
    "resent18, resnet18",
    "efficentnet, efficientnet",
    "efficient-nte, efficient-net",
    "moblienet, mobilenet",
    "moblienetv2, mobilenetv2",
    "bert-bse, bert-base",
    "bert-base-uncasde, bert-base-uncased",
    "robreta, roberta",
    "distlbert, distilbert",
    "wisper, whisper",
    "detcting objects, detecting objects",
    "whisoer, whisper",
    "segfromer, segformer",
    "densnet121, densenet121",
    "faster-rcn, faster-rcnn",
    "msak rcnn, mask rcnn",
    "yolo v5, yolo v5",
    "yolov5, yolov5",
    "llama 7b, llama 7b",
    "semantic segmantation, semantic segmentation",
    "imgae classification, image classification",
    "objectdetection, object detection",
    "streetpictures, street pictures",
  })
  void aMisspelledWordIsReadAsTheNearestOne(String written, String meant) {
    assertThat(index.corrected(new Words(written), Suspects.UNKNOWN_WORDS))
        .isEqualTo(new Words(meant));
  }

  @ParameterizedTest
  @CsvSource({
    "resnet50",
    "ResNet-50",
    "fasterrcnn",
    "street",
    "pedestrians",
    "pedestrians pedestrains",
    "zzz",
    "xq",
    "fr",
    "named entity recognition",
    "Fijian to English",
    "'a b c'",
    "'字 😀'",
  })
  void aWordThatIsKnownOrLikeNoOtherStays(String written) {
    assertThat(index.corrected(new Words(written), Suspects.UNKNOWN_WORDS))
        .isEqualTo(new Words(written));
  }

  @Test
  void onlyFreeWordsAreCorrected() {
    Query phrase = new Query.Phrase("resnte");
    Query value = new Query.FieldIs(SearchField.TAG, "resnte");
    Query not = new Query.Not(new Words("resnte"));
    assertThat(
            index.corrected(
                new Query.And(List.of(phrase, value, not, new Words("resnte"))),
                Suspects.UNKNOWN_WORDS))
        .isEqualTo(new Query.And(List.of(phrase, value, not, new Words("resnet"))));
  }

  @Test
  void aValueThatNoRecordHasIsCorrectedWhenAskedFor() {
    Query misspelled = new Query.FieldIs(SearchField.NAME, "distlbert");
    assertThat(index.corrected(misspelled, Suspects.UNKNOWN_WORDS)).isEqualTo(misspelled);
    assertThat(index.corrected(misspelled, Suspects.RARE_WORDS_AND_UNKNOWN_VALUES))
        .isEqualTo(new Query.FieldIs(SearchField.NAME, "distilbert"));
  }

  @Test
  void aRareWordIsCorrectedWhenAskedFor() {
    assertThat(index.corrected(new Words("pedestrains"), Suspects.RARE_WORDS_AND_UNKNOWN_VALUES))
        .isEqualTo(new Words("pedestrians"));
    assertThat(index.corrected(new Words("pedestrains"), Suspects.UNKNOWN_WORDS))
        .isEqualTo(new Words("pedestrains"));
  }

  @Test
  void whatIsCorrectedOnceNeedsNoCorrectionAndNoTextMakesItFail() {
    String letters = "aenrst5 -_/.é字😀\ud83d\u0301\u202e\u0000\"\\";
    Seeded.trials(
        100,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(random.nextInt(10) == 0 ? 1_000 : 40); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
          }
          Query once = index.corrected(new Words(text.toString()), Suspects.UNKNOWN_WORDS);
          assertThat(index.corrected(once, Suspects.UNKNOWN_WORDS)).isEqualTo(once);
        });
  }

  private static MetadataRecord record(String name, String description) {
    return MetadataRecord.builder(RecordId.model("p", name)).description(description).build();
  }
}
