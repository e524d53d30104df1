package org.modeldex.ingest.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a number of a row means. As a part of {@link TableMapping#metrics} its column holds the
 * number; what it does not say itself, the mapping's own score says for all.
 *
 * @param value the column of the number; null in a wide table's mapping for all of its metrics
 * @param metric null when the column's header says it
 * @param config how it was measured: words, or columns, whose texts have their name before them
 */
record Score(
    @Nullable Cells value,
    @Nullable Cells metric,
    @Nullable Cells dataset,
    @Nullable Cells split,
    @Nullable Cells slice,
    @Nullable Cells unit,
    List<Cells> config,
    @Nullable Cells step,
    @Nullable Cells at,
    @Nullable Cells sampleSize,
    @Nullable Cells standardDeviation) {

  static final Score NOTHING =
      new Score(null, null, null, null, null, null, List.of(), null, null, null, null);

  /** A number of which nothing is said but where it stands. */
  static Score of(Cells value) {
    return new Score(value, null, null, null, null, null, List.of(), null, null, null, null);
  }

  /** How all numbers were measured. */
  static Score ofConfig(Cells config) {
    return new Score(null, null, null, null, null, null, List.of(config), null, null, null, null);
  }

  /** The score of one column, which says what {@code all} does not say for it. */
  Score within(Score all) {
    List<Cells> configs = new ArrayList<>(all.config);
    configs.addAll(config);
    return new Score(
        value,
        or(metric, all.metric),
        or(dataset, all.dataset),
        or(split, all.split),
        or(slice, all.slice),
        or(unit, all.unit),
        configs,
        or(step, all.step),
        or(at, all.at),
        or(sampleSize, all.sampleSize),
        or(standardDeviation, all.standardDeviation));
  }

  private static @Nullable Cells or(@Nullable Cells own, @Nullable Cells all) {
    return own == null ? all : own;
  }

  /** The columns it reads. */
  Stream<String> columns() {
    return Stream.concat(
            Stream.of(
                value,
                metric,
                dataset,
                split,
                slice,
                unit,
                step,
                at,
                sampleSize,
                standardDeviation),
            config.stream())
        .filter(Objects::nonNull)
        .flatMap(cells -> cells.columns().stream());
  }

  /** Whether a column tells rows of one record apart. */
  boolean variesByRow() {
    return Stream.of(metric, dataset, split, slice, step)
        .filter(Objects::nonNull)
        .anyMatch(cells -> !cells.isConstant());
  }
}
