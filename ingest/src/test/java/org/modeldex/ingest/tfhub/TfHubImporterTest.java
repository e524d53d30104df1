package org.modeldex.ingest.tfhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class TfHubImporterTest {
  private static final TfHubImporter IMPORTER = new TfHubImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("tfhub");

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
    assertThat(accepts("1.md", "# Module lab/pear/2\nText")).isTrue();
    assertThat(accepts("1.md", "\n# Lite lab/pear/2\nText")).isTrue();
    assertThat(accepts("1.txt", "# Module lab/pear/2\nText")).isFalse();
    assertThat(accepts("1.md", "# Module of many words\nText")).isFalse();
    assertThat(accepts("1.md", "Text\n\n# Module lab/pear/2\n")).isFalse();
    assertThat(accepts("1.md", "## Module lab/pear/2\n")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
