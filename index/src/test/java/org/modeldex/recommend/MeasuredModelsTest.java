package org.modeldex.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modeldex.index.IndexOptions;
import org.modeldex.index.LuceneSearchIndex;
import org.modeldex.recommend.BenchmarkMatrix.Benchmark;
import org.modeldex.recommend.MeasuredModels.Measured;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.IndexChange;
import org.modeldex.search.MetricDictionary;
import org.modeldex.search.SearchDocument;
import org.modeldex.store.InMemoryMetadataStore;
import org.modeldex.vocabulary.Vocabulary;

/** What of an index the predictor learns from; here, where there is a real one. */
class MeasuredModelsTest {
  private static final Vocabulary VOCABULARY = Vocabulary.builtIn();

  private @TempDir Path folder;
  private LuceneSearchIndex index;
  private final List<IndexChange> changes = new ArrayList<>();

  @BeforeEach
  void open() {
    MetricDictionary dictionary =
        new MetricDictionary(new InMemoryMetadataStore(Clock.systemUTC()));
    index = LuceneSearchIndex.open(folder, IndexOptions.of("uuid", VOCABULARY, dictionary));
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void model(String name, Measurement... measurements) {
    MetadataRecord record =
        MetadataRecord.builder(RecordId.parse("model:p/" + name))
            .statistical(List.of(measurements))
            .build();
    changes.add(new IndexChange.Index(new SearchDocument(VOCABULARY.interpret(record), List.of())));
  }

  private Measured read(int mostModels) {
    index.apply(changes, changes.size());
    index.refresh();
    return new MeasuredModels(index, VOCABULARY, mostModels).read();
  }

  private static Measurement accuracy(String dataset, double value) {
    return Measurement.of("accuracy", dataset, Double.toString(value));
  }

  @Test
  void cellsAreMeasuredValuesOfCommonBenchmarks() {
    for (int i = 0; i < 8; i++) {
      model("m" + i, accuracy("imagenet-1k", 0.5 + i / 100.0), accuracy("rare-" + i, 0.1));
    }
    Measured measured = read(100);
    assertThat(measured.ids()).hasSize(8).startsWith("model:p/m0", "model:p/m1").isSorted();
    assertThat(measured.matrix().benchmarks())
        .extracting(Benchmark::key)
        .containsExactly("accuracy@imagenet-1k");
    assertThat(measured.matrix().row(3)).containsExactly(0.53);
  }

  @Test
  void modelsWithoutAValueAreNotThere() {
    for (int i = 0; i < 8; i++) {
      model("m" + i, accuracy("imagenet-1k", 0.5 + i / 100.0));
      model("unmeasured" + i);
    }
    assertThat(read(100).ids()).hasSize(8).allMatch(id -> id.startsWith("model:p/m"));
  }

  @Test
  void nothingIsReadWhenNothingIsCommon() {
    for (int i = 0; i < 20; i++) {
      model(
          "m" + i,
          accuracy("rare-" + i, 0.1),
          Measurement.of("a-metric-of-ours", "coco", "0." + i));
    }
    Measured measured = read(100);
    assertThat(measured.ids()).isEmpty();
    assertThat(measured.matrix().models()).isEmpty();
    assertThat(measured.matrix().benchmarks()).isEmpty();
  }

  @Test
  void ofTooManyModelsThoseWithMostValuesStay() {
    for (int i = 0; i < 50; i++) {
      String name = "m%02d".formatted(i);
      if (i % 10 == 7) {
        model(name, accuracy("imagenet-1k", 0.5), accuracy("cifar-10", 0.9));
      } else {
        model(name, accuracy(i % 2 == 0 ? "imagenet-1k" : "cifar-10", 0.6));
      }
    }
    assertThat(read(7).ids())
        .containsExactly(
            "model:p/m00",
            "model:p/m01",
            "model:p/m07",
            "model:p/m17",
            "model:p/m27",
            "model:p/m37",
            "model:p/m47");
  }
}
