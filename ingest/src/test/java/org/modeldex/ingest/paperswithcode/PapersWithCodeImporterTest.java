package org.modeldex.ingest.paperswithcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class PapersWithCodeImporterTest {
  private static final PapersWithCodeImporter IMPORTER =
      new PapersWithCodeImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("paperswithcode");

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
    assertThat(accepts("a.json", "[{\"task\": \"QA\", \"datasets\": []}]")).isTrue();
    assertThat(accepts("a.json", "[{\"datasets\": [{\"dataset\": \"x\", \"sota\": {}}]}]"))
        .isTrue();
    assertThat(accepts("a.txt", "[{\"task\": \"QA\", \"datasets\": []}]")).isFalse();
    assertThat(accepts("a.json", "{\"task\": \"QA\", \"score\": 1}")).isFalse();
    assertThat(accepts("a.json", "{\"task_name\": \"QA\", \"datasets\": []}")).isFalse();
    assertThat(accepts("a.json", "\"task\": \"QA\", \"datasets\": []")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
