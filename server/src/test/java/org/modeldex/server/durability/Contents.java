package org.modeldex.server.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.modeldex.record.AttributeValue;
import org.modeldex.record.Contextual;
import org.modeldex.record.Kind;
import org.modeldex.record.LineageEdge;
import org.modeldex.record.LineageEdge.Relation;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Records of which no two say the same. Each carries a number of its own, as an attribute and as a
 * word of its description, by which a search tells its states apart.
 */
final class Contents {
  static final String NUMBER = "number";
  private static final List<String> METRIC_NAMES = List.of("accuracy", "box AP", "WER");
  private static final List<String> DATASETS = List.of("ImageNet-1k", "COCO", "LibriSpeech");

  /** The canonical keys of the metrics that records have. */
  static final List<String> METRICS =
      IntStream.range(0, METRIC_NAMES.size())
          .mapToObj(i -> METRIC_NAMES.get(i) + '@' + DATASETS.get(i))
          .map(words -> Vocabulary.builtIn().canonicalKey(words).toString())
          .toList();

  private static final List<String> TASKS =
      List.of("image-classification", "object-detection", "automatic-speech-recognition");
  private static final List<String> LICENSES = List.of("apache-2.0", "mit", "cc-by-4.0");
  private static final String DIGITS = "bcdfghjklm";

  private Contents() {}

  /** The word that only the state with this number has in its description. */
  static String word(long number) {
    StringBuilder word = new StringBuilder("q");
    for (char digit : Long.toString(number).toCharArray()) {
      word.append(DIGITS.charAt(digit - '0'));
    }
    return word.append('x').toString();
  }

  static RecordId dataset(int number) {
    return RecordId.of(Kind.DATASET, "shared", "set" + number);
  }

  static MetadataRecord record(RecordId id, long number, Random random) {
    List<String> tags = new ArrayList<>();
    for (int tag = random.nextInt(8); tag < 10; tag += 1 + random.nextInt(6)) {
      tags.add("tag" + tag);
    }
    return MetadataRecord.builder(id)
        .description(
            "State "
                + word(number)
                + " of "
                + id.name()
                + ". "
                + "filler ".repeat(random.nextInt(150)))
        .tags(tags)
        .structural(
            Structural.builder()
                .framework(random.nextBoolean() ? "pytorch" : "tensorflow")
                .parameterCount((long) Math.pow(10, 5 + 6 * random.nextDouble()))
                .build())
        .contextual(
            Contextual.builder()
                .tasks(List.of(pick(TASKS, random)))
                .license(random.nextInt(4) == 0 ? null : pick(LICENSES, random))
                .stage(random.nextInt(3) == 0 ? "production" : null)
                .build())
        .statistical(measurements(random))
        .lineage(
            List.of(
                LineageEdge.to(Relation.TRAINED_ON, dataset(random.nextInt(4))),
                LineageEdge.to(Relation.EVALUATED_ON, dataset(random.nextInt(4)))))
        .attributes(Map.of(NUMBER, new AttributeValue.Numeric(number)))
        .build();
  }

  /** One to three values between 0 and 1. */
  static List<Measurement> measurements(Random random) {
    List<Measurement> measurements = new ArrayList<>();
    for (int i = random.nextInt(3); i < 3; i++) {
      int metric = random.nextInt(METRIC_NAMES.size());
      measurements.add(
          Measurement.of(
              METRIC_NAMES.get(metric),
              DATASETS.get(metric),
              String.format(Locale.ROOT, "%.4f", random.nextDouble())));
    }
    return measurements;
  }

  static long number(MetadataRecord record) {
    return record.attributes().get(NUMBER) instanceof AttributeValue.Numeric numeric
        ? (long) numeric.value()
        : -1;
  }

  private static <T> T pick(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
