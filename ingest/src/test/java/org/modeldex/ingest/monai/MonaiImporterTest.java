package org.modeldex.ingest.monai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class MonaiImporterTest {
  private static final MonaiImporter IMPORTER = new MonaiImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("monai");

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
    assertThat(accepts("configs/metadata.json", "{\"monai_version\":\"1.0\"}")).isTrue();
    assertThat(accepts("configs/metadata.yml", "{\"monai_version\":\"1.0\"}")).isFalse();
    assertThat(accepts("metadata.json", "{\"version\":\"1.0\"}")).isFalse();
    assertThat(accepts("list.json", "[\"monai_version\"]")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
