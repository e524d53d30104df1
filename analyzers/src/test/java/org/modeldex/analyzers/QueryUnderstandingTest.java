package org.modeldex.analyzers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.search.Interpretation;
import org.modeldex.search.Query;
import org.modeldex.vocabulary.Task;
import org.modeldex.vocabulary.Vocabulary;

class QueryUnderstandingTest {
  private static final Vocabulary VOCABULARY = Vocabulary.builtIn();
  private static final QueryUnderstanding UNDERSTANDING = new QueryUnderstanding(VOCABULARY);

  private static List<String> meanings(String text) {
    return UNDERSTANDING.of(text).stream()
        .filter(meaning -> meaning.field() != null)
        .map(meaning -> meaning.field().word() + "=" + meaning.value())
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
          llm with at most 7 billion parameters    | parameters=<7B
          llama 7b                                 | parameters=7B
          under 500 thousand parameters            | parameters=<500K
          classifier for a phone                   | parameters=<30M
          """)
  void understands(String text, String meaning) {
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
