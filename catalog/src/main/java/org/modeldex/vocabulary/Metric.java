package org.modeldex.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement.Better;

/**
 * A metric.
 *
 * @param slug canonical word, of {@code a-z 0-9 . + -}
 * @param better null where neither direction is better
 * @param unit canonical unit: {@code ratio} (0..1, often written in percent), {@code ratio+} (a
 *     ratio that may exceed 1), or another unit's name; null when it has none
 */
public record Metric(
    String slug,
    String title,
    @Nullable Better better,
    @Nullable String unit,
    List<String> aliases) {
  public Metric {
    aliases = List.copyOf(aliases);
  }
}
