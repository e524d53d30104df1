package org.modeldex.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Vocabulary;

final class SearchDocumentTest {
  private static final Vocabulary VOCABULARY = Vocabulary.builtIn();

  @Test
  void theBestOfAllKeysAreTheBestOfEach() {
    MetadataRecord record =
        MetadataRecord.builder(RecordId.model("speech", "whisper"))
            .statistical(
                List.of(
                    Measurement.of("wer", "librispeech", "0.3"),
                    Measurement.of("wer", "librispeech", "0.2"),
                    Measurement.of("test wer", "librispeech", "0.1"),
                    Measurement.of("accuracy", "glue/mnli", "0.5"),
                    Measurement.of("accuracy", null, "none"),
                    Measurement.of("accuracy", null, "0.7")))
            .build();
    SearchDocument document =
        new SearchDocument(
            VOCABULARY.interpret(record),
            VOCABULARY.read(List.of(Measurement.of("accuracy", null, "0.9"))));

    Map<String, Measurement> bests = document.bests();
    assertThat(bests.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Set.of(
                "wer",
                "wer@librispeech",
                "wer@librispeech#test",
                "accuracy@multi-nli",
                "accuracy"));
    bests.forEach((key, best) -> assertThat(document.best(key)).contains(best));
    assertThat(document.best("wer@librispeech#train")).isEmpty();
  }
}
