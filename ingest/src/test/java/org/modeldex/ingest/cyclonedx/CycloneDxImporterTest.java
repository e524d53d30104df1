package org.modeldex.ingest.cyclonedx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class CycloneDxImporterTest {
  private static final CycloneDxImporter IMPORTER = new CycloneDxImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("cyclonedx");

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
    String bill = "{\"bomFormat\": \"CycloneDX\", \"components\": []}";
    assertThat(accepts("bom.json", bill)).isTrue();
    assertThat(accepts("bom.xml", bill)).isFalse();
    assertThat(accepts("bom.json", "{\"components\": []}")).isFalse();
    assertThat(accepts("bom.json", "[" + bill + "]")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
