package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.modeldex.compare.Cell;
import org.modeldex.compare.Comparison;
import org.modeldex.record.Measurement.Better;
import org.modeldex.vocabulary.MetricKey;

/**
 * Records as lines across their numbers, each number an axis on which better is up (Inselberg, "The
 * plane with parallel coordinates", 1985).
 */
record ParallelChart(List<Axis> axes, List<Line> lines) {
  static final int WIDTH = 960;
  static final int TOP = 56;
  static final int BOTTOM = 246;

  private static final int MOST_AXES = 7;
  private static final int MARGIN = 90;

  /**
   * One number.
   *
   * @param on what it was measured on; may be empty
   */
  record Axis(String title, String on, String top, String bottom, String x) {}

  /**
   * A record.
   *
   * @param path through all axes on which it has a number
   */
  record Line(String name, String path, List<Dot> dots) {}

  record Dot(String x, String y, String title) {}

  /** The chart of the numbers that most records have; null when fewer than two would be shown. */
  static @Nullable ParallelChart of(Comparison comparison, Wording wording) {
    List<Comparison.Row> rows =
        comparison.rows().stream()
            .filter(row -> row.differs() && numbers(row) >= 2)
            .sorted((a, b) -> Long.compare(numbers(b), numbers(a)))
            .limit(MOST_AXES)
            .toList();
    if (rows.size() < 2) {
      return null;
    }
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Comparison.Row row = rows.get(i);
      boolean lower = isLowerBetter(row);
      String low = Numbers.text(row, least(row));
      String high = Numbers.text(row, most(row));
      MetricKey metric = row.metric();
      String dataset = metric == null ? null : metric.dataset();
      axes.add(
          new Axis(
              metric == null || dataset == null
                  ? ComparisonView.title(row, wording)
                  : wording.metric(metric.metric()),
              dataset == null ? "" : wording.dataset(dataset),
              lower ? low : high,
              lower ? high : low,
              tenths(x(i, rows.size()))));
    }
    List<Line> lines = new ArrayList<>();
    for (int column = 0; column < comparison.records().size(); column++) {
      lines.add(line(Wording.name(comparison.records().get(column).id()), rows, column));
    }
    return new ParallelChart(axes, lines);
  }

  private static Line line(String name, List<Comparison.Row> rows, int column) {
    StringBuilder path = new StringBuilder();
    List<Dot> dots = new ArrayList<>();
    boolean pen = false;
    for (int i = 0; i < rows.size(); i++) {
      Comparison.Row row = rows.get(i);
      double number = row.cells().get(column).number();
      if (!Double.isFinite(number)) {
        pen = false;
        continue;
      }
      double share = (number - least(row)) / (most(row) - least(row));
      double up = isLowerBetter(row) ? 1 - share : share;
      String x = tenths(x(i, rows.size()));
      String y = tenths(BOTTOM - up * (BOTTOM - TOP));
      path.append(pen ? 'L' : 'M').append(x).append(' ').append(y);
      dots.add(new Dot(x, y, name + ": " + Numbers.text(row, number)));
      pen = true;
    }
    return new Line(name, path.toString(), dots);
  }

  private static double x(int i, int count) {
    return MARGIN + (double) i * (WIDTH - 2 * MARGIN) / Math.max(1, count - 1);
  }

  private static boolean isLowerBetter(Comparison.Row row) {
    return row.better() == Better.LOWER;
  }

  private static long numbers(Comparison.Row row) {
    return row.cells().stream().map(Cell::number).filter(Double::isFinite).distinct().count();
  }

  private static double least(Comparison.Row row) {
    return row.cells().stream().mapToDouble(Cell::number).filter(Double::isFinite).min().orElse(0);
  }

  private static double most(Comparison.Row row) {
    return row.cells().stream().mapToDouble(Cell::number).filter(Double::isFinite).max().orElse(1);
  }

  static String tenths(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  /** Numbers of a row in words. */
  static final class Numbers {
    private Numbers() {}

    static String text(Comparison.Row row, double number) {
      if (row.metric() != null) {
        return Figures.value(number, row.unit());
      }
      return row.key().endsWith("Bytes") ? Figures.bytes(number) : Figures.quantity(number);
    }
  }
}
