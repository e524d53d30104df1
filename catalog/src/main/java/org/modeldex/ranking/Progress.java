package org.modeldex.ranking;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.RecordId;

/**
 * The best value so far over time.
 *
 * @param better null where neither direction is better or it is not known; then larger is
 * @param steps in order of time, each strictly better than all before
 * @param dated how many records have a number and a date
 * @param undated how many have a number and no date; they are left out
 */
public record Progress(
    String key,
    @Nullable String unit,
    @Nullable Better better,
    List<Step> steps,
    long dated,
    long undated) {
  public Progress {
    steps = List.copyOf(steps);
  }

  /** From this moment on the best value was this record's. */
  public record Step(Moment moment, double value, RecordId id) {}
}
