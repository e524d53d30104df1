package org.modeldex.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.Measurement.Scale;
import org.modeldex.vocabulary.Vocabulary;

/**
 * Finds out which metrics of a file are written in percent.
 *
 * <p>One record alone may not show it: 0.9 is a ratio among ratios but nearly nothing in a table of
 * percents. The vocabulary therefore reads all values of a file as one table, and what it finds to
 * be on a scale of 0 to 100 gets the raw unit {@value #PERCENT}. The raw text stays as it is.
 */
public final class TableScale {
  public static final String PERCENT = "percent";

  private static final String PARAMETERS = "params";
  private static final String MILLIONS_OF_PARAMETERS = "params-millions";
  private static final double MILLION = 1e6;

  /** A smaller count is likely to be one of thousands or millions. */
  private static final long FEWEST_PARAMETERS = 1_000;

  private final Vocabulary vocabulary;

  public TableScale(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * A measurement as it is to be stored.
   *
   * @param hasNumber whether the vocabulary finds a number in its raw text
   * @param parameters how many parameters it says a model has; empty when it does not say that, or
   *     only of a part
   */
  public record Settled(Measurement measurement, boolean hasNumber, Optional<Long> parameters) {}

  /** The measurements of one file, in their order, with the raw unit where the file shows it. */
  public List<Settled> settle(List<Measurement> file) {
    List<Settled> settled = new ArrayList<>(file.size());
    for (Measurement read : vocabulary.read(file)) {
      Reading reading = read.reading();
      boolean percent =
          read.rawUnit() == null && reading != null && reading.scale() == Scale.TABLE_SCALE;
      settled.add(
          new Settled(
              (percent ? read.withRawUnit(PERCENT) : read).withReading(null),
              reading != null && reading.value() != null,
              reading == null || read.slice() != null
                  ? Optional.empty()
                  : parameters(reading, read.raw())));
    }
    return settled;
  }

  private static Optional<Long> parameters(Reading reading, String raw) {
    Double value = reading.value();
    return switch (reading.metric()) {
      case PARAMETERS -> Quantity.find(raw).filter(count -> count >= FEWEST_PARAMETERS);
      case MILLIONS_OF_PARAMETERS ->
          value != null && value > 0 && value < Long.MAX_VALUE / MILLION
              ? Optional.of(Math.round(value * MILLION))
              : Quantity.find(raw).filter(count -> count >= FEWEST_PARAMETERS);
      default -> Optional.empty();
    };
  }
}
