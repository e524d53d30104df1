package org.modeldex.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.record.Contextual;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;
import org.modeldex.search.SearchField;
import org.modeldex.search.Similar;
import org.modeldex.search.Similar.Trait;

final class SimilarTest {
  private static final MetadataRecord STREETS =
      record(
          RecordId.model("p", "street-net"),
          "object-detection",
          "Faster R-CNN",
          "Finds pedestrians and cyclists in street scenes");

  @TempDir private Path folder;
  private RecordIndex records;
  private LuceneSearchIndex index;

  @BeforeEach
  void fill() {
    records = new RecordIndex(folder);
    index = records.index();
    records.put(
        STREETS,
        version("street-net", "1"),
        version("street-net", "2"),
        version("tubes", "1"),
        record(
            RecordId.model("p", "crossing"),
            "object-detection",
            "YOLO",
            "Pedestrians who cross a street"),
        record(RecordId.model("p", "cups"), "object-detection", "Faster R-CNN", "Cups only"),
        record(RecordId.model("p", "tubes"), "text-generation", "GPT", "Writes about tubes"));
  }

  @AfterEach
  void close() {
    records.close();
  }

  @Test
  void whatSharesMoreComesFirstAndTheRecordItselfIsNotAmongThem() {
    List<Similar> similar = index.similar(STREETS, 10);
    assertThat(similar)
        .extracting(one -> one.id().name())
        .containsExactlyInAnyOrder("crossing", "cups");
    assertThat(similar).isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
    assertThat(index.similar(STREETS, 1)).hasSize(1);
  }

  @Test
  void eachSaysWhatItShares() {
    Similar cups =
        index.similar(STREETS, 10).stream()
            .filter(one -> one.id().name().equals("cups"))
            .findFirst()
            .orElseThrow();
    assertThat(cups.shared())
        .containsExactlyInAnyOrder(
            new Trait(SearchField.TASK, "object-detection"),
            new Trait(SearchField.ARCHITECTURE, "faster r-cnn"));
  }

  @Test
  void otherVersionsOfAModelAreNotLikeAVersion() {
    assertThat(index.similar(version("street-net", "1"), 10))
        .extracting(one -> one.id().toString())
        .containsExactly("version:p/tubes@1");
  }

  @Test
  void aRecordWithNothingInCommonHasNoneLikeIt() {
    MetadataRecord bare = MetadataRecord.builder(RecordId.model("p", "xyz")).build();
    assertThat(index.similar(bare, 10)).isEmpty();
  }

  private static MetadataRecord version(String model, String version) {
    return record(
        RecordId.version("p", model, version), "translation", "Marian", "A version of a model");
  }

  private static MetadataRecord record(
      RecordId id, String task, String architecture, String description) {
    return MetadataRecord.builder(id)
        .description(description)
        .structural(Structural.builder().architectures(List.of(architecture)).build())
        .contextual(Contextual.builder().tasks(List.of(task)).build())
        .build();
  }
}
