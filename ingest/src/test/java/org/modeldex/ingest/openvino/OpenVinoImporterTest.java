package org.modeldex.ingest.openvino;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class OpenVinoImporterTest {
  private static final OpenVinoImporter IMPORTER = new OpenVinoImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("openvino");

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
    assertThat(accepts("a/model.yml", "task_type: detection\nfiles: []")).isTrue();
    assertThat(accepts("a/model.json", "task_type: detection\nfiles: []")).isFalse();
    assertThat(accepts("a/model.yml", "task_type: detection\nname: x")).isFalse();
    assertThat(accepts("a/model.yml", "spec:\n  task_type: detection\nfiles: []")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
