package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.Contextual;
import org.modeldex.record.Kind;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;
import org.modeldex.search.SearchField;
import org.modeldex.search.Suggestion;
import org.modeldex.search.Typed;
import org.modeldex.search.Typed.Place;
import org.modeldex.testing.Seeded;

final class SuggestionsTest {
  @TempDir private Path folder;
  private RecordIndex records;
  private LuceneSearchIndex index;

  @BeforeEach
  void fill() {
    records = new RecordIndex(folder);
    index = records.index();
    records.put(
        detector("Faster R-CNN R50-FPN").build(),
        detector("yolov5s").tags(List.of("Two Words", "object-detection")).build(),
        detector("yolov5x").build(),
        model("ResNet50").structural(architecture("ResNet")).build(),
        model("resnet18").structural(architecture("ResNet")).build(),
        model("EfficientNet-B0").build(),
        model("facebook/bart-large").build(),
        MetadataRecord.builder(new RecordId(Kind.DATASET, "p", "resources", null)).build());
  }

  @AfterEach
  void close() {
    records.close();
  }

  @Test
  void aWordMayBeginAnywhereInASuggestion() {
    assertThat(texts("resn")).containsExactly("resnet", "resnet18", "ResNet50");
    assertThat(texts("detec")).contains("object-detection");
    assertThat(texts("rcnn")).contains("Faster R-CNN R50-FPN");
    assertThat(texts("r50")).contains("Faster R-CNN R50-FPN");
    assertThat(texts("bart")).contains("facebook/bart-large");
  }

  @Test
  void wordsAreCompletedTogetherHoweverTheyAreWritten() {
    Suggestion together = suggest("street", "faster", "rc").getFirst();
    assertThat(together)
        .isEqualTo(new Suggestion.Value(SearchField.NAME, "Faster R-CNN R50-FPN", 1, 2));
    assertThat(texts("yolo v5")).contains("yolov5s", "yolov5x");
    assertThat(texts("det object")).startsWith("object-detection");
    assertThat(texts("efficient-net")).contains("EfficientNet-B0");
  }

  @Test
  void theWordsBeforeNarrowWhatIsSuggested() {
    records.put(
        model("whisper")
            .description("Hears speech")
            .contextual(tasks("speech-recognition"))
            .build(),
        model("plates").description("Reads plates").contextual(tasks("text-recognition")).build());
    assertThat(texts("plates rec")).contains("text-recognition");
    assertThat(texts("hears rec"))
        .contains("automatic-speech-recognition")
        .doesNotContain("text-recognition", "resnet", "recall");
    assertThat(texts("the model of plates det")).doesNotContain("object-detection");
    assertThat(texts("misspeld rec")).contains("automatic-speech-recognition", "text-recognition");
  }

  @Test
  void lettersMayBeWrongInWordsThatAreLongEnough() {
    assertThat(texts("rsn")).isEmpty();
    assertThat(texts("resnte5")).contains("ResNet50");
    assertThat(texts("efficentne")).contains("EfficientNet-B0");
    assertThat(texts("objcet-detction")).contains("object-detection");
  }

  @Test
  void otherNamesOfATaskLeadToIt() {
    records.put(model("tagger").contextual(tasks("named-entity-recognition")).build());
    assertThat(texts("ner")).startsWith("named-entity-recognition");
  }

  @Test
  void valuesOfTheFieldAloneAreSuggestedAfterItsName() {
    assertThat(index.suggest(valueOf(SearchField.ARCHITECTURE, "r"), Kind.MODEL, 10))
        .containsExactly(new Suggestion.Value(SearchField.ARCHITECTURE, "resnet", 2, 1));
    assertThat(index.suggest(valueOf(SearchField.DOMAIN, "vis"), Kind.MODEL, 10))
        .containsExactly(new Suggestion.Value(SearchField.DOMAIN, "vision", 3, 1));
    assertThat(index.suggest(valueOf(SearchField.TASK, ""), Kind.MODEL, 10))
        .containsExactly(new Suggestion.Value(SearchField.TASK, "object-detection", 3, 0));
  }

  @Test
  void metricKeysAndFieldsAreSuggestedWithHowManyRecordsHaveThem() {
    assertThat(suggest("box-a")).contains(new Suggestion.Metric("box-ap@coco", 3, 1));
    assertThat(suggest("coco")).contains(new Suggestion.Metric("box-ap@coco", 3, 1));
    assertThat(suggest("archit"))
        .containsExactly(new Suggestion.Field(SearchField.ARCHITECTURE, 2, 1));
  }

  @Test
  void whatAValueAndATagShareIsSuggestedOnce() {
    assertThat(texts("object-det")).containsOnlyOnce("object-detection");
  }

  @Test
  void namesAreThoseOfTheKind() {
    assertThat(texts("resou")).isEmpty();
    assertThat(index.suggest(anything("resou"), null, 10))
        .containsExactly(new Suggestion.Value(SearchField.NAME, "resources", 1, 1));
  }

  @Test
  void whatNoRecordHasAnyLongerIsNotSuggested() {
    records.put(model("resnet18").build());
    assertThat(index.suggest(valueOf(SearchField.ARCHITECTURE, "r"), Kind.MODEL, 10))
        .containsExactly(new Suggestion.Value(SearchField.ARCHITECTURE, "resnet", 1, 1));
    records.remove(RecordId.model("p", "resnet18"));
    assertThat(texts("resnet1")).doesNotContain("resnet18");
    index.clear();
    assertThat(texts("re")).isEmpty();
  }

  @Test
  void noTextMakesItFail() {
    String letters = "aR5 -_/.é字😀\ud83d\u0301\u202e\u0000\"\\";
    Seeded.trials(
        100,
        random -> {
          List<String> words = new ArrayList<>();
          for (int word = random.nextInt(5); word >= 0; word--) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(random.nextInt(10) == 0 ? 2_000 : 12); i > 0; i--) {
              text.append(letters.charAt(random.nextInt(letters.length())));
            }
            words.add(text.toString());
          }
          assertThat(suggest(words.toArray(String[]::new))).hasSizeLessThanOrEqualTo(10);
        });
  }

  private static MetadataRecord.Builder model(String name) {
    return MetadataRecord.builder(RecordId.model("p", name));
  }

  private static MetadataRecord.Builder detector(String name) {
    return model(name)
        .contextual(
            Contextual.builder().tasks(List.of("object-detection")).domain("vision").build())
        .statistical(List.of(Measurement.of("box AP", "COCO", "0.4")));
  }

  private static Structural architecture(String name) {
    return Structural.builder().architectures(List.of(name)).build();
  }

  private static Contextual tasks(String task) {
    return Contextual.builder().tasks(List.of(task)).build();
  }

  private static Typed anything(String... words) {
    List<String> whole = List.of(words).subList(0, words.length - 1);
    return new Typed(new Place.Anything(), whole, words[words.length - 1]);
  }

  private static Typed valueOf(SearchField field, String beginning) {
    return new Typed(new Place.ValueOf(field), List.of(), beginning);
  }

  private List<Suggestion> suggest(String... words) {
    return index.suggest(anything(words), Kind.MODEL, 10);
  }

  private List<String> texts(String text) {
    return suggest(text.split(" ", -1)).stream()
        .map(suggestion ->
            switch (suggestion) {
              case Suggestion.Value value -> value.text();
              case Suggestion.Metric metric -> metric.key();
              case Suggestion.Field field -> field.field().word();
            })
        .toList();
  }
}
