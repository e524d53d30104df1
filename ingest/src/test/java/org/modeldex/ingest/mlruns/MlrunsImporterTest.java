package org.modeldex.ingest.mlruns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class MlrunsImporterTest {
  private static final MlrunsImporter IMPORTER = new MlrunsImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("mlruns");

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
    String run = "0123456789abcdef0123456789abcdef";
    assertThat(accepts("0/meta.yaml", "artifact_location: x\nname: Default")).isTrue();
    assertThat(accepts("0/" + run + "/metrics/train/loss", "1 2 3")).isTrue();
    assertThat(accepts(run + "/tags/mlflow.user", "miller")).isTrue();
    assertThat(accepts("recipe/meta.yaml", "package:\n  name: numpy")).isFalse();
    assertThat(accepts("0/metrics/loss", "1 2 3")).isFalse();
    assertThat(accepts("0/" + run + "/artifacts/README.md", "# A model")).isFalse();
  }

  @Test
  void metricsOfRunsAreKnownByTheirNames() {
    Imported imported = Imported.from(GOLDEN.folder("runs"), IMPORTER);
    Vocabulary vocabulary = Vocabulary.builtIn();
    assertThat(
            imported.records().stream()
                .flatMap(record -> vocabulary.read(record.statistical()).stream())
                .map(measurement -> Objects.requireNonNull(measurement.reading()).key()))
        .containsExactly("rmse", "system-gpu-0-power-watts", "validation-loss", "accuracy");
  }

  @Test
  void aLongHistoryIsHandedOnInPieces() {
    String run = "0123456789abcdef0123456789abcdef";
    StringBuilder lines = new StringBuilder();
    for (int step = 0; step < 25_000; step++) {
      lines.append("1760000000000 0.5 ").append(step).append('\n');
    }
    Imported imported =
        Imported.from(
            Map.of(
                "0/" + run + "/meta.yaml",
                "run_id: " + run + "\nlifecycle_stage: active\n",
                "0/" + run + "/metrics/loss",
                lines.toString()),
            IMPORTER);
    assertThat(imported.report().points()).isEqualTo(25_000);
    assertThat(imported.mutations()).hasSize(4);
    assertThat(imported.record(run).statistical().getFirst().step()).isEqualTo(24_999);
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
