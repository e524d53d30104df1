package org.modeldex.ingest.timm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class TimmImporterTest {
  private static final TimmImporter IMPORTER = new TimmImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("timm");

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
  void aProblemNamesTheFileOfTheValueAndNotThatOfTheModelsFirstRow() {
    Imported imported =
        Imported.from(
            Map.of(
                "results-a.csv", "model,top1\npear,70.1\n",
                "results-b.csv", "model,top1\nfig,60.2\npear,high\n"),
            IMPORTER);
    assertThat(imported.problems())
        .containsExactly("results-b.csv, line 3: pear: top1 \"high\" is kept as text: no number");
  }

  @Test
  void onlyFilesOfTheFormatAreTaken() {
    assertThat(accepts("results-x.csv", "model,img_size,top1,top5\na,1,2,3")).isTrue();
    assertThat(accepts("any.csv", "model,infer_samples_per_sec\r\na,1")).isTrue();
    assertThat(accepts("meta.csv", "model,pretrain\na,in1k")).isTrue();
    assertThat(accepts("results-x.tsv", "model,img_size,top1,top5\na,1,2,3")).isFalse();
    assertThat(accepts("results-x.csv", "model,img_size,stop1\na,1,2")).isFalse();
    assertThat(accepts("leaderboard.csv", ",win_rate,top1\na,1,2")).isFalse();
    assertThat(accepts("late.csv", "name,score\nmodel,top1")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
