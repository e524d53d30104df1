package org.modeldex.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

/** The records that tests are about. */
public final class Records {
  /** An image classifier with everything a record can have. */
  public static final MetadataRecord RESNET50 =
      MetadataRecord.builder(RecordId.model("vision", "resnet50"))
          .description("A residual network with 50 layers.\n\nA sound **baseline**.")
          .tags(List.of("backbone", "convnet"))
          .structural(
              Structural.builder()
                  .architectures(List.of("ResNet-50"))
                  .framework("pytorch")
                  .library("timm")
                  .algorithm("sgd")
                  .parameterCount(25_557_032L)
                  .sizeBytes(102_540_417L)
                  .flops(4_120_000_000L)
                  .hyperparameters(Map.of("lr", "0.1"))
                  .inputs(List.of(new Structural.Tensor("x", "float32", "3x224x224")))
                  .outputs(List.of(new Structural.Tensor("logits", "float32", "1000")))
                  .environment(
                      new Structural.Environment("python 3.11", List.of("torch==2.1"), "8x V100"))
                  .artifacts(
                      List.of(
                          new Structural.Artifact(
                              "s3://bucket/resnet50.pt", "sha256:0f", "safetensors", 102_540_417L)))
                  .build())
          .contextual(
              Contextual.builder()
                  .tasks(List.of("image-classification"))
                  .domain("vision")
                  .modalities(List.of("image"))
                  .license("apache-2.0")
                  .owner("vision-team")
                  .stage("production")
                  .startedAt(Instant.parse("2026-01-02T03:04:05Z"))
                  .intendedUse("Sorting pictures.")
                  .papers(
                      List.of(
                          new Contextual.Paper(
                              "Deep Residual Learning for Image Recognition",
                              "https://arxiv.org/abs/1512.03385")))
                  .build())
          .statistical(
              List.of(
                  new Measurement(
                      "Top 1 Accuracy",
                      "ImageNet-1k",
                      "val",
                      null,
                      "single crop",
                      "80.34",
                      "percent",
                      null,
                      Instant.parse("2026-01-03T00:00:00Z"),
                      50_000L,
                      0.1,
                      Trust.VERIFIED,
                      null),
                  Measurement.of("latency", null, "12.5 ms")))
          .lineage(
              List.of(
                  LineageEdge.to(
                      Relation.TRAINED_ON, RecordId.of(Kind.DATASET, "vision", "imagenet-1k"))))
          .attributes(
              Map.of(
                  "costCentre", new AttributeValue.Text("42"),
                  "reviewed", new AttributeValue.Flag(true),
                  "price", new AttributeValue.Numeric(1.5),
                  "reviewedAt", new AttributeValue.Time(Instant.parse("2026-02-03T00:00:00Z")),
                  "reviewers", new AttributeValue.Texts(List.of("ann", "bob"))))
          .source(new Source("jsonl", "models.jsonl", "resnet50", null, null))
          .build();

  private static final List<String> NAME_PARTS =
      List.of("res", "net", "50", "-", "_", " ", "/", "@", "~", "é", "中", "😀", ".", "%", "x101");

  private Records() {}

  /** A model with nothing but a description. */
  public static MetadataRecord model(String name, String description) {
    return MetadataRecord.builder(RecordId.model("test", name)).description(description).build();
  }

  /** A name with all that is awkward in names. */
  public static String randomName(Random random) {
    StringBuilder name = new StringBuilder("m");
    int parts = random.nextInt(12);
    for (int i = 0; i < parts; i++) {
      name.append(NAME_PARTS.get(random.nextInt(NAME_PARTS.size())));
    }
    return name.append('z').toString();
  }

  /** An id of any kind, with a version now and then. */
  public static RecordId randomId(Random random) {
    List<Kind> kinds = List.of(Kind.values());
    Kind kind = kinds.get(random.nextInt(kinds.size()));
    String project = List.of("a", "b.c", "A-_9").get(random.nextInt(3));
    String version = kind == Kind.VERSION || random.nextInt(3) == 0 ? randomName(random) : null;
    return new RecordId(kind, project, randomName(random), version);
  }

  /** A record with some of everything. */
  public static MetadataRecord random(RecordId id, Random random) {
    List<Measurement> measurements = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      measurements.add(
          Measurement.of(
              "accuracy", "dataset" + random.nextInt(3), Double.toString(random.nextDouble())));
    }
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("number", new AttributeValue.Numeric(random.nextInt(100)));
    return MetadataRecord.builder(id)
        .description(random.nextBoolean() ? null : randomName(random))
        .tags(List.of("tag" + random.nextInt(5)))
        .statistical(measurements)
        .attributes(attributes)
        .build();
  }
}
