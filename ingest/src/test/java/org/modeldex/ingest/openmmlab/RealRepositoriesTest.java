package org.modeldex.ingest.openmmlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.Importers;
import org.modeldex.record.Kind;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Imports whole repositories where copies of them lie beside the project, and compares with what an
 * independent reader counted in them.
 */
class RealRepositoriesTest {
  private static final Path SHARED =
      Path.of(System.getProperty("project.root", ".")).resolve("../shared").normalize();
  private static final Path CORPORA = SHARED.resolve("corpora");
  private static final Path EXPECTED = SHARED.resolve("eval/fidelity.json");

  @TestFactory
  Stream<DynamicTest> everyModelAndEverySampledValueIsTaken() throws IOException {
    assumeTrue(
        Files.isRegularFile(EXPECTED) && Files.isDirectory(CORPORA),
        "no repositories to import at " + CORPORA);
    JsonNode expected = new ObjectMapper().readTree(EXPECTED.toFile());
    return expected.properties().stream()
        .filter(source -> source.getKey().startsWith("openmmlab-"))
        .map(source ->
            DynamicTest.dynamicTest(
                source.getKey(), () -> check(source.getKey(), source.getValue())));
  }

  private static void check(String folder, JsonNode expected) {
    Imported imported = read(folder);
    List<MetadataRecord> models =
        imported.records().stream().filter(r -> r.id().kind() == Kind.MODEL).toList();
    assertThat(models).hasSize(expected.get("models_total").asInt());
    assertThat(models.stream().map(MetadataRecord::id)).doesNotHaveDuplicates();
    assertThat(models.stream().map(model -> nativeName(model)).distinct())
        .hasSize(expected.get("models_distinct_names").asInt());
    List<String> lost = new ArrayList<>();
    for (JsonNode sample : expected.get("sample")) {
      if (models.stream().noneMatch(model -> holds(model, sample))) {
        lost.add(sample.toString());
      }
    }
    assertThat(lost).isEmpty();
    assertThat(read(folder).mutations()).isEqualTo(imported.mutations());
  }

  @Test
  void aNameThatRepeatsIsToldApartByItsFile() {
    assumeTrue(Files.isDirectory(CORPORA), "no repositories to import at " + CORPORA);
    Imported imported = read("openmmlab-mmdetection3d");
    assertThat(imported.records().stream().map(MetadataRecord::id).map(RecordId::name))
        .contains(
            "pointpillars_hv_fpn_sbn-all_8xb4-2x_nus-3d",
            "pointpillars_hv_fpn_sbn-all_8xb4-2x_nus-3d (pointpillars)",
            "pointpillars_hv_regnet-400mf_fpn_sbn-all_8xb4-2x_nus-3d (regnet)",
            "fcos3d_r101-caffe-dcn_fpn_head-gn_8xb2-1x_nus-mono3d_finetune (2)");
  }

  private static Imported read(String folder) {
    return Imported.from(
        CORPORA.resolve(folder),
        Importers.all(Vocabulary.builtIn()).toArray(org.modeldex.ingest.Importer[]::new));
  }

  private static boolean holds(MetadataRecord model, JsonNode sample) {
    return path(model).equals(sample.get("file").asText())
        && nativeName(model).equals(sample.get("model").asText())
        && model.statistical().stream()
            .anyMatch(m ->
                m.metric().equals(sample.get("metric").asText())
                    && String.valueOf(m.dataset()).equals(sample.get("dataset").asText())
                    && sameNumber(m.raw(), sample.get("value")));
  }

  private static boolean sameNumber(String raw, JsonNode value) {
    return value.isNumber()
        ? Double.compare(Double.parseDouble(raw), value.doubleValue()) == 0
        : raw.equals(value.asText());
  }

  private static String path(MetadataRecord record) {
    return record.source() == null ? "" : String.valueOf(record.source().path());
  }

  private static String nativeName(MetadataRecord record) {
    return record.source() == null ? "" : String.valueOf(record.source().name());
  }
}
