package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modeldex.compare.Comparison;
import org.modeldex.record.MetadataRecord;

/** Records as points of two numbers. */
record ScatterChart(Axis x, Axis y, List<Point> points, List<Choice> choices) {
  static final int WIDTH = 620;
  static final int HEIGHT = 320;

  private static final int LEFT = 70;
  private static final int BOTTOM = 40;
  private static final int EDGE = 24;

  record Axis(String key, String title, String low, String high) {}

  /** A record's place; the name of one on the right stands left of it, or it would not fit. */
  record Point(String name, String href, String x, String y, boolean right, String title) {}

  /** A number that can be an axis. */
  record Choice(String key, String title) {}

  /**
   * The chart of two rows; those chosen or else the parameter count and the first metric that most
   * records have. Null when no two records have two numbers.
   */
  static @Nullable ScatterChart of(
      Comparison comparison, Wording wording, @Nullable String xKey, @Nullable String yKey) {
    List<Comparison.Row> rows =
        comparison.rows().stream()
            .filter(
                row -> row.cells().stream().filter(c -> Double.isFinite(c.number())).count() > 1)
            .toList();
    Comparison.Row x = row(rows, xKey, "structural.parameterCount", null);
    Comparison.Row y = row(rows, yKey, "", x);
    if (x == null || y == null) {
      return null;
    }
    List<Choice> choices =
        rows.stream().map(r -> new Choice(r.key(), ComparisonView.title(r, wording))).toList();
    return new ScatterChart(
        axis(x, wording), axis(y, wording), points(comparison.records(), x, y), choices);
  }

  private static Comparison.@Nullable Row row(
      List<Comparison.Row> rows,
      @Nullable String key,
      String usual,
      Comparison.@Nullable Row other) {
    for (String wanted : new @Nullable String[] {key, usual}) {
      for (Comparison.Row row : rows) {
        if (row.key().equals(wanted)) {
          return row;
        }
      }
    }
    return rows.stream()
        .filter(row -> !row.equals(other) && row.metric() != null)
        .findFirst()
        .orElse(rows.stream().filter(row -> !row.equals(other)).findFirst().orElse(null));
  }

  private static Axis axis(Comparison.Row row, Wording wording) {
    return new Axis(
        row.key(),
        ComparisonView.title(row, wording),
        ParallelChart.Numbers.text(row, bound(row, true)),
        ParallelChart.Numbers.text(row, bound(row, false)));
  }

  private static double bound(Comparison.Row row, boolean least) {
    var numbers = row.cells().stream().mapToDouble(cell -> cell.number()).filter(Double::isFinite);
    return (least ? numbers.min() : numbers.max()).orElse(0);
  }

  private static List<Point> points(
      List<MetadataRecord> records, Comparison.Row x, Comparison.Row y) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      double atX = x.cells().get(i).number();
      double atY = y.cells().get(i).number();
      if (Double.isFinite(atX) && Double.isFinite(atY)) {
        String name = Wording.name(records.get(i).id());
        points.add(
            new Point(
                name,
                Address.of(records.get(i).id()),
                ParallelChart.tenths(LEFT + EDGE + share(x, atX) * (WIDTH - LEFT - 2 * EDGE)),
                ParallelChart.tenths(
                    HEIGHT - BOTTOM - EDGE - share(y, atY) * (HEIGHT - BOTTOM - 2 * EDGE)),
                share(x, atX) > 0.5,
                name
                    + ": "
                    + ParallelChart.Numbers.text(x, atX)
                    + ", "
                    + ParallelChart.Numbers.text(y, atY)));
      }
    }
    return points;
  }

  private static double share(Comparison.Row row, double number) {
    double least = bound(row, true);
    double most = bound(row, false);
    return most > least ? (number - least) / (most - least) : 0.5;
  }
}
