package org.modeldex.ingest.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class NotebookImporterTest {
  private static final NotebookImporter IMPORTER = new NotebookImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("notebook");

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
  void onlyNotebooksAreTaken() {
    assertThat(accepts("a.ipynb", "{\"cells\": []}")).isTrue();
    assertThat(accepts("a.ipynb", "{\"metadata\": {}, \"worksheets\": []}")).isTrue();
    assertThat(accepts("a.json", "{\"cells\": []}")).isFalse();
    assertThat(accepts("a.ipynb", "[{\"cells\": []}]")).isFalse();
    assertThat(accepts("a.ipynb", "{\"rows\": []}")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
