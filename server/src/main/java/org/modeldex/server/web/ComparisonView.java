package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.modeldex.compare.Cell;
import org.modeldex.compare.Comparison;
import org.modeldex.compare.TextDiff;
import org.modeldex.record.Measurement.Reading;

/** The rows of a comparison as a table shows them. */
record ComparisonView(List<Line> lines) {

  /**
   * A row.
   *
   * @param section the aspect, in the first row of each; empty in the others
   */
  record Line(String section, String title, String hint, boolean differs, List<Part> parts) {}

  /**
   * A cell.
   *
   * @param pieces the text, cut where it changed
   */
  record Part(List<Piece> pieces, boolean number, boolean best, boolean missing) {}

  /**
   * A piece of text.
   *
   * @param change {@code equal}, {@code inserted} or {@code deleted}
   */
  record Piece(String text, String change) {}

  /**
   * The rows of a comparison.
   *
   * @param changes whether to mark how texts changed from those of the first record, and to show
   *     numbers unrounded, so that a small change is seen
   */
  static ComparisonView of(Comparison comparison, Wording wording, boolean changes) {
    List<Line> lines = new ArrayList<>();
    Comparison.Aspect before = null;
    for (Comparison.Row row : comparison.rows()) {
      List<Part> parts = new ArrayList<>();
      for (int column = 0; column < row.cells().size(); column++) {
        parts.add(
            part(row.cells().get(column), row, !changes && row.best().contains(column), changes));
      }
      String section =
          row.aspect() == before
              ? ""
              : Wording.capitalised(row.aspect().name().toLowerCase(Locale.ROOT));
      before = row.aspect();
      String better = row.better() == null ? "" : row.better().word() + " is better";
      lines.add(new Line(section, title(row, wording), better, row.differs(), parts));
    }
    return new ComparisonView(lines);
  }

  /** {@code structural.parameterCount} in words. */
  static String title(Comparison.Row row, Wording wording) {
    if (row.metric() != null) {
      return wording.subject(row.key());
    }
    String name = row.key().substring(row.key().indexOf('.') + 1);
    return Wording.capitalised(name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT));
  }

  private static Part part(Cell cell, Comparison.Row row, boolean best, boolean changes) {
    return switch (cell) {
      case Cell.Missing missing -> new Part(List.of(), false, false, true);
      case Cell.Text text -> plain(text.text(), false, best);
      case Cell.Setting setting -> plain(setting.text(), false, best);
      case Cell.Texts texts -> plain(String.join(", ", texts.texts()), false, best);
      case Cell.Whole whole ->
          plain(
              changes ? Figures.count(whole.count()) : whole(whole.count(), row.key()), true, best);
      case Cell.Decimal decimal -> plain(Figures.exact(decimal.value()), true, best);
      case Cell.Prose prose -> new Part(pieces(prose, changes), false, best, false);
      case Cell.Result result -> {
        Reading reading = result.measurement().reading();
        yield plain(
            changes || reading == null || reading.value() == null
                ? result.measurement().raw()
                : Figures.value(reading.value(), reading.unit()),
            true,
            best);
      }
    };
  }

  private static String whole(long count, String key) {
    return key.endsWith("Bytes") ? Figures.bytes(count) : Figures.quantity(count);
  }

  private static Part plain(String text, boolean number, boolean best) {
    return new Part(List.of(new Piece(text, "equal")), number, best, false);
  }

  private static List<Piece> pieces(Cell.Prose prose, boolean changes) {
    if (!changes || prose.changes().isEmpty()) {
      return List.of(new Piece(prose.text() + (prose.isCut() ? " …" : ""), "equal"));
    }
    List<Piece> pieces = new ArrayList<>();
    for (TextDiff.Span span : prose.changes()) {
      pieces.add(new Piece(span.text(), span.change().name().toLowerCase(Locale.ROOT)));
    }
    return pieces;
  }
}
