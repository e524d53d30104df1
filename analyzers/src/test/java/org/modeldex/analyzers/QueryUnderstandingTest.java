package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.search.Interpretation;
import org.modeldex.search.Query;
import org.modeldex.search.SearchField;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

class QueryUnderstandingTest {
  private static final Vocabulary VOCABULARY = Vocabulary.builtIn();
  private static final QueryUnderstanding UNDERSTANDING = new QueryUnderstanding(VOCABULARY);

  private static List<String> meanings(String text) {
    return UNDERSTANDING.of(text).stream()
        .filter(meaning -> meaning.field() != null)
        .map(meaning ->
            (meaning.isExclusion() ? "-" : "") + meaning.field().word() + "=" + meaning.value())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object detection on COCO                 | task=object-detection
          object detection on COCO                 | dataset=coco
          NER for Polish                           | task=named-entity-recognition
          NER for Polish                           | language=pl
          label every pixel                        | task=semantic-segmentation
          turn speech into text                    | task=automatic-speech-recognition
          turn text into speech                    | task=text-to-speech
          translate Finnish to English             | translates=fi-en
          Finnish-English translation              | translates=fi-en
          translate from Finnish                   | translates=fi-mul
          translate into Finnish                   | translates=mul-fi
          an encoder for many languages            | language=mul
          MIT licensed chatbot                     | license=mit
          detector under the Apache License 2.0    | license=apache-2.0
          detector with a permissive licence       | licensing=permissive
          chatbot for commercial use               | licensing=commercial-use
          detector in PyTorch                      | framework=pytorch
          llm under 10B parameters                 | parameters=<10B
          llm with at most 7 billion parameters    | parameters=<=7B
          llm with no more than 7B parameters      | parameters=<=7B
          llm not over 7B                          | parameters=<=7B
          llm over 7B                              | parameters=>7B
          llm with at least 1.5B parameters        | parameters=>=1.5B
          llm bigger than 1B but below 7B          | parameters=>1B
          llm bigger than 1B but below 7B          | parameters=<7B
          llm between 1B and 7B                    | parameters=1B-7B
          llm between 1 and 7 billion parameters   | parameters=1B-7B
          10M-50M parameters                       | parameters=10M-50M
          llm of 7B to 13B                         | parameters=7B-13B
          from 5 to 10 million parameters          | parameters=5M-10M
          classifier, 5-10 million parameters      | parameters=5M-10M
          plotting in R                            | framework=r
          a model of .5B parameters                | parameters=500M
          llama 7b                                 | parameters=7B
          llama-2-7b-chat                          | parameters=7B
          under 500 thousand parameters            | parameters=<500K
          classifier for a phone                   | parameters=<30M
          classifier that runs on a laptop         | parameters=<150M
          llm with over 1 billion parameters       | parameters=>1B
          llm with no less than 7B parameters      | parameters=>=7B
          opt-125m                                 | parameters=125M
          detector under 50 MB                     | size=<50MB
          detector between 10 and 50 MB            | size=10MB-50MB
          a 7-billion-parameter chatbot            | parameters=7B
          Apache models for translation            | license=apache-2.0
          segmentation on cityscapes               | dataset=cityscapes
          convnext tiny imagenet-1k                | dataset=imagenet-1k
          English-to-German                        | translates=en-de
          English-German                           | translates=en-de
          German → English                         | translates=de-en
          German->English subtitles                | translates=de-en
          German > English                         | translates=de-en
          fi to en translation                     | translates=fi-en
          translate de to en                       | translates=de-en
          translate from English to fi             | translates=en-fi
          fr->en translation                       | translates=fr-en
          it->de                                   | translates=it-de
          en-de translation                        | translates=en-de
          translate into fr                        | translates=mul-fr
          encoder for multiple languages           | language=mul
          detector in transformers                 | framework=transformers
          a detector I can use commercially        | licensing=commercial-use
          models with no license restrictions      | licensing=permissive
          Übersetzung von Deutsch nach Englisch    | translates=de-en
          traductor de español a inglés            | translates=es-en
          Objekterkennung auf dem Handy            | task=object-detection
          reconnaissance vocale en français        | task=automatic-speech-recognition
          中文命名实体识别模型                         | task=named-entity-recognition
          英語から日本語への翻訳                        | translates=en-ja
          """)
  void understands(String text, String meaning) {
    assertThat(meanings(text)).contains(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chatbot not for commercial use                | licensing
          chatbot for non-commercial use                | licensing
          detector not licensed under Apache License 2.0 | license
          detector without COCO                         | dataset
          object detection, not trained on COCO         | dataset
          chatbot in any language except German         | language
          chatbot that speaks no German or French       | language
          classifier in anything other than PyTorch     | framework
          llm trained on 2 billion tokens               | parameters
          llm with 32k context                          | parameters
          a 500 MB image                                | size
          """)
  void readsNothingIntoWhatIsExcluded(String text, String field) {
    assertThat(meanings(text)).noneMatch(meaning -> meaning.startsWith(field + "="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "English-German speech recognition",
        "convert pt to onnx",
        "translate it to me",
        "is it to be found",
        "distil de-biased models"
      })
  void readsNoDirectionIntoOtherPairs(String text) {
    assertThat(meanings(text))
        .noneMatch(
            meaning -> meaning.matches("translates=(en-de|pt-.*|it-.*|.*-me|is-.*|.*-be|de-.*)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object detection, not YOLO             | object detection
          models without BERT                    | models
          chatbot, no Llama or Falcon            | chatbot
          detector other than Faster R-CNN       | detector
          Object detection without ResNet        | Object detection
          ranking without BERT on German         | ranking on German
          learning on non-IID data               | learning on non-IID data
          Learning Detection without Forgetting  | Learning Detection without Forgetting
          segmentation without labels            | segmentation without labels
          not only YOLO                          | not only YOLO
          """)
  void doesNotLookForNamesThatAreExcluded(String text, String content) {
    assertThat(UNDERSTANDING.content(text).replace(",", "").strip().replaceAll(" +", " "))
        .isEqualTo(content);
  }

  @Test
  void guessesNothingFromNamesThatAreExcluded() {
    assertThat(meanings("models without BERT")).containsExactly("-name=BERT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          detector not trained on coco                  | -dataset=coco | -dataset:coco
          Detector without COCO                         | -dataset=coco | -dataset:coco
          summarizer, not licensed under Apache License 2.0 | -license=apache-2.0 | -license:apache-2.0
          classifier in anything other than PyTorch     | -framework=pytorch | -framework:pytorch
          object detection, not YOLO                    | -name=YOLO | -(name:YOLO OR architecture:YOLO)
          """)
  void leavesOutWhatIsPlainlyExcluded(String text, String meaning, String filter) {
    assertThat(meanings(text)).contains(meaning);
    assertThat(
            UNDERSTANDING.of(text).stream()
                .filter(Interpretation::isExclusion)
                .map(exclusion ->
                    new QuerySyntax(VOCABULARY, Clock.systemUTC()).format(exclusion.filter())))
        .containsExactly(filter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not only COCO",
        "not limited to ImageNet",
        "not trained on COCO alone",
        "chatbot not for commercial use",
        "chatbot that speaks no German",
        "Learning Better Object Detectors without ImageNet Pretraining",
        "segmentation without labels"
      })
  void leavesNothingOutForOtherTexts(String text) {
    assertThat(UNDERSTANDING.of(text)).noneMatch(Interpretation::isExclusion);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not only for German but for French             | language=de
          not for English, German instead                | language=de
          not for commercial use and in German           | language=de
          chatbot without object detection for Polish    | language=pl
          """)
  void readsOnBehindWhatIsExcluded(String text, String meaning) {
    assertThat(meanings(text)).contains(meaning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "?",
        "resnet50",
        "the best model",
        "even so",
        "mit mut",
        "lorem ipsum dolor sit"
      })
  void readsNothingIntoOtherTexts(String text) {
    assertThat(meanings(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          detect multiple objects                  | language=mul
          multi person pose estimation             | language=mul
          vision transformers for photos           | framework=transformers
          Ruby code generation                     | license=ruby
          upscale 4k video                         | parameters=4K
          swin base imagenet 22k                   | parameters=22K
          trained on 1 million images              | parameters=1M
          between 1B and 3B parameters             | parameters=1B
          edge detection                           | parameters=<30M
          transcribe phone calls                   | parameters=<30M
          not for commercial use                   | licensing=commercial-use
          detector without tensorflow              | framework=tensorflow
          text encoder, not in English             | language=en
          question answering in Chinese            | task=visual-question-answering
          translate from Swahili to French         | task=image-to-image
          best mAP on COCO                         | task=depth-estimation
          Faster R-CNN                             | framework=r
          Mask R-CNN, R-50                         | framework=r
          llama-2-7b parameters                    | parameters=2B-7B
          llm with 16k to 32k context              | parameters=16K-32K
          audio of 16k-48k                         | parameters=16K-48K
          models under the GPL license             | task=text-recognition
          no GPL license                           | task=text-recognition
          classification but not imagenet          | task=image-classification
          text classification except sentiment     | task=sentiment-analysis
          speech models not English only           | language=en
          """)
  void doesNotMisread(String text, String meaning) {
    assertThat(meanings(text)).doesNotContain(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          embeddings under 100M parameters for search | embeddings for search
          llm between 1B and 7B                       | llm
          llm of 7B-13B                               | llm of
          merge-7b-13b                                | merge-7b-13b
          detector of at most 50 MB                   | detector of
          llama 7b                                    | llama 7b
          under 7B                                    | under 7B
          """)
  void boundsAreNotLookedForAsWords(String text, String content) {
    assertThat(UNDERSTANDING.content(text).strip().replaceAll(" +", " ")).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object detection without COCO               | object detection
          detector without coco                       | detector
          segmentation, not trained on Cityscapes, fast | segmentation, , fast
          chatbot that speaks no German or French     | chatbot that speaks
          non-English sentiment                       | sentiment
          classifier in anything other than PyTorch   | classifier in anything
          face detector, non commercial license       | face detector, non commercial license
          chatbot for non-commercial use              | chatbot for non-commercial
          without COCO                                | without COCO
          Learning Features without Supervision       | Learning Features without Supervision
          """)
  void whatIsExcludedIsNotLookedFor(String text, String content) {
    assertThat(UNDERSTANDING.content(text).strip().replaceAll(" +", " ")).isEqualTo(content);
  }

  @Test
  void aSizeThatIsMeantRoughlyHasBoundsInWholeNumbers() {
    assertThat(UNDERSTANDING.of("llama 7b"))
        .extracting(Interpretation::filter)
        .contains(
            new Query.FieldRange(
                SearchField.PARAMETERS,
                new Query.Interval(5_950_000_000.0, true, 8_050_000_000.0, true)));
  }

  @Test
  void everyTaskIsUnderstoodByItsTitle() {
    for (Task task : VOCABULARY.tasks()) {
      if (!task.slug().equals("other")) {
        assertThat(meanings(task.title())).as(task.title()).contains("task=" + task.slug());
      }
    }
  }

  @Test
  void everyTaskIsGuessedFromWhatIsSaidAboutIt() {
    long guessed = 0;
    for (Task task : VOCABULARY.tasks()) {
      String about = task.about();
      if (about != null && meanings(about).contains("task=" + task.slug())) {
        guessed++;
      }
    }
    assertThat(guessed).isGreaterThan(120);
  }

  @Test
  void theSurestMeaningComesFirstAndEachOnce() {
    List<Interpretation> meanings = UNDERSTANDING.of("speech recognition, ASR, for German speech");
    assertThat(meanings)
        .isSortedAccordingTo((a, b) -> Double.compare(b.confidence(), a.confidence()));
    assertThat(meanings).extracting(Interpretation::filter).doesNotHaveDuplicates();
    assertThat(meanings).allSatisfy(meaning -> assertThat(meaning.text()).isNotEmpty());
  }

  @Test
  void aSizeIsToldInTheWordsThatWereTyped() {
    assertThat(UNDERSTANDING.of("llm under 10 billion parameters"))
        .extracting(Interpretation::text)
        .contains("under 10 billion parameters");
  }

  @Test
  void wordsThatLookLikeAClauseAreToldAsText() {
    assertThat(UNDERSTANDING.of("Attend and Read:A Baseline"))
        .filteredOn(meaning -> meaning.field() == null)
        .singleElement()
        .extracting(Interpretation::filter)
        .isEqualTo(new Query.Phrase("Read:A"));
    assertThat(UNDERSTANDING.of("see http://example.org at 10:30, note: text"))
        .allSatisfy(meaning -> assertThat(meaning.field()).isNotNull());
  }
}
