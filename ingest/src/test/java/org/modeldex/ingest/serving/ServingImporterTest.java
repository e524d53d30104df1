package org.modeldex.ingest.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class ServingImporterTest {
  private static final ServingImporter IMPORTER = new ServingImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("serving");

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
    assertThat(accepts("a.yaml", "apiVersion: serving.kserve.io/v1beta1")).isTrue();
    assertThat(accepts("a.yml", "# first\napiVersion: \"mlops.seldon.io/v1alpha1\"")).isTrue();
    assertThat(accepts("a.json", "{\n\t\"apiVersion\": \"machinelearning.seldon.io/v1\"}"))
        .isTrue();
    assertThat(accepts("a.txt", "apiVersion: serving.kserve.io/v1beta1")).isFalse();
    assertThat(accepts("a.yaml", "apiVersion: v1")).isFalse();
    assertThat(accepts("a.yaml", "manifest: |\n    apiVersion: serving.kserve.io/v1")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
