package org.modeldex.ingest.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modeldex.ingest.Bytes;
import org.modeldex.ingest.Damage;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.Structural.Artifact;
import org.modeldex.record.Structural.Tensor;
import org.modeldex.vocabulary.Vocabulary;

class OnnxImporterTest {
  private static final OnnxImporter IMPORTER = new OnnxImporter(Vocabulary.builtIn());

  private static final byte[] WEIGHTS =
      model(
          new Message()
              .message(1, new Message().text(1, "x").text(4, "Conv"))
              .message(1, new Message().text(1, "y").text(4, "Relu"))
              .message(1, new Message().text(1, "z").text(4, "Conv"))
              .text(2, "leaf graph")
              .message(5, packedTensor("w", 1, 2, 3).raw(9, bytes(5, 24)))
              .message(
                  5,
                  new Message()
                      .number(1, 7)
                      .number(2, 10)
                      .text(8, "b")
                      .message(13, entry("location", "leaf.data")))
              .message(11, value("image", 1, 3, 224))
              .message(11, value("w", 1, 2, 3))
              .message(12, value("score", 7, 1000)));

  @Test
  void theModelGivesStructureAndTheWeightsOnlyTheirSizes() {
    Imported imported = Imported.fromBytes(Map.of("pots/leaf.onnx", WEIGHTS), IMPORTER);
    MetadataRecord leaf = imported.record("leaf");
    assertThat(imported.problems()).isEmpty();
    assertThat(leaf.description()).isEqualTo("Sees leaves.");
    assertThat(leaf.structural().framework()).isEqualTo("onnx");
    assertThat(leaf.structural().parameterCount()).isEqualTo(13);
    assertThat(leaf.structural().sizeBytes()).isEqualTo(WEIGHTS.length);
    assertThat(leaf.structural().artifacts())
        .containsExactly(
            new Artifact("pots/leaf.onnx", Bytes.sha256(WEIGHTS), "onnx", (long) WEIGHTS.length));
    assertThat(leaf.structural().hyperparameters())
        .containsEntry("ir_version", "8")
        .containsEntry("opset_import", "17, ai.onnx.ml 3")
        .containsEntry("operators", "Conv (2), Relu (1)")
        .containsEntry("tensor types", "float16 (1), float32 (1)");
    assertThat(leaf.structural().inputs())
        .containsExactly(new Tensor("image", "float32", "Nx3x224"));
    assertThat(leaf.structural().outputs()).containsExactly(new Tensor("score", "int64", "Nx1000"));
    assertThat(leaf.attributes())
        .containsEntry("producer_name", new AttributeValue.Text("pytorch"))
        .containsEntry("graph.name", new AttributeValue.Text("leaf graph"))
        .containsEntry("external_data", new AttributeValue.Text("leaf.data"))
        .containsEntry("metadata.author", new AttributeValue.Text("Pot Lab"));
  }

  @Test
  void theDigestIsThatOfTheWholeFileWhateverIsPassedOver() {
    byte[] large =
        model(new Message().message(5, packedTensor("w", 1, 50_000).raw(9, bytes(5, 200_000))));
    assertThat(
            Imported.fromBytes(Map.of("leaf.onnx", large), IMPORTER)
                .record("leaf")
                .structural()
                .artifacts())
        .singleElement()
        .extracting(Artifact::digest)
        .isEqualTo(Bytes.sha256(large));
  }

  @Test
  void aFileThatIsNotWhatItShouldBeIsReportedAndKept() {
    assertThat(problemOf(new Bytes().varint((7 << 3) | 2).varint(Long.MAX_VALUE)))
        .contains("a field is longer than what it stands in");
    assertThat(problemOf(new Bytes().varint((7 << 3) | 3).varint(1))).contains("form 3");
    assertThat(problemOf(new Bytes().varint(1 << 3).raw(bytes(0xff, 12)))).contains("ten bytes");
    assertThat(problemOf(new Bytes().varint(0).varint(0))).contains("field of number 0");
    assertThat(
            problemOf(
                new Bytes()
                    .raw(
                        new Message()
                            .message(
                                7,
                                new Message().message(5, packedTensor("w", 1, 1L << 40, 1L << 40)))
                            .toArray())))
        .contains("no file can hold");
  }

  private static String problemOf(Bytes file) {
    Imported imported = Imported.fromBytes(Map.of("leaf.onnx", file.toArray()), IMPORTER);
    assertThat(imported.record("leaf").structural().parameterCount()).isNull();
    return imported.problems().getFirst();
  }

  @Test
  @Timeout(120)
  void damagedFilesGiveRecordsAndProblemsAndNothingElse() {
    Damage.check("leaf.onnx", WEIGHTS, IMPORTER);
  }

  @Test
  void onlyFilesOfTheFormatAreTaken() {
    assertThat(IMPORTER.accepts(SourceFile.of("leaf.onnx", WEIGHTS))).isTrue();
    assertThat(IMPORTER.accepts(SourceFile.of("leaf.pb", WEIGHTS))).isFalse();
    assertThat(IMPORTER.accepts(SourceFile.of("leaf.onnx", new byte[0]))).isFalse();
    assertThat(IMPORTER.accepts(SourceFile.of("leaf.onnx", bytes('<', 9)))).isFalse();
  }

  private static byte[] model(Message graph) {
    return new Message()
        .number(1, 8)
        .text(2, "pytorch")
        .text(6, "Sees leaves.")
        .message(7, graph)
        .message(8, new Message().number(2, 17))
        .message(8, new Message().text(1, "ai.onnx.ml").number(2, 3))
        .message(14, entry("author", "Pot Lab"))
        .toArray();
  }

  private static Message packedTensor(String name, int type, long... sides) {
    Bytes packed = new Bytes();
    for (long side : sides) {
      packed.varint(side);
    }
    return new Message().raw(1, packed.toArray()).number(2, type).text(8, name);
  }

  private static Message entry(String key, String value) {
    return new Message().text(1, key).text(2, value);
  }

  /** A tensor whose first side is called N. */
  private static Message value(String name, int type, long... sides) {
    Message shape = new Message().message(1, new Message().text(2, "N"));
    for (long side : sides) {
      shape.message(1, new Message().number(1, side));
    }
    Message tensor = new Message().number(1, type).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  private static byte[] bytes(int value, int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** A message of Protocol Buffers, field by field. */
  private record Message(Bytes out) {
    Message() {
      this(new Bytes());
    }

    Message number(int field, long value) {
      out.varint((long) field << 3).varint(value);
      return this;
    }

    Message raw(int field, byte[] value) {
      out.varint(((long) field << 3) | 2).varint(value.length).raw(value);
      return this;
    }

    Message text(int field, String value) {
      return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return raw(field, value.toArray());
    }

    byte[] toArray() {
      return out.toArray();
    }
  }
}
