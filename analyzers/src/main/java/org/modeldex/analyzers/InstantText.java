package org.modeldex.analyzers;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Points and stretches of time as people write them, in UTC where no offset is given: {@code 2026},
 * {@code 2026-03}, {@code 2026-03-31}, {@code 2026-03-31T10:00Z}, {@code -30d}.
 */
final class InstantText {
  private static final Pattern YEAR = Pattern.compile("[0-9]{4}");
  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt].{1,40}");
  private static final Pattern OFFSET = Pattern.compile(".*([Zz]|[+-][0-9:]{2,8})");
  private static final Pattern AGO = Pattern.compile("-([0-9]{1,6})([hdwmy])");

  /** Older ages reach back to here: earlier years cannot be written. */
  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

  private InstantText() {}

  /**
   * A stretch of time in milliseconds since 1970.
   *
   * @param end first millisecond after it; equal to {@code start} for a point
   */
  record Period(double start, double end) {
    boolean isPoint() {
      return start == end;
    }
  }

  /** Reads a time; empty for anything else. */
  static Optional<Period> parse(String text, Clock clock) {
    try {
      if (YEAR.matcher(text).matches()) {
        LocalDate start = LocalDate.of(Integer.parseInt(text), 1, 1);
        return days(start, start.plusYears(1));
      }
      if (MONTH.matcher(text).matches()) {
        YearMonth month = YearMonth.parse(text);
        return days(month.atDay(1), month.plusMonths(1).atDay(1));
      }
      if (DAY.matcher(text).matches()) {
        LocalDate day = LocalDate.parse(text);
        return days(day, day.plusDays(1));
      }
      if (TIME.matcher(text).matches()) {
        return point(
            OFFSET.matcher(text.substring(10)).matches()
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
      }
      Matcher ago = AGO.matcher(text);
      if (!ago.matches()) {
        return Optional.empty();
      }
      Instant then = before(clock, ago);
      return point(then.isBefore(EARLIEST) ? EARLIEST : then);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether the text has the form of a time; it may still be none, as the 30th of February. */
  static boolean isTime(String text) {
    return Stream.of(YEAR, MONTH, DAY, TIME, AGO).anyMatch(form -> form.matcher(text).matches());
  }

  /** The text of a point in time that reads back as the same millisecond. */
  static String format(double millis) {
    return Instant.ofEpochMilli((long) millis).toString();
  }

  private static Instant before(Clock clock, Matcher ago) {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    long count = Long.parseLong(ago.group(1));
    return switch (ago.group(2)) {
      case "h" -> now.minusHours(count).toInstant();
      case "d" -> now.minusDays(count).toInstant();
      case "w" -> now.minusWeeks(count).toInstant();
      case "m" -> now.minusMonths(count).toInstant();
      default -> now.minusYears(count).toInstant();
    };
  }

  private static Optional<Period> days(LocalDate start, LocalDate end) {
    return Optional.of(new Period(millis(start), millis(end)));
  }

  private static double millis(LocalDate day) {
    return (double) day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private static Optional<Period> point(Instant instant) {
    double millis = (double) instant.toEpochMilli();
    return Optional.of(new Period(millis, millis));
  }
}
