package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modeldex.testing.Seeded;

class ModelNameAnalyzerTest {
  private static final Analyzer INDEX = ModelNameAnalyzer.forIndex();
  private static final Analyzer QUERY = ModelNameAnalyzer.forQuery();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          resnet50          ; resnet|resnet50 50
          ResNet-50         ; resnet|resnet50|res|net 50
          Faster-RCNN_r50   ; faster|fasterrcnn|fasterrcnnr50 rcnn|rcnnr r|r50 50
          Faster R-CNN      ; faster|fasterr r|rcnn cnn
          YOLOv8n           ; yolo|yolov|yolov8n v|v8 8|8n n
          DistilBERT        ; distilbert|distil|bert
          BERTModel         ; bertmodel|bert|model
          LLaVA             ; llava
          Llama 3.1 8B      ; llama|llama3 3|31 1|18 8|8b b
          facebook/bart     ; facebook|facebookbart bart
          Café              ; cafe
          Cafe\u0301        ; cafe
          ＧＰＴ２            ; gpt|gpt2 2
          中文模型            ; 中|中文|中文模型 文|文模 模|模型 型
          C++               ; c
          ''                ; ''
          """)
  void joinsNeighbouringWordsInTheIndex(String name, String terms) {
    assertThat(Terms.table(INDEX, name.translateEscapes())).isEqualTo(terms);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          resnet 50    ; resnet 50
          resnet50     ; resnet|resnet50 50|resnet50
          ResNet-50    ; resnet|resnet50 50|resnet50
          fasterrcnn   ; fasterrcnn
          r-cnn        ; r|rcnn cnn|rcnn
          YOLOv8       ; yolo|yolov8 v|yolov8 8|yolov8
          """)
  void putsTheJoinedSpellingAtEachWordOfAQuery(String query, String terms) {
    assertThat(Terms.table(QUERY, query)).isEqualTo(terms);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Faster-RCNN_r50                 ; faster rcnn
          Faster-RCNN_r50                 ; fasterrcnn
          Faster-RCNN_r50                 ; r50
          Faster-RCNN_r50                 ; faster-rcnn
          Faster-RCNN_r50                 ; FasterRCNN r50
          Faster-RCNN_r50                 ; faster_rcnn_r50
          Faster-RCNN_r50                 ; faster r-cnn
          Faster R-CNN                    ; faster-rcnn
          Faster R-CNN                    ; FasterR-CNN
          DistilBERT-base                 ; distil bert
          distil-bert                     ; DistilBERT
          YOLOv8n                         ; yolo v8
          yolov8                          ; YOLO
          MobileNetV2                     ; mobilenet-v2
          google/vit-base-patch16-224     ; ViT base
          ViT-B/16                        ; vitb16
          GPT-2                           ; gpt2
          résumé-parser                   ; resume parser
          中文模型                          ; 模型
          """)
  void findsAName(String name, String query) {
    assertThat(finds(query, name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Faster-RCNN_r50 ; r101
          resnet50        ; resnet 18
          GPT-2           ; gpt 3
          DistilBERT      ; distilgpt
          """)
  void passesOverAnotherName(String name, String query) {
    assertThat(finds(query, name)).isFalse();
  }

  @Test
  void spellingsOfOneNameFindTheSame() {
    List<String> names =
        List.of("resnet50", "ResNet-50", "resnet 50", "resnet_101", "net50", "50", "ResNeXt50");
    for (String name : names) {
      boolean found = finds("resnet 50", name);
      assertThat(finds("resnet50", name)).as(name).isEqualTo(found);
      assertThat(finds("ResNet-50", name)).as(name).isEqualTo(found);
    }
  }

  @Test
  void everyNameFindsItselfInAnyCaseAndWithAnySeparator() {
    Seeded.trials(
        500,
        random -> {
          String name = randomName(random);
          String separated = name.replaceAll("[-_ ./]", "" + "-_ ./".charAt(random.nextInt(5)));
          assertThat(finds(name, name)).as(name).isTrue();
          assertThat(finds(separated, name)).as("%s for %s", separated, name).isTrue();
          assertThat(finds(name.toLowerCase(java.util.Locale.ROOT), name)).as(name).isTrue();
        });
  }

  @Test
  void offsetsNeverRunBackwardsAndStayInsideTheText() {
    Seeded.trials(
        500,
        random -> {
          String text = RandomText.anything(random, 60);
          int last = 0;
          for (Terms.Term term : Terms.of(INDEX, text)) {
            assertThat(term.start()).isGreaterThanOrEqualTo(last);
            assertThat(term.end()).isBetween(term.start() + 1, text.length());
            last = term.start();
          }
        });
  }

  @Test
  void aNameOfAHundredThousandWordsIsRead() {
    assertThat(Terms.of(INDEX, "a1".repeat(50_000))).hasSizeBetween(100_000, 210_000);
  }

  @Test
  void wordsOfDifferentValuesAreFarApart() {
    assertThat(INDEX.getPositionIncrementGap("name")).isEqualTo(100);
  }

  private static String randomName(Random random) {
    String[] parts = {"Res", "net", "BERT", "v2", "50", "x", "CNN", "-", "_", " ", ".", "/", "é"};
    StringBuilder name = new StringBuilder("A");
    for (int i = random.nextInt(10); i >= 0; i--) {
      name.append(parts[random.nextInt(parts.length)]);
    }
    return name.toString();
  }

  /** Whether each position of the query has a term that is among the name's. */
  private static boolean finds(String query, String name) {
    Set<String> indexed = new HashSet<>();
    Terms.of(INDEX, name).forEach(term -> indexed.add(term.text()));
    Map<Integer, Boolean> found = new HashMap<>();
    for (Terms.Term term : Terms.of(QUERY, query)) {
      found.merge(term.position(), indexed.contains(term.text()), Boolean::logicalOr);
    }
    return !found.isEmpty() && !found.containsValue(false);
  }
}
