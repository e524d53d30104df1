package org.modeldex.ingest.croissant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class CroissantImporterTest {
  private static final CroissantImporter IMPORTER = new CroissantImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("croissant");

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
    String context = "{\"@context\": {\"cr\": \"http://mlcommons.org/croissant/\"}, ";
    assertThat(accepts("m.json", context + "\"@type\": \"sc:Dataset\"}")).isTrue();
    assertThat(accepts("m.txt", context + "\"@type\": \"sc:Dataset\"}")).isFalse();
    assertThat(accepts("m.json", context + "\"@type\": \"sc:Person\"}")).isFalse();
    assertThat(accepts("m.json", "{\"@context\": \"https://schema.org\", \"@type\": \"Dataset\"}"))
        .isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
