package org.modeldex.ingest.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.ingest.Bytes;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.ingest.huggingface.HuggingFaceImporter;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural.Artifact;
import org.modeldex.vocabulary.Vocabulary;

class SafetensorsImporterTest {
  private static final SafetensorsImporter IMPORTER = new SafetensorsImporter(Vocabulary.builtIn());

  /** Two tensors of 6 + 4 elements. */
  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt","note":"trained on pots"},
       "a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
       "b":{"dtype":"F16","shape":[4],"data_offsets":[24,32]}}\
      """;

  private static final byte[] WEIGHTS = file(HEADER, 32);

  @TempDir private Path folder;

  @Test
  void theHeaderGivesParametersAndTypesAndTheFileItsSizeAndDigest() {
    Imported imported = Imported.fromBytes(Map.of("pots/leaf.safetensors", WEIGHTS), IMPORTER);
    MetadataRecord leaf = imported.record("leaf");
    assertThat(imported.problems()).isEmpty();
    assertThat(leaf.id()).isEqualTo(RecordId.model("lab", "leaf"));
    assertThat(leaf.structural().parameterCount()).isEqualTo(10);
    assertThat(leaf.structural().sizeBytes()).isEqualTo(WEIGHTS.length);
    assertThat(leaf.structural().framework()).isEqualTo("pt");
    assertThat(leaf.structural().hyperparameters())
        .containsEntry("tensor types", "F16 (1), F32 (1)");
    assertThat(leaf.attributes())
        .containsEntry("metadata.note", new AttributeValue.Text("trained on pots"));
    assertThat(leaf.structural().artifacts())
        .containsExactly(
            new Artifact(
                "pots/leaf.safetensors",
                Bytes.sha256(WEIGHTS),
                "safetensors",
                (long) WEIGHTS.length));
  }

  @Test
  void aFileWhoseNameSaysNothingHasTheNameOfItsFolder() {
    assertThat(Imported.fromBytes(Map.of("pots/model.safetensors", WEIGHTS), IMPORTER).names())
        .containsExactly("pots");
    assertThat(Imported.fromBytes(Map.of("model.safetensors", WEIGHTS), IMPORTER).names())
        .containsExactly("lab");
  }

  @Test
  void thePartsOfASplitFileAreOneModel() {
    Imported imported =
        Imported.fromBytes(
            Map.of(
                "pots/model-00001-of-00002.safetensors", WEIGHTS,
                "pots/model-00002-of-00002.safetensors", WEIGHTS,
                "pots/model.safetensors.index.json", index("{}")),
            IMPORTER);
    MetadataRecord pots = imported.record("pots");
    assertThat(imported.records()).hasSize(1);
    assertThat(imported.problems()).isEmpty();
    assertThat(pots.structural().parameterCount()).isEqualTo(20);
    assertThat(pots.structural().sizeBytes()).isEqualTo(2L * WEIGHTS.length);
    assertThat(pots.structural().artifacts()).hasSize(2);
  }

  @Test
  void withoutOneOfItsPartsAModelHasNoParameterCount() {
    Imported imported =
        Imported.fromBytes(Map.of("pots/model-00001-of-00003.safetensors", WEIGHTS), IMPORTER);
    assertThat(imported.record("pots").structural().parameterCount()).isNull();
    assertThat(imported.problems()).singleElement().asString().contains("2 parts");
  }

  @Test
  void anIndexWithoutItsPartsTellsSizeAndFiles() {
    Imported imported =
        Imported.fromBytes(
            Map.of(
                "pots/model.safetensors.index.json",
                index("{\"total_size\": 80, \"total_parameters\": 20}")),
            IMPORTER);
    MetadataRecord pots = imported.record("pots");
    assertThat(pots.structural().sizeBytes()).isEqualTo(80);
    assertThat(pots.structural().parameterCount()).isEqualTo(20);
    assertThat(pots.structural().artifacts())
        .extracting(Artifact::uri)
        .containsExactly(
            "pots/model-00001-of-00002.safetensors",
            "pots/model-00002-of-00002.safetensors",
            "pots/model.safetensors.index.json");
  }

  @Test
  void weightsBesideAModelCardAreAVersionOfItsModel() throws IOException {
    Path pots = Files.createDirectories(folder.resolve("lab/pots/half"));
    Files.writeString(folder.resolve("lab/pots/README.md"), "---\nlicense: mit\n---\n# Pots\n");
    Files.write(folder.resolve("lab/pots/model.safetensors"), WEIGHTS);
    Files.write(pots.resolve("model.safetensors"), WEIGHTS);
    Files.write(folder.resolve("lab/lone.safetensors"), WEIGHTS);
    Imported imported =
        Imported.from(folder, new HuggingFaceImporter(Vocabulary.builtIn()), IMPORTER);
    RecordId card = RecordId.model("lab", "lab/pots");
    assertThat(imported.records())
        .extracting(MetadataRecord::id)
        .containsExactlyInAnyOrder(
            card,
            RecordId.model("lab", "lone"),
            RecordId.version("lab", "lab/pots", "model.safetensors"),
            RecordId.version("lab", "lab/pots", "half/model.safetensors"));
    assertThat(imported.records().getLast().lineage())
        .containsExactly(LineageEdge.to(Relation.VERSION_OF, card));
  }

  @Test
  void aPointerOfGitGivesDigestAndSize() {
    String digest = "sha256:" + "ab".repeat(32);
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid " + digest + "\nsize 1234567\n";
    byte[] bytes = pointer.getBytes(StandardCharsets.UTF_8);
    assertThat(IMPORTER.accepts(SourceFile.of("leaf.safetensors", bytes))).isTrue();
    MetadataRecord leaf =
        Imported.fromBytes(Map.of("leaf.safetensors", bytes), IMPORTER).record("leaf");
    assertThat(leaf.structural().sizeBytes()).isEqualTo(1_234_567);
    assertThat(leaf.structural().parameterCount()).isNull();
    assertThat(leaf.structural().artifacts())
        .containsExactly(new Artifact("leaf.safetensors", digest, "safetensors", 1_234_567L));
  }

  @Test
  void aHeaderThatIsNotWhatItShouldBeIsReportedAndTheFileKept() {
    assertThat(problemOf(new Bytes().number(Long.MAX_VALUE, 8).text("{}").toArray()))
        .contains("is cut or damaged");
    assertThat(problemOf(new Bytes().number(-1, 8).text("{}").toArray()))
        .contains("is cut or damaged");
    assertThat(problemOf(file("{".repeat(100), 0))).contains("the JSON cannot be read");
    assertThat(problemOf(file("{\"a\":" + "[".repeat(10_000), 0))).contains("nest");
    assertThat(problemOf(file(HEADER, 31))).contains("1 bytes of its weights are missing");
    assertThat(problemOf(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1]}}", 0))).contains("shape");
    assertThat(problemOf(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[4000000000,4000000000]}}", 0)))
        .contains("no file can hold");
  }

  private static String problemOf(byte[] bytes) {
    Imported imported = Imported.fromBytes(Map.of("leaf.safetensors", bytes), IMPORTER);
    MetadataRecord leaf = imported.record("leaf");
    assertThat(leaf.structural().parameterCount()).isNull();
    assertThat(leaf.structural().artifacts())
        .singleElement()
        .extracting(Artifact::digest)
        .isEqualTo(Bytes.sha256(bytes));
    return imported.problems().getFirst();
  }

  @Test
  @Timeout(120)
  void damagedFilesGiveRecordsAndProblemsAndNothingElse() {
    Damage.check("leaf.safetensors", WEIGHTS, IMPORTER);
  }

  @Test
  void onlyFilesOfTheFormatAreTaken() {
    assertThat(IMPORTER.accepts(SourceFile.of("leaf.safetensors", WEIGHTS))).isTrue();
    assertThat(IMPORTER.accepts(SourceFile.of("leaf.bin", WEIGHTS))).isFalse();
    assertThat(IMPORTER.accepts(SourceFile.of("leaf.safetensors", new byte[20]))).isFalse();
    assertThat(IMPORTER.accepts(SourceFile.of("model.safetensors.index.json", index("{}"))))
        .isTrue();
    assertThat(IMPORTER.accepts(SourceFile.of("x.safetensors.index.json", WEIGHTS))).isFalse();
  }

  private static byte[] file(String header, int weights) {
    int length = header.getBytes(StandardCharsets.UTF_8).length;
    return new Bytes().number(length, 8).text(header).zeros(weights).toArray();
  }

  private static byte[] index(String metadata) {
    return """
    {"metadata": %s, "weight_map": {"b": "model-00002-of-00002.safetensors",
      "a": "model-00001-of-00002.safetensors", "c": "model-00001-of-00002.safetensors"}}
    """
        .formatted(metadata)
        .getBytes(StandardCharsets.UTF_8);
  }
}
