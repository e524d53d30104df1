package org.modeldex.ingest.spacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class SpacyImporterTest {
  private static final SpacyImporter IMPORTER = new SpacyImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("spacy");

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
    assertThat(accepts("meta.json", "{\"lang\":\"en\",\"spacy_version\":\">=3\"}")).isTrue();
    assertThat(accepts("meta.txt", "{\"lang\":\"en\",\"spacy_version\":\">=3\"}")).isFalse();
    assertThat(accepts("meta.json", "{\"lang\":\"en\",\"version\":\">=3\"}")).isFalse();
    assertThat(accepts("compatibility.json", "{\"spacy\":{\"3.8\":{}}}")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
