package org.modeldex.ingest.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Bytes;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.vocabulary.Vocabulary;

class GgufImporterTest {
  private static final GgufImporter IMPORTER = new GgufImporter(Vocabulary.builtIn());
  private static final int TEXT = 8;
  private static final int LIST = 9;

  private static final byte[] WEIGHTS =
      file(
          List.of(
              text("general.architecture", "fern"),
              text("general.license", "mit"),
              text("general.author", "Pot Lab"),
              text("general.description", "Talks about ferns."),
              texts("general.tags", "chat", "plants"),
              texts("general.languages", "en", "cy"),
              text("general.base_model.0.name", "fern-base"),
              out -> key("fern.block_count", 4, out).number(12, 4),
              out -> key("fern.rope.scale", 6, out).number(Float.floatToIntBits(0.5f), 4),
              out -> key("fern.causal", 7, out).number(1, 1),
              out -> key("fern.offset", 11, out).number(-3, 8),
              texts("tokenizer.ggml.tokens", manyTokens()),
              out -> {
                key("tokenizer.ggml.scores", LIST, out).number(6, 4).number(100, 8).zeros(400);
              },
              text("tokenizer.ggml.model", "gpt2")),
          List.of(tensor("a", 0, 4, 5), tensor("b", 12, 256)));

  @Test
  void theHeaderGivesStructureAndContext() {
    Imported imported = Imported.fromBytes(Map.of("pots/fern-Q4_K.gguf", WEIGHTS), IMPORTER);
    MetadataRecord fern = imported.record("fern-Q4_K");
    assertThat(imported.problems()).isEmpty();
    assertThat(fern.structural().parameterCount()).isEqualTo(276);
    assertThat(fern.structural().sizeBytes()).isEqualTo(WEIGHTS.length);
    assertThat(fern.structural().framework()).isEqualTo("gguf");
    assertThat(fern.structural().architectures()).containsExactly("fern");
    assertThat(fern.structural().hyperparameters())
        .containsEntry("fern.block_count", "12")
        .containsEntry("fern.rope.scale", "0.5")
        .containsEntry("fern.causal", "true")
        .containsEntry("fern.offset", "-3")
        .containsEntry("tensor types", "F32 (1), Q4_K (1)");
    assertThat(fern.contextual().license()).isEqualTo("mit");
    assertThat(fern.contextual().owner()).isEqualTo("Pot Lab");
    assertThat(fern.contextual().languages()).containsExactly("en", "cy");
    assertThat(fern.description()).isEqualTo("Talks about ferns.");
    assertThat(fern.tags()).containsExactly("chat", "plants");
    assertThat(fern.attributes())
        .containsEntry("tokenizer.ggml.model", new AttributeValue.Text("gpt2"))
        .containsEntry("tokenizer.ggml.tokens", new AttributeValue.Text("(70 values)"))
        .containsEntry("tokenizer.ggml.scores", new AttributeValue.Text("(100 values)"));
    assertThat(fern.lineage())
        .containsExactly(LineageEdge.to(Relation.DERIVED_FROM, RecordId.model("lab", "fern-base")));
  }

  @Test
  void theLaterPartsOfASplitFileAddTheirWeightsAndTakeNothingBack() {
    byte[] second =
        file(List.of(out -> key("split.no", 2, out).number(1, 2)), List.of(tensor("c", 0, 24)));
    MetadataRecord fern =
        Imported.fromBytes(
                Map.of("fern-00001-of-00002.gguf", WEIGHTS, "fern-00002-of-00002.gguf", second),
                IMPORTER)
            .record("fern");
    assertThat(fern.structural().parameterCount()).isEqualTo(300);
    assertThat(fern.structural().architectures()).containsExactly("fern");
    assertThat(fern.contextual().license()).isEqualTo("mit");
    assertThat(fern.tags()).containsExactly("chat", "plants");
  }

  @Test
  void aHeaderThatIsNotWhatItShouldBeIsReportedAndTheFileKept() {
    assertThat(problemOf(header(4, 0, 0))).contains("version that is not known");
    assertThat(problemOf(header(3, -1, 0))).contains("is cut or damaged");
    assertThat(problemOf(header(3, 0, -1))).contains("18446744073709551615 key-values");
    assertThat(problemOf(header(3, 0, 1).number(Long.MAX_VALUE, 8))).contains("is cut or damaged");
    assertThat(problemOf(key("k", LIST, header(3, 0, 1)).number(0, 4).number(1L << 60, 8)))
        .contains("more than the file has bytes");
    assertThat(problemOf(key("k", LIST, header(3, 0, 1)).number(LIST, 4).number(1, 8)))
        .contains("list of lists");
    assertThat(problemOf(key("k", 99, header(3, 0, 1)))).contains("type 99");
    assertThat(problemOf(header(3, 1, 0).number(1, 8).text("t").number(1_000_000, 4)))
        .contains("1000000 sides");
  }

  private static String problemOf(Bytes file) {
    Imported imported = Imported.fromBytes(Map.of("fern.gguf", file.toArray()), IMPORTER);
    assertThat(imported.record("fern").structural().parameterCount()).isNull();
    assertThat(imported.record("fern").structural().artifacts()).hasSize(1);
    return imported.problems().getFirst();
  }

  @Test
  @Timeout(120)
  void damagedFilesGiveRecordsAndProblemsAndNothingElse() {
    Damage.check("fern.gguf", WEIGHTS, IMPORTER);
  }

  @Test
  void onlyFilesOfTheFormatAreTaken() {
    assertThat(IMPORTER.accepts(SourceFile.of("fern.gguf", WEIGHTS))).isTrue();
    assertThat(IMPORTER.accepts(SourceFile.of("fern.bin", WEIGHTS))).isFalse();
    assertThat(IMPORTER.accepts(SourceFile.of("fern.gguf", new byte[3]))).isFalse();
  }

  private static byte[] file(List<Consumer<Bytes>> keyValues, List<Consumer<Bytes>> tensors) {
    Bytes out = header(3, tensors.size(), keyValues.size());
    keyValues.forEach(write -> write.accept(out));
    tensors.forEach(write -> write.accept(out));
    return out.zeros(64).toArray();
  }

  private static Bytes header(int version, long tensors, long keyValues) {
    return new Bytes().text("GGUF").number(version, 4).number(tensors, 8).number(keyValues, 8);
  }

  private static Bytes key(String key, int type, Bytes out) {
    return out.number(key.length(), 8).text(key).number(type, 4);
  }

  private static Consumer<Bytes> text(String key, String value) {
    return out -> key(key, TEXT, out).number(value.length(), 8).text(value);
  }

  private static Consumer<Bytes> texts(String key, String... values) {
    return out -> {
      key(key, LIST, out).number(TEXT, 4).number(values.length, 8);
      for (String value : values) {
        out.number(value.length(), 8).text(value);
      }
    };
  }

  private static String[] manyTokens() {
    return "leaf ".repeat(70).strip().split(" ", -1);
  }

  private static Consumer<Bytes> tensor(String name, int type, long... sides) {
    return out -> {
      out.number(name.length(), 8).text(name).number(sides.length, 4);
      for (long side : sides) {
        out.number(side, 8);
      }
      out.number(type, 4).number(0, 8);
    };
  }
}
