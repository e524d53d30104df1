package org.modeldex.ingest.pytorchhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class PyTorchHubImporterTest {
  private static final PyTorchHubImporter IMPORTER = new PyTorchHubImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("pytorch-hub");

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
    assertThat(accepts("a.md", "---\nlayout: hub_detail\ntitle: x\n---\n")).isTrue();
    assertThat(accepts("a.md", "---\ntitle: x\nlayout: hub_detail\n---\nText")).isTrue();
    assertThat(accepts("a.txt", "---\nlayout: hub_detail\ntitle: x\n---\n")).isFalse();
    assertThat(accepts("a.md", "---\nlayout: post\ntitle: x\n---\n")).isFalse();
    assertThat(accepts("a.md", "Text\nlayout: hub_detail\n")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
