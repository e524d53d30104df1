package org.modeldex.ingest.dvc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class DvcImporterTest {
  private static final DvcImporter IMPORTER = new DvcImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("dvc");

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
    assertThat(accepts("a/dvc.yaml", "stages: {}")).isTrue();
    assertThat(accepts("a/dvc.lock", "schema: '2.0'")).isTrue();
    assertThat(accepts("a/pots.csv.dvc", "outs:\n- md5: 1")).isTrue();
    assertThat(accepts("a/pots.csv.dvc", "something else")).isFalse();
    assertThat(accepts("a/params.yaml", "stages: {}")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
