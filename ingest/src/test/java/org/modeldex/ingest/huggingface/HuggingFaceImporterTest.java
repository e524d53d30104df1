package org.modeldex.ingest.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.vocabulary.Vocabulary;

class HuggingFaceImporterTest {
  private static final HuggingFaceImporter IMPORTER = new HuggingFaceImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("huggingface");

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
  void aCardAtTheTopOfTheSourceIsNamedAsTheProject() {
    Imported imported = Imported.from(GOLDEN.folder("eval-results/lab/reasoner"), IMPORTER);
    assertThat(imported.names()).containsExactly("lab");
    assertThat(imported.record("lab").statistical()).hasSize(2);
  }

  @Test
  void placesInTheFrontMatterAreLinesOfThePage() {
    assertThat(Imported.from(GOLDEN.folder("results"), IMPORTER).problems())
        .contains("fern-asr.md, line 33: fern-asr: the metric accuracy has no value");
  }

  @Test
  void aSecondImportGivesTheSameMutations() {
    Imported first = Imported.from(GOLDEN.folder("results"), IMPORTER);
    assertThat(Imported.from(GOLDEN.folder("results"), IMPORTER).mutations())
        .isEqualTo(first.mutations())
        .isNotEmpty();
  }

  @Test
  void onlyCardsAndResultsBesideThemAreTaken() {
    assertThat(accepts("README.md", "---\nlicense: mit\n---\n")).isTrue();
    assertThat(accepts("a/b.md", "\n---\r\nmodel-index:\r\n- name: x\r\n---\r\n")).isTrue();
    assertThat(accepts("model_cards/lab/moss/README.md", "# Moss")).isTrue();
    assertThat(accepts("README.md", "# Moss")).isFalse();
    assertThat(accepts("README.md", "---\ntitle: Moss\n---\nlicense: mit")).isFalse();
    assertThat(accepts("hub.md", "---\nlayout: hub_detail\ntags: [vision]\n---\n")).isFalse();
    assertThat(accepts("space/README.md", "---\nsdk: gradio\nlicense: mit\n---\n")).isFalse();
    assertThat(accepts("a.yaml", "license: mit")).isFalse();
    assertThat(accepts("x/.eval_results/a.yaml", "- dataset: {id: a}\n  value: 1")).isTrue();
    assertThat(accepts("x/eval_results/a.yaml", "- dataset: {id: a}\n  value: 1")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
