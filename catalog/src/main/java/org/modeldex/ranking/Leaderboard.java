package org.modeldex.ranking;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.MetadataRecord;

/**
 * Records in the order of a metric, best first.
 *
 * @param key the metric key
 * @param unit of all values; null where there is none
 * @param better null where neither direction is better or it is not known; then the largest value
 *     is first
 * @param total how many records have a number
 * @param entries one page
 * @param nextCursor null on the last page
 * @param mixed keys of single datasets whose values stand in this board as well, most frequent
 *     first; empty unless {@code key} names no dataset
 */
public record Leaderboard(
    String key,
    @Nullable String unit,
    @Nullable Better better,
    long total,
    List<Entry> entries,
    @Nullable String nextCursor,
    List<String> mixed) {
  public Leaderboard {
    entries = List.copyOf(entries);
    mixed = List.copyOf(mixed);
  }

  /**
   * A place.
   *
   * @param rank one more than the number of records that are better; equal values share it
   * @param record without its measurements
   * @param measurement the record's best under the key, which is a number
   * @param moment when; null when nothing says
   */
  public record Entry(
      long rank, MetadataRecord record, Measurement measurement, @Nullable Moment moment) {}
}
