package org.modeldex.ingest.feast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class FeastImporterTest {
  private static final FeastImporter IMPORTER = new FeastImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("feast");

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
    assertThat(accepts("a/feature_store.yaml", "project: garden")).isTrue();
    assertThat(accepts("a/store.yaml", "project: garden")).isFalse();
    assertThat(accepts("r.json", "{\"featureViews\": []}")).isTrue();
    assertThat(accepts("r.json", "{\"dataSources\": [], \"entities\": []}")).isTrue();
    assertThat(accepts("r.json", "{\"dataSources\": []}")).isFalse();
    assertThat(accepts("r.json", "[\"featureViews\"]")).isFalse();
    assertThat(accepts("a.py", "from feast import Entity\nbed = Entity(name='bed')\n")).isTrue();
    assertThat(accepts("a.py", "import feast\nview = feast.FeatureView(name='v')\n")).isTrue();
    assertThat(accepts("a.py", "from feast import FeatureStore\ns = FeatureStore('.')\n"))
        .isFalse();
    assertThat(accepts("a.py", "import feast\ndef f():\n  return Entity(name='bed')\n")).isFalse();
    assertThat(accepts("a.py", "bed = Entity(name='bed')\n")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
