package org.modeldex.ingest;

import java.util.ArrayList;
import java.util.List;
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

  private final Vocabulary vocabulary;

  public TableScale(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * A measurement as it is to be stored.
   *
   * @param hasNumber whether the vocabulary finds a number in its raw text
   */
  public record Settled(Measurement measurement, boolean hasNumber) {}

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
              reading != null && reading.value() != null));
    }
    return settled;
  }
}
