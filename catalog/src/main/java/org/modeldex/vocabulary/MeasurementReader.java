package org.modeldex.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Reading;
import org.modeldex.record.Measurement.Scale;

/**
 * Reads the measurements of one record into canonical keys, values and units.
 *
 * <p>A ratio is canonical in 0..1, but sources often write percent and seldom say so. The scale is
 * decided once for all values of one metric in a record, in this order:
 *
 * <ol>
 *   <li>A percent sign in the text makes that value percent ({@link Scale#PERCENT_SIGN}).
 *   <li>A stated unit decides for its value: {@code percent} and its like ({@link
 *       Scale#TABLE_SCALE}), {@code ratio} or {@code fraction} ({@link Scale#AS_WRITTEN}).
 *   <li>The other values of a metric of unit {@code ratio} are all percent when one of them is
 *       beyond 1 and none beyond 100, of unit {@code ratio+} when one of them is beyond 1.5 ({@link
 *       Scale#TABLE_SCALE}). Signs do not count.
 *   <li>All else stays as written.
 * </ol>
 *
 * A metric with another unit of its own, such as BLEU points or milliseconds, stays as written
 * whatever the signs. An unknown metric, or one without a unit, follows rules 1, 2 and 4.
 */
final class MeasurementReader {
  /** Part of the vocabulary's fingerprint: another number whenever a reading changes. */
  static final int RULES = 1;

  static final String RATIO = "ratio";
  static final String OPEN_RATIO = "ratio+";

  private static final Set<String> PERCENT_UNITS =
      Set.of("percent", "pct", "percentage", "per-cent", "points-percent", "percentage-points");
  private static final Set<String> RATIO_UNITS =
      Set.of(RATIO, OPEN_RATIO, "fraction", "proportion");

  /** Above 1 by rounding is still a ratio. */
  private static final double ROUNDING = 1e-6;

  private final Vocabulary vocabulary;

  MeasurementReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  List<Measurement> read(List<Measurement> table) {
    Map<String, MetricLexicon.Name> names = new HashMap<>();
    Map<String, Spread> spreads = new HashMap<>();
    List<Row> rows = new ArrayList<>(table.size());
    for (Measurement measurement : table) {
      Row row =
          new Row(
              measurement,
              names.computeIfAbsent(measurement.metric(), vocabulary::metricName),
              RawNumber.find(measurement.raw()).orElse(null),
              stated(measurement.rawUnit()));
      rows.add(row);
      if (row.number != null && !row.number.percent() && row.stated == Stated.NOTHING) {
        spreads.computeIfAbsent(row.name.slug(), slug -> new Spread()).add(row.number.value());
      }
    }
    List<Measurement> read = new ArrayList<>(rows.size());
    for (Row row : rows) {
      read.add(row.measurement.withReading(reading(row, spreads.get(row.name.slug()))));
    }
    return read;
  }

  private record Row(
      Measurement measurement,
      MetricLexicon.Name name,
      @Nullable RawNumber number,
      Stated stated) {}

  /** The largest finite magnitude among the values of a metric whose scale nothing states. */
  private static final class Spread {
    private double largest;

    void add(double value) {
      if (Double.isFinite(value)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
  }

  /** What the measurement's own unit says of its scale. */
  private enum Stated {
    NOTHING,
    PERCENT,
    RATIO,
    OTHER
  }

  private static Stated stated(@Nullable String rawUnit) {
    if (rawUnit == null || rawUnit.isBlank()) {
      return Stated.NOTHING;
    }
    String unit = Words.fold(rawUnit);
    if (PERCENT_UNITS.contains(unit) || rawUnit.strip().equals("%")) {
      return Stated.PERCENT;
    }
    return RATIO_UNITS.contains(unit) ? Stated.RATIO : Stated.OTHER;
  }

  private Reading reading(Row row, @Nullable Spread spread) {
    Metric metric = row.name.metric();
    String unit = metric == null ? null : metric.unit();
    Scale scale = scale(row, unit, spread);
    RawNumber number = row.number;
    Double value = null;
    if (number != null) {
      value = scale == Scale.AS_WRITTEN ? number.value() : RawNumber.hundredth(number.value());
    }
    if (scale != Scale.AS_WRITTEN || row.stated == Stated.RATIO) {
      unit = unit == null ? RATIO : unit;
    } else if (row.stated == Stated.OTHER) {
      unit = row.measurement.rawUnit();
    }
    Measurement measurement = row.measurement;
    String dataset =
        measurement.dataset() == null
            ? null
            : vocabulary.slug(Term.Category.DATASET, measurement.dataset());
    MetricKey key =
        new MetricKey(row.name.slug(), sliced(dataset, measurement.slice()), split(row));
    return new Reading(
        key.toString(),
        key.metric(),
        dataset,
        value,
        unit,
        scale,
        metric == null ? null : metric.better());
  }

  private static Scale scale(Row row, @Nullable String unit, @Nullable Spread spread) {
    boolean ratio = RATIO.equals(unit) || OPEN_RATIO.equals(unit);
    if (row.number == null || (unit != null && !ratio)) {
      return Scale.AS_WRITTEN;
    }
    if (row.number.percent()) {
      return Scale.PERCENT_SIGN;
    }
    return switch (row.stated) {
      case PERCENT -> Scale.TABLE_SCALE;
      case RATIO, OTHER -> Scale.AS_WRITTEN;
      case NOTHING ->
          unit != null && spread != null && isPercent(unit, spread.largest)
              ? Scale.TABLE_SCALE
              : Scale.AS_WRITTEN;
    };
  }

  private static boolean isPercent(String unit, double largest) {
    return unit.equals(OPEN_RATIO)
        ? largest > 1.5
        : largest > 1 + ROUNDING && largest <= 100 + ROUNDING;
  }

  private static @Nullable String sliced(@Nullable String dataset, @Nullable String slice) {
    if (slice == null || slice.isBlank()) {
      return dataset;
    }
    return (dataset == null ? "" : dataset) + '/' + Words.slug(slice);
  }

  private static @Nullable String split(Row row) {
    String split = row.measurement.split();
    return split == null || split.isBlank() ? row.name.split() : Splits.canonical(split);
  }
}
