package org.modeldex.ingest.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.ingest.Imported;
import org.modeldex.ingest.SourceFile;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.MetricPoint;
import org.modeldex.record.MetricSeries;
import org.modeldex.record.RecordId;
import org.modeldex.record.json.RecordJson;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;

class JsonLinesImporterTest {

  @TempDir Path folder;

  @Test
  void eachLineIsARecordOrAnOperation() throws IOException {
    Imported imported =
        read(
            """
            {"id":"model:vision/resnet50","tags":["backbone"]}
            {"op":"put","record":{"kind":"model","project":"vision","name":"vgg16"}}

            {"op":"delete","id":"model:vision/alexnet"}
            """);
    assertThat(imported.mutations())
        .containsExactly(
            put(MetadataRecord.builder(id("resnet50")).tags(List.of("backbone"))),
            put(MetadataRecord.builder(id("vgg16"))),
            new Mutation.Delete(id("alexnet"), Precondition.NONE));
    assertThat(imported.report().deletions()).isEqualTo(1);
    assertThat(imported.problems()).isEmpty();
  }

  @Test
  void aLineMayAppendPoints() throws IOException {
    Imported imported =
        read(
            """
            {"op":"append","id":"model:vision/vgg16","series":[{"metric":"loss","points":[{"step":3,"at":"1970-01-01T00:00:01Z","value":"-Infinity"}]}]}
            {"op":"append","id":"model:vision/vgg16"}
            """);
    MetricPoint point = new MetricPoint(3, 1_000, Double.NEGATIVE_INFINITY);
    assertThat(imported.mutations())
        .containsExactly(
            new Mutation.AppendSeries(
                id("vgg16"), List.of(new MetricSeries("loss", List.of(point)))));
    assertThat(imported.report().points()).isEqualTo(1);
    assertThat(imported.problems()).singleElement().asString().contains("series is missing");
  }

  @Test
  void aBadLineIsReportedWithItsNumberAndTheOthersSurvive() throws IOException {
    Imported imported =
        read(
            """
            {"id":"model:vision/first"}
            {"id":"model:vision/broken"
            [1, 2]
            {"id":"model:vision/unknown","colour":"red"}
            {"op":"rename","id":"model:vision/x"}
            {"op":"delete","id":"model:vision/x","force":true}
            {"op":"delete"}
            {"id":"model:vision/last"}
            """);
    assertThat(imported.names()).containsExactly("first", "last");
    assertThat(imported.problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactly(
            "records.jsonl, line 2",
            "records.jsonl, line 3",
            "records.jsonl, line 4",
            "records.jsonl, line 5",
            "records.jsonl, line 6",
            "records.jsonl, line 7");
    assertThat(imported.problems().get(2)).contains("colour");
    assertThat(imported.problems().get(3)).contains("put, delete or append").contains("rename");
    assertThat(imported.report().lostRecords()).isTrue();
  }

  @Test
  void aLineThatIsTooLongIsPassedOver() throws IOException {
    String line =
        "{\"id\":\"model:vision/long\",\"description\":\""
            + "x".repeat(RecordJson.MAX_DOCUMENT_BYTES)
            + "\"}";
    Imported imported = read(line + "\r\n{\"id\":\"model:vision/short\"}\r\n");
    assertThat(imported.names()).containsExactly("short");
    assertThat(imported.problems()).hasSize(1);
    assertThat(imported.problems().getFirst()).startsWith("records.jsonl, line 1: the line has ");
  }

  @Test
  void anExportReadsBackAsItWas() throws IOException {
    MetadataRecord record = MetadataRecord.builder(id("a/b@c~ü")).description("two\nlines").build();
    Imported imported = read(new String(RecordJson.toBytes(record), StandardCharsets.UTF_8) + "\n");
    assertThat(imported.records()).containsExactly(record);
  }

  @Test
  void otherJsonLinesAreNotTaken() {
    assertThat(accepts("records.jsonl", "{\"id\":\"model:a/b\"}")).isTrue();
    assertThat(accepts("records.ndjson", "\n{\"op\":\"put\"}")).isTrue();
    assertThat(accepts("records.json", "{\"id\":\"model:a/b\"}")).isFalse();
    assertThat(accepts("table.jsonl", "{\"id\":7,\"model\":\"b\",\"accuracy\":0.9}")).isFalse();
    assertThat(accepts("chat.jsonl", "{\"prompt\":\"hello\"}")).isFalse();
    assertThat(accepts("empty.jsonl", "")).isFalse();
  }

  private static boolean accepts(String path, String text) {
    return new JsonLinesImporter()
        .accepts(SourceFile.of(path, text.getBytes(StandardCharsets.UTF_8)));
  }

  private Imported read(String text) throws IOException {
    Files.writeString(folder.resolve("records.jsonl"), text);
    return Imported.from(folder, new JsonLinesImporter());
  }

  private static RecordId id(String name) {
    return RecordId.model("vision", name);
  }

  private static Mutation put(MetadataRecord.Builder record) {
    return new Mutation.Put(record.build(), Precondition.NONE);
  }
}
