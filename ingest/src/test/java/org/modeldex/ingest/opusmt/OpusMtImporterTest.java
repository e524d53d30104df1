package org.modeldex.ingest.opusmt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.MetadataRecord;
import org.modeldex.vocabulary.Vocabulary;

class OpusMtImporterTest {
  private static final OpusMtImporter IMPORTER = new OpusMtImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("opus-mt");

  @Test
  void eachPeculiarityGivesTheRecordsThatAreExpected() throws IOException {
    GOLDEN.check(IMPORTER);
  }

  @Test
  @Timeout(120)
  void damagedFilesGiveRecordsAndProblemsAndNothingElse() {
    Damage.check(GOLDEN, IMPORTER);
  }

  @Test
  void onlyFilesOfTheFormatAreTaken() {
    assertThat(accepts("a/README.md", "# x-2020-01-01.zip\n\n* download: x")).isTrue();
    assertThat(accepts("a/README.md", "# x.zip\n\n| testset | BLEU |")).isTrue();
    assertThat(accepts("a/README.txt", "# x.zip\n\n| testset | BLEU |")).isFalse();
    assertThat(accepts("a/README.md", "# Results\n\n| testset | BLEU |")).isFalse();
    assertThat(accepts("a/README.md", "# x.zip\n\nunpack it")).isFalse();
  }

  @Test
  void aNameThatIsGivenTwiceKeepsBothValues() {
    String page =
        """
        # opus-2020-01-09.zip

        * pre-processing: normalization
        * download: [opus-2020-01-09.zip](https://models.example/opus-2020-01-09.zip)
        * pre-processing: SentencePiece

        ## Training data: opus

        * qq-xx: Bible (12)
        * qq-xx: total size = 12
        """;
    MetadataRecord model =
        Imported.from(Map.of("models/qq-xx/README.md", page), IMPORTER).record("qq-xx");
    assertThat(model.attributes())
        .containsEntry(
            "Training data.qq-xx",
            new AttributeValue.Texts(List.of("Bible (12)", "total size = 12")));
    assertThat(model.structural().hyperparameters())
        .containsEntry("pre-processing", "normalization, SentencePiece");
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
