package org.modeldex.ingest.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.modeldex.ingest.TableScale;
import org.modeldex.ingest.table.TableMapping.Unmapped;
import org.modeldex.record.Measurement;
import org.modeldex.record.Measurement.Trust;
import org.modeldex.record.ModeldexException;
import org.modeldex.vocabulary.RawNumber;
import org.modeldex.vocabulary.Vocabulary;

/** The measurements in the rows of one table. Used by one thread. */
final class Scores {
  private final TableMapping mapping;
  private final Vocabulary vocabulary;
  private final Set<String> mapped;
  private final List<Score> scores = new ArrayList<>();
  private final Map<String, HeaderText> headers = new HashMap<>();

  /** The largest magnitude of each metric that states no unit. */
  private final Map<String, Double> largest = new HashMap<>();

  private final Set<String> percents = new HashSet<>();

  Scores(TableMapping mapping, Vocabulary vocabulary) {
    this.mapping = mapping;
    this.vocabulary = vocabulary;
    mapped = mapping.columns();
    mapping.metrics().forEach(metric -> scores.add(metric.within(mapping.score())));
    if (mapping.score().value() != null) {
      scores.add(mapping.score());
    }
  }

  /** A cell that is a number, and what it means. */
  record Cell(String column, Score score) {}

  /** The cells of a row that are measurements. */
  List<Cell> cells(Row row) {
    List<Cell> cells = new ArrayList<>();
    for (Score score : scores) {
      Cells value = score.value();
      if (value != null && value.text(row) != null) {
        cells.add(new Cell(String.join(", ", value.columns()), score));
      }
    }
    if (mapping.unmapped() == Unmapped.METRICS) {
      row.cells()
          .forEach((column, texts) -> {
            if (!mapped.contains(column) && RawNumber.find(row.text(column)).isPresent()) {
              cells.add(new Cell(column, Score.of(Cells.column(column)).within(mapping.score())));
            }
          });
    }
    return cells;
  }

  /**
   * The measurement of a cell.
   *
   * @throws ModeldexException INVALID_ARGUMENT when a measurement cannot hold what it says
   */
  Measurement measurement(Row row, Cell cell) {
    Score score = cell.score();
    StringJoiner config = new StringJoiner(", ");
    String stated = text(score.metric(), row);
    HeaderText header =
        stated != null
            ? new HeaderText(stated, null, null, null)
            : headers.computeIfAbsent(cell.column(), name -> HeaderText.read(name, vocabulary));
    config(row, score, header, config);
    Long step = number(row, score.step(), Scores::whole, config);
    var at = number(row, score.at(), Times::find, config);
    Long sampleSize = number(row, score.sampleSize(), Scores::whole, config);
    Double spread =
        number(
            row,
            score.standardDeviation(),
            text -> RawNumber.find(text).map(RawNumber::value),
            config);
    Measurement measurement =
        new Measurement(
            header.metric(),
            or(text(score.dataset(), row), header.dataset()),
            text(score.split(), row),
            text(score.slice(), row),
            config.length() == 0 ? null : config.toString(),
            row.text(cell.column()),
            or(text(score.unit(), row), header.unit()),
            step,
            at,
            sampleSize,
            spread,
            Trust.SELF_REPORTED,
            null);
    return isPercent(measurement) ? measurement.withRawUnit(TableScale.PERCENT) : measurement;
  }

  private static void config(Row row, Score score, HeaderText header, StringJoiner config) {
    for (Cells cells : score.config()) {
      if (cells.isConstant()) {
        cells.values().forEach(config::add);
      }
      for (String column : cells.columns()) {
        if (!NoValue.isSaid(row.text(column))) {
          config.add(column + ' ' + row.text(column));
        }
      }
    }
    if (header.config() != null) {
      config.add(header.config());
    }
  }

  /** What cells say as a number or time; what is none becomes a part of the configuration. */
  private static <T> @Nullable T number(
      Row row, @Nullable Cells cells, Function<String, Optional<T>> form, StringJoiner config) {
    String text = text(cells, row);
    if (cells == null || text == null) {
      return null;
    }
    T number = form.apply(text).orElse(null);
    if (number == null) {
      config.add(String.join(", ", cells.columns()) + ' ' + text);
    }
    return number;
  }

  private static Optional<Long> whole(String text) {
    return RawNumber.find(text)
        .filter(number -> number.value() == Math.rint(number.value()))
        .filter(number -> Math.abs(number.value()) < 1L << 53)
        .map(number -> (long) number.value());
  }

  private static @Nullable String text(@Nullable Cells cells, Row row) {
    return cells == null ? null : cells.text(row);
  }

  private static @Nullable String or(@Nullable String own, @Nullable String other) {
    return own == null ? other : own;
  }

  /** Takes a row into account for the scale of each metric. */
  void weigh(Row row) {
    for (Cell cell : cells(row)) {
      try {
        Measurement measurement = measurement(row, cell);
        RawNumber number = RawNumber.find(measurement.raw()).orElse(null);
        if (number != null
            && measurement.rawUnit() == null
            && !number.percent()
            && Double.isFinite(number.value())) {
          largest.merge(measurement.metric(), Math.abs(number.value()), Math::max);
        }
      } catch (ModeldexException e) {
        // reported when the row is read
      }
    }
  }

  /** Finds out from the rows that were weighed which metrics are written in percent. */
  void settle(TableScale scale) {
    List<Measurement> table = new ArrayList<>();
    largest.forEach(
        (metric, value) -> table.add(Measurement.of(metric, null, String.valueOf(value))));
    scale.settle(table).stream()
        .map(TableScale.Settled::measurement)
        .filter(measurement -> TableScale.PERCENT.equals(measurement.rawUnit()))
        .forEach(measurement -> percents.add(measurement.metric()));
  }

  private boolean isPercent(Measurement measurement) {
    return measurement.rawUnit() == null
        && percents.contains(measurement.metric())
        && RawNumber.find(measurement.raw()).filter(number -> !number.percent()).isPresent();
  }
}
