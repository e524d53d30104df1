package org.modeldex.store.rocksdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Source;
import org.modeldex.record.Structural;
import org.modeldex.store.Commit;
import org.modeldex.store.MetadataStore;
import org.modeldex.store.Mutation;
import org.modeldex.store.Precondition;
import org.modeldex.testing.ManualClock;

/**
 * What every release's golden folder holds. The script never changes: a folder that an old release
 * wrote by it must read as if this one had just done so.
 */
final class GoldenStore {
  static final List<String> METRIC_KEYS =
      List.of("accuracy", "accuracy@imagenet-1k", "wer@librispeech#test");

  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final RecordId DATASET = RecordId.of(Kind.DATASET, "vision", "imagenet-1k");
  private static final RecordId MODEL = RecordId.model("vision", "r\u00E9snet/50 @\uD83D\uDE00~1");
  private static final RecordId VERSION = RecordId.version("vision", "resnet50", "2024/01");

  private GoldenStore() {}

  /** Makes the folder of the present format, part of it in data files and part in the log. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    StoreOptions options = CrashedStore.SMALL.withClock(new ManualClock());
    try (RocksMetadataStore store = RocksMetadataStore.open(folder, options)) {
      first(store);
    }
    Recovery.Recovered recovered = Recovery.open(folder, options);
    Writer writer = new Writer(recovered, options);
    writer.start();
    for (Commit commit : second()) {
      PreparedCommit prepared = PreparedCommit.of(commit);
      writer.submit(new Task<>(batch -> batch.commit(prepared), 1, true)).join();
    }
    writer.close();
    recovered.database().close();
    recovered.folder().close();
    for (String glob : List.of("LOG*", "LOCK", "OPTIONS*")) {
      for (Path file : Folders.files(folder.resolve("rocksdb"), glob)) {
        Files.delete(file);
      }
    }
    Files.delete(folder.resolve("lock"));
  }

  /** Does to a store all that was done to the golden one. Its clock must be a new ManualClock. */
  static void replay(MetadataStore store) {
    first(store);
    second().forEach(commit -> store.commit(commit).join());
  }

  private static void first(MetadataStore store) {
    store.commit(put(dataset("Pictures."))).join();
    store.commit(put(model(0.25))).join();
    store.commit(put(MetadataRecord.builder(VERSION).build())).join();
    store.commit(put(model(-0.0))).join();
    store.internMetricKeys(METRIC_KEYS);
    store.trimChanges(1);
  }

  private static List<Commit> second() {
    return List.of(
        Commit.of(
            new Mutation.AppendMeasurements(MODEL, List.of(Measurement.of("wer", null, "NaN"))),
            "bob"),
        Commit.of(new Mutation.Delete(VERSION, Precondition.NONE), "bob"),
        new Commit(
            List.of(new Mutation.Put(dataset("Other pictures."), Precondition.NONE)),
            "bob",
            new Commit.Once("golden-token", "golden-digest")),
        put(MetadataRecord.builder(VERSION).description("Again.").build()));
  }

  private static Commit put(MetadataRecord record) {
    return Commit.of(new Mutation.Put(record, Precondition.NONE), "ann");
  }

  private static MetadataRecord dataset(String description) {
    return MetadataRecord.builder(DATASET).description(description).build();
  }

  private static MetadataRecord model(double number) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("z", new AttributeValue.Numeric(number));
    attributes.put("nan", new AttributeValue.Numeric(Double.NaN));
    attributes.put("text", new AttributeValue.Text("\u4E2D\u6587 \"quoted\" \\ \n"));
    attributes.put("flag", new AttributeValue.Flag(true));
    attributes.put("time", new AttributeValue.Time(THEN.plus(Duration.ofNanos(1))));
    attributes.put("texts", new AttributeValue.Texts(List.of("b", "a")));
    return MetadataRecord.builder(MODEL)
        .description("A *residual* network.\n".repeat(20))
        .tags(List.of("backbone"))
        .structural(
            Structural.builder()
                .architectures(List.of("ResNet-50"))
                .framework("pytorch")
                .parameterCount(25_557_032L)
                .hyperparameters(Map.of("lr", "0.1"))
                .inputs(List.of(new Structural.Tensor("x", "float32", "3x224x224")))
                .environment(new Structural.Environment("python", List.of("torch==2.1"), null))
                .artifacts(List.of(new Structural.Artifact("s3://b/r.pt", "sha256:0f", "pt", 9L)))
                .build())
        .contextual(
            Contextual.builder()
                .tasks(List.of("image-classification"))
                .license("apache-2.0")
                .startedAt(THEN)
                .papers(List.of(new Contextual.Paper("Title", null)))
                .build())
        .statistical(
            List.of(
                new Measurement(
                    "Top 1 Accuracy",
                    "ImageNet-1k",
                    "val",
                    "dogs",
                    "single crop",
                    "80.34",
                    "percent",
                    3L,
                    THEN,
                    50_000L,
                    0.1,
                    Trust.VERIFIED,
                    null)))
        .lineage(
            List.of(
                LineageEdge.to(Relation.TRAINED_ON, DATASET),
                new LineageEdge(Relation.SUPERSEDES, VERSION, THEN)))
        .attributes(attributes)
        .source(new Source("openmmlab", "a/b.yml", "native", "https://example.org/x", THEN))
        .build();
  }
}
