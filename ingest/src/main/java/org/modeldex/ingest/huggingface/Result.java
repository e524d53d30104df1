package org.modeldex.ingest.huggingface;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.Draft;
import org.modeldex.record.Limits;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;

/**
 * A value and what it was measured on, in the source's words.
 *
 * @param conditions how it was measured, in words
 * @param line where it is written
 */
record Result(
    String metric,
    @Nullable String dataset,
    @Nullable String split,
    List<String> conditions,
    String raw,
    @Nullable Instant at,
    Trust trust,
    int line) {

  Result {
    conditions = List.copyOf(new LinkedHashSet<>(conditions));
  }

  /** The words that say what a value is of, without the conditions. */
  private record Subject(String metric, @Nullable String dataset, @Nullable String split) {}

  /**
   * Adds the results to a draft. Conditions that tell apart values of one metric on one dataset,
   * such as the languages of a multilingual test set, make slices: a value of a slice says nothing
   * of the metric as a whole.
   */
  static void addAll(List<Result> results, Draft draft) {
    Map<Subject, Set<List<String>>> conditions = new HashMap<>();
    for (Result result : results) {
      conditions.computeIfAbsent(result.subject(), first -> new HashSet<>()).add(result.conditions);
    }
    for (Result result : results) {
      Set<List<String>> alike = conditions.getOrDefault(result.subject(), Set.of());
      draft.measurement(result.line, () -> result.measurement(alike.size() > 1));
    }
  }

  private Subject subject() {
    return new Subject(metric, dataset, split);
  }

  private Measurement measurement(boolean sliced) {
    String words = conditions.isEmpty() ? null : String.join(", ", conditions);
    boolean slice = sliced && words != null && words.length() <= Limits.TERM;
    return new Measurement(
        metric,
        dataset,
        split,
        slice ? words : null,
        slice ? null : words,
        raw,
        null,
        null,
        at,
        null,
        null,
        trust,
        null);
  }
}
