package org.modeldex.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.modeldex.record.Contextual;
import org.modeldex.record.Measurement;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.record.Structural;

/**
 * Makes model records whose words, terms and values are spread as in real catalogues: few common
 * ones and many rare ones. Record {@code i} of a seed is always the same.
 *
 * <ul>
 *   <li>descriptions of 40 to 80 words out of 50,000 (Zipf 1.0)
 *   <li>3 tags out of 2,000, a task out of 60, a framework out of 12, a licence out of 30, an owner
 *       out of 5,000, an architecture out of 500 (all Zipf)
 *   <li>0 to 16, on average 8 measurements; 3,000 metric keys (60 metrics on 50 datasets, Zipf),
 *       values 0 to 1, skewed towards 1 as benchmark results are
 * </ul>
 */
final class RecordGenerator {
  static final String PROJECT = "bench";
  private static final int METRICS = 60;
  private static final int DATASETS = 50;

  private final long seed;
  private final Zipf words = new Zipf(50_000, 1.0);
  private final Zipf tags = new Zipf(2_000, 1.0);
  private final Zipf tasks = new Zipf(60, 1.0);
  private final Zipf frameworks = new Zipf(12, 1.2);
  private final Zipf licenses = new Zipf(30, 1.2);
  private final Zipf owners = new Zipf(5_000, 0.8);
  private final Zipf architectures = new Zipf(500, 1.0);
  private final Zipf metricKeys = new Zipf(METRICS * DATASETS, 0.8);

  RecordGenerator(long seed) {
    this.seed = seed;
  }

  MetadataRecord record(long i) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
    return MetadataRecord.builder(id(i))
        .description(prose(random, 40 + random.nextInt(41)))
        .tags(tags(random))
        .structural(
            Structural.builder()
                .architectures(List.of("arch-" + word(architectures.next(random))))
                .framework("framework-" + frameworks.next(random))
                .parameterCount((long) Math.pow(10, 5 + 5 * random.nextDouble()))
                .build())
        .contextual(
            Contextual.builder()
                .tasks(List.of("task-" + tasks.next(random)))
                .license("license-" + licenses.next(random))
                .owner("owner-" + owners.next(random))
                .build())
        .statistical(measurements(random))
        .build();
  }

  static RecordId id(long i) {
    return RecordId.model(PROJECT, "model-" + i);
  }

  /** The word of a rank, made of syllables so that no two are alike for an analyzer. */
  static String word(int rank) {
    StringBuilder word = new StringBuilder();
    int rest = rank + 80;
    while (rest > 0) {
      word.append("bdfgklmprtvz".charAt(rest % 12)).append("aeiou".charAt(rest / 12 % 5));
      rest /= 60;
    }
    return word.append('x').toString();
  }

  /** The metric of a rank of metric keys, as a source writes it. */
  static String metric(int rank) {
    return "metric-" + rank % METRICS;
  }

  /** The dataset of a rank of metric keys. */
  static String dataset(int rank) {
    return "dataset-" + rank / METRICS;
  }

  private String prose(SplittableRandom random, int length) {
    StringBuilder prose = new StringBuilder(length * 7);
    for (int i = 0; i < length; i++) {
      prose.append(i == 0 ? "" : i % 12 == 0 ? ". " : " ").append(word(words.next(random)));
    }
    return prose.toString();
  }

  private List<String> tags(SplittableRandom random) {
    Set<String> drawn = new LinkedHashSet<>();
    while (drawn.size() < 3) {
      drawn.add("tag-" + tags.next(random));
    }
    return List.copyOf(drawn);
  }

  private List<Measurement> measurements(SplittableRandom random) {
    Set<Integer> keys = new LinkedHashSet<>();
    int wanted = random.nextInt(17);
    while (keys.size() < wanted) {
      keys.add(metricKeys.next(random));
    }
    return keys.stream()
        .map(key ->
            Measurement.of(
                metric(key),
                dataset(key),
                String.format(Locale.ROOT, "%.4f", Math.pow(random.nextDouble(), 0.4))))
        .toList();
  }
}
