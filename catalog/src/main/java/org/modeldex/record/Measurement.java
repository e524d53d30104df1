package org.modeldex.record;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One number and what it means, in the source's own words.
 *
 * @param metric the source's name of the metric
 * @param dataset what it was measured on
 * @param split part of the dataset, for instance {@code test}
 * @param slice subgroup within the split, for instance a language
 * @param config how it was measured, for instance {@code single-scale}
 * @param raw the value exactly as the source writes it; need not be a number
 * @param rawUnit the unit of {@code raw} where the source states one for its whole table, for
 *     instance {@code percent}
 * @param step training step or epoch
 * @param sampleSize number of examples behind the value
 * @param standardDeviation spread of {@code raw}, in its unit
 * @param reading what the vocabulary makes of it; never stored, null until derived
 */
public record Measurement(
    String metric,
    @Nullable String dataset,
    @Nullable String split,
    @Nullable String slice,
    @Nullable String config,
    String raw,
    @Nullable String rawUnit,
    @Nullable Long step,
    @Nullable Instant at,
    @Nullable Long sampleSize,
    @Nullable Double standardDeviation,
    Trust trust,
    @Nullable Reading reading) {

  public Measurement {
    Limits.nonBlank("metric", metric, Limits.TERM);
    Limits.text("dataset", dataset, Limits.TERM);
    Limits.text("split", split, Limits.TERM);
    Limits.text("slice", slice, Limits.TERM);
    Limits.text("config", config, Limits.SHORT_TEXT);
    Limits.required("raw", raw, Limits.SHORT_TEXT);
    Limits.text("rawUnit", rawUnit, Limits.TERM);
    Limits.notNegative("sampleSize", sampleSize);
  }

  /** A self-reported value with nothing but its name, dataset and text. */
  public static Measurement of(String metric, @Nullable String dataset, String raw) {
    return new Measurement(
        metric,
        dataset,
        null,
        null,
        null,
        raw,
        null,
        null,
        null,
        null,
        null,
        Trust.SELF_REPORTED,
        null);
  }

  public Measurement withSplit(@Nullable String newSplit) {
    return new Measurement(
        metric,
        dataset,
        newSplit,
        slice,
        config,
        raw,
        rawUnit,
        step,
        at,
        sampleSize,
        standardDeviation,
        trust,
        reading);
  }

  public Measurement withRawUnit(@Nullable String newRawUnit) {
    return new Measurement(
        metric,
        dataset,
        split,
        slice,
        config,
        raw,
        newRawUnit,
        step,
        at,
        sampleSize,
        standardDeviation,
        trust,
        reading);
  }

  public Measurement withReading(@Nullable Reading newReading) {
    return new Measurement(
        metric,
        dataset,
        split,
        slice,
        config,
        raw,
        rawUnit,
        step,
        at,
        sampleSize,
        standardDeviation,
        trust,
        newReading);
  }

  /** Who vouches for a value; later ones outrank earlier ones. */
  public enum Trust {
    SELF_REPORTED,
    VERIFIED,
    REPRODUCED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Trust> find(String word) {
      for (Trust trust : values()) {
        if (trust.word().equals(word)) {
          return Optional.of(trust);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * A measurement as the vocabulary understands it.
   *
   * @param key canonical metric key, {@code metric[@dataset][#split]}
   * @param metric the key's metric alone
   * @param dataset the key's dataset alone, null when the source names none
   * @param value in the canonical unit; null when {@code raw} holds no number; may be NaN or
   *     infinite
   * @param unit canonical unit, null when the metric has none or is unknown
   * @param scale how {@code value} came from {@code raw}
   * @param better which direction is better, null when unknown
   */
  public record Reading(
      String key,
      String metric,
      @Nullable String dataset,
      @Nullable Double value,
      @Nullable String unit,
      Scale scale,
      @Nullable Better better) {}

  /** The rule that was applied to bring a value into its canonical unit. */
  public enum Scale {
    AS_WRITTEN,
    /** The text carries a percent sign. */
    PERCENT_SIGN,
    /** The table it stands in is written on a scale of 0 to 100. */
    TABLE_SCALE;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The direction in which a metric improves. */
  public enum Better {
    HIGHER,
    LOWER;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
