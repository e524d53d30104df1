package org.modeldex.ingest.mteb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;

/**
 * One model's score in one part of one task.
 *
 * @param metric {@code main_score}, or the metric itself where the file does not say which is main
 * @param subset null for the one that is called default
 * @param conditions the metric behind the score, and languages
 * @param line where it is written
 */
record Score(
    String metric,
    String task,
    String split,
    @Nullable String subset,
    List<String> conditions,
    String raw,
    Place place,
    int line) {

  /** MTEB writes scores as ratios, even those that may exceed 1. */
  private static final String UNIT = "ratio";

  /**
   * @param tellRevision whether the model has results of several revisions
   */
  Measurement measurement(boolean tellRevision) {
    List<String> words = new ArrayList<>(conditions);
    if (tellRevision && place.revision() != null) {
      words.add("revision " + place.revision());
    }
    if (place.experiment() != null) {
      words.add("experiment " + place.experiment());
    }
    return new Measurement(
        metric,
        task,
        split,
        subset,
        words.isEmpty() ? null : String.join(", ", words),
        raw,
        UNIT,
        null,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }
}
