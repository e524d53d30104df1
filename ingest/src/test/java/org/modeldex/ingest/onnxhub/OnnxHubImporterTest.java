package org.modeldex.ingest.onnxhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class OnnxHubImporterTest {
  private static final OnnxHubImporter IMPORTER = new OnnxHubImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("onnx-hub");

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
    assertThat(accepts("m.json", "[{\"model\":\"a\",\"model_path\":\"b\",\"opset_version\":1}]"))
        .isTrue();
    assertThat(accepts("m.json", "{\"model\":\"a\",\"model_path\":\"b\",\"opset_version\":1}"))
        .isFalse();
    assertThat(accepts("m.json", "[{\"model\":\"a\",\"path\":\"b\"}]")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
