package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.lucene.analysis.Analyzer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.testing.Seeded;

class ProseAnalyzerTest {
  private static final Analyzer PROSE = new ProseAnalyzer();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Detecting people in street scenes     ; detect people in street scene
          A ResNet-50 and a resnet50            ; a resnet 50 and a resnet 50
          the faster_rcnn_r50 weights           ; the faster rcnn r 50 weight
          YOLOv8 of Ultralytics                 ; yolo v 8 of ultralytic
          the model's licence                   ; the model licence
          see pytorch.org                       ; see pytorch org
          Ein größeres Sprachmodell             ; ein grossere sprachmodell
          Deutsche Straßenverkehrsbilder        ; deutsche strassenverkehrsbilder
          图像分类模型                             ; 图像 像分 分类 类模 模型
          画像セグメンテーション                     ; 画像 像セ セグ グメ メン ンテ テー ーシ ショ ョン
          한국어 모델                             ; 한국 국어 모델
          pictures, features and dishes         ; picture feature and dish
          news series about lens physics        ; news series about lens physics
          hugs 🤗                               ; hug 🤗
          ''                                    ; ''
          """)
  void turnsSentencesIntoTerms(String sentence, String terms) {
    assertThat(Terms.table(PROSE, sentence)).isEqualTo(terms);
  }

  @Test
  void partsOfAWordKeepTheirPlaceInTheText() {
    assertThat(Terms.of(PROSE, "a ResNet50"))
        .containsExactly(
            new Terms.Term("a", 0, 0, 1, 1),
            new Terms.Term("resnet", 1, 2, 8, 1),
            new Terms.Term("50", 2, 8, 10, 1));
  }

  @Test
  void anyTextHasTermsInsideItOneAfterTheOther() {
    Seeded.trials(
        500,
        random -> {
          String text = RandomText.anything(random, 60);
          int last = 0;
          int position = 0;
          for (Terms.Term term : Terms.of(PROSE, text)) {
            assertThat(term.position()).isEqualTo(position++);
            assertThat(term.positions()).isEqualTo(1);
            assertThat(term.text()).isNotEmpty();
            assertThat(term.start()).isGreaterThanOrEqualTo(last);
            assertThat(term.end()).isBetween(term.start() + 1, text.length());
            last = term.start();
          }
        });
  }
}
