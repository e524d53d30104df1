package org.modeldex.ingest.mteb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Golden;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.record.Limits;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.vocabulary.Vocabulary;

class MtebImporterTest {
  private static final MtebImporter IMPORTER = new MtebImporter(Vocabulary.builtIn());
  private static final Golden GOLDEN = new Golden("mteb");

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
  void aModelAloneIsNamedByItsMetaOrElseAsTheProject() {
    assertThat(Imported.from(GOLDEN.folder("odd/lab__odd"), IMPORTER).names())
        .containsExactly("lab/odd");
    assertThat(Imported.from(GOLDEN.folder("layouts/lab__pot-embed"), IMPORTER).names())
        .containsExactly("lab");
  }

  @Test
  void moreScoresThanARecordHoldsGoToFurtherRecords() {
    String entries =
        IntStream.rangeClosed(0, Limits.MEASUREMENTS)
            .mapToObj(i -> "{\"main_score\":0." + i + ",\"hf_subset\":\"pair-" + i + "\"}")
            .collect(Collectors.joining(","));
    String file = "{\"task_name\":\"Pairs\",\"scores\":{\"test\":[" + entries + "]}}";
    Imported imported = Imported.from(Map.of("lab__many/main/Pairs.json", file), IMPORTER);
    assertThat(imported.names()).containsExactly("lab/many", "lab/many results 2");
    assertThat(imported.record("lab/many").statistical()).hasSize(Limits.MEASUREMENTS);
    assertThat(imported.record("lab/many results 2").statistical())
        .singleElement()
        .satisfies(last -> assertThat(last.slice()).isEqualTo("pair-" + Limits.MEASUREMENTS));
    assertThat(imported.record("lab/many results 2").lineage())
        .containsExactly(LineageEdge.to(Relation.PART_OF, imported.record("lab/many").id()));
    assertThat(imported.problems()).isEmpty();
  }

  @Test
  void onlyFilesOfTheFormatAreTaken() {
    assertThat(accepts("x.json", "{\"task_name\": \"a\", \"scores\": {}}")).isTrue();
    assertThat(accepts("x.json", "{\"test\": {}, \"mteb_dataset_name\": \"a\"}")).isTrue();
    assertThat(accepts("model_meta.json", "{\"name\": \"a\", \"n_parameters\": 1}")).isTrue();
    assertThat(accepts("meta.json", "{\"name\": \"a\", \"n_parameters\": 1}")).isFalse();
    assertThat(accepts("model_meta.json", "{\"name\": \"a\", \"version\": 1}")).isFalse();
    assertThat(accepts("x.json", "{\"scores\": {}}")).isFalse();
    assertThat(accepts("x.json", "[{\"task_name\": \"a\", \"scores\": {}}]")).isFalse();
    assertThat(accepts("x.yaml", "{\"task_name\": \"a\", \"scores\": {}}")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return IMPORTER.accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }
}
