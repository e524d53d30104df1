package org.modeldex.search;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modeldex.search.Query.Interval;

/** The ranges into which number and date facets are counted. Labels double as filter values. */
public final class Buckets {
  private Buckets() {}

  /** One range of a facet. */
  public record Bucket(String label, Interval interval) {}

  /**
   * The buckets of a field in ascending order; empty when its values are counted as they are.
   *
   * @param clock what "now" is for date fields
   */
  public static List<Bucket> of(SearchField field, Clock clock) {
    return switch (field) {
      case PARAMETERS ->
          List.of(
              new Bucket("<1M", Interval.below(1e6)),
              new Bucket("1M-10M", halfOpen(1e6, 1e7)),
              new Bucket("10M-100M", halfOpen(1e7, 1e8)),
              new Bucket("100M-1B", halfOpen(1e8, 1e9)),
              new Bucket("1B-10B", halfOpen(1e9, 1e10)),
              new Bucket(">=10B", Interval.atLeast(1e10)));
      case UPDATED -> ages(clock.instant());
      default -> List.of();
    };
  }

  /** The bucket of a field with this label. */
  public static Optional<Bucket> find(SearchField field, String label, Clock clock) {
    return of(field, clock).stream().filter(bucket -> bucket.label().equals(label)).findFirst();
  }

  private static List<Bucket> ages(Instant now) {
    List<Bucket> buckets = new ArrayList<>();
    double day = millis(now.minus(Duration.ofDays(1)));
    double week = millis(now.minus(Duration.ofDays(7)));
    double month = millis(now.minus(Duration.ofDays(30)));
    double year = millis(now.minus(Duration.ofDays(365)));
    buckets.add(new Bucket("older", Interval.below(year)));
    buckets.add(new Bucket("last-year", halfOpen(year, month)));
    buckets.add(new Bucket("last-month", halfOpen(month, week)));
    buckets.add(new Bucket("last-week", halfOpen(week, day)));
    buckets.add(new Bucket("last-day", Interval.atLeast(day)));
    return buckets;
  }

  private static double millis(Instant instant) {
    return (double) instant.toEpochMilli();
  }

  private static Interval halfOpen(double lower, double upper) {
    return new Interval(lower, true, upper, false);
  }
}
