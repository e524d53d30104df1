package org.modeldex.server.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.modeldex.ranking.TradeOff;
import org.modeldex.recommend.Recommendation;
import org.modeldex.recommend.Recommendation.Value;
import org.modeldex.record.Measurement.Better;
import org.modeldex.record.MetadataRecord;
import org.modeldex.record.RecordId;
import org.modeldex.search.SearchField;

/**
 * Candidates as points of two numbers, with the line of those that none is better than in both, and
 * the recommended ones with their rank. Recommended ones of which a number is predicted show their
 * interval.
 *
 * @param front the line as a path; empty without points
 * @param dots the other candidates, a part of them when there are many
 * @param choices the recommended ones that have both numbers
 * @param about how many candidates are shown and why others are not
 * @param switches other numbers to have across
 */
record ParetoChart(
    Axis x,
    Axis y,
    String front,
    List<Dot> dots,
    List<Mark> choices,
    String about,
    List<Switch> switches) {
  static final int WIDTH = 480;
  static final int HEIGHT = 372;
  static final int LEFT = 60;
  static final int RIGHT = 472;
  static final int TOP = 30;
  static final int BOTTOM = 324;

  /**
   * A number.
   *
   * @param direction which is better
   */
  record Axis(String title, String direction, List<Tick> ticks) {}

  /** The other candidates on the front, or off it. */
  List<Dot> dots(boolean onFront) {
    return dots.stream().filter(dot -> dot.onFront() == onFront).toList();
  }

  /** A place on an axis, in the drawing's units. */
  record Tick(String at, String text) {}

  /**
   * A candidate.
   *
   * @param onFront whether no other is better in one number and as good in the other
   */
  record Dot(String x, String y, boolean onFront, String href, String title) {}

  /**
   * A recommended candidate.
   *
   * @param whiskers the intervals of predicted numbers as a path; empty when both are known
   */
  record Mark(String rank, String x, String y, String whiskers, String href, String title) {
    boolean isPredicted() {
      return !whiskers.isEmpty();
    }
  }

  /** Another number across. */
  record Switch(String title, String href, boolean current) {}

  /**
   * A number of a model and, where it is predicted, its bounds; else they are the number itself.
   */
  private record Known(double value, double low, double high) {
    boolean isPredicted() {
      return low < high;
    }
  }

  /**
   * The chart.
   *
   * @param tradeOff of the two numbers, among the candidates
   * @param switches as in the chart
   * @return null when fewer than two models could be shown
   */
  static @Nullable ParetoChart of(
      TradeOff tradeOff, Recommendation found, List<Switch> switches, Wording wording) {
    List<TradeOff.Point> points = new ArrayList<>(tradeOff.cloud());
    points.addAll(tradeOff.front());
    Map<Integer, Known[]> known = known(tradeOff, found);
    if (points.size() + known.size() < 2) {
      return null;
    }
    Scale across = new Scale(tradeOff.x().by(), LEFT, RIGHT);
    Scale up = new Scale(tradeOff.y().by(), BOTTOM, TOP);
    points.forEach(point -> across.include(point.x()));
    points.forEach(point -> up.include(point.y()));
    known.values().forEach(numbers -> across.include(numbers[0].low(), numbers[0].high()));
    known.values().forEach(numbers -> up.include(numbers[1].low(), numbers[1].high()));
    Map<String, Integer> ranks = new HashMap<>();
    known.keySet().forEach(i -> ranks.put(id(found, i).toString(), i));
    return new ParetoChart(
        axis(tradeOff.x(), across, wording),
        axis(tradeOff.y(), up, wording),
        front(tradeOff, across, up),
        dots(tradeOff, points, ranks, across, up, wording),
        marks(tradeOff, found, known, across, up, wording),
        about(tradeOff),
        switches);
  }

  private static RecordId id(Recommendation found, int choice) {
    return found.choices().get(choice).document().record().id();
  }

  /** The numbers of the recommended models that have both, x before y, by their place. */
  private static Map<Integer, Known[]> known(TradeOff tradeOff, Recommendation found) {
    Map<Integer, Known[]> known = new TreeMap<>();
    for (int i = 0; i < found.choices().size(); i++) {
      Known x = known(tradeOff.x().by(), found.choices().get(i));
      Known y = known(tradeOff.y().by(), found.choices().get(i));
      if (x != null && y != null) {
        known.put(i, new Known[] {x, y});
      }
    }
    return known;
  }

  private static @Nullable Known known(String by, Recommendation.Choice choice) {
    for (Value value : choice.values()) {
      if (value.by().equals(by)) {
        return switch (value) {
          case Value.Measured measured ->
              new Known(measured.value(), measured.value(), measured.value());
          case Value.Predicted predicted ->
              new Known(predicted.value(), predicted.low(), predicted.high());
          case Value.Unknown unknown -> null;
        };
      }
    }
    MetadataRecord record = choice.document().record();
    SearchField field = SearchField.find(by).orElse(null);
    Long number =
        field == SearchField.PARAMETERS
            ? record.structural().parameterCount()
            : field == SearchField.SIZE
                ? record.structural().sizeBytes()
                : field == SearchField.FLOPS ? record.structural().flops() : null;
    return number == null ? null : new Known(number, number, number);
  }

  private static Axis axis(TradeOff.Axis axis, Scale scale, Wording wording) {
    boolean isField = SearchField.find(axis.by()).isPresent();
    String direction =
        axis.better() == Better.HIGHER
            ? "higher is better"
            : isField ? "less is better" : "lower is better";
    return new Axis(
        wording.subject(axis.by()),
        direction,
        scale.ticks().stream()
            .map(at -> new Tick(scale.text(at), wording.number(axis.by(), at)))
            .toList());
  }

  /** The edge of what is reached: no candidate lies beyond it. */
  private static String front(TradeOff tradeOff, Scale across, Scale up) {
    StringBuilder path = new StringBuilder();
    boolean acrossFirst = tradeOff.x().better() == Better.LOWER;
    for (TradeOff.Point point : tradeOff.front()) {
      String x = across.text(point.x());
      String y = up.text(point.y());
      if (path.isEmpty()) {
        path.append('M').append(x).append(' ').append(y);
      } else if (acrossFirst) {
        path.append('H').append(x).append('V').append(y);
      } else {
        path.append('V').append(y).append('H').append(x);
      }
    }
    return path.toString();
  }

  private static List<Dot> dots(
      TradeOff tradeOff,
      List<TradeOff.Point> points,
      Map<String, Integer> ranks,
      Scale across,
      Scale up,
      Wording wording) {
    int front = tradeOff.cloud().size();
    List<Dot> dots = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      TradeOff.Point point = points.get(i);
      if (!ranks.containsKey(point.id())) {
        RecordId id = RecordId.parse(point.id());
        dots.add(
            new Dot(
                across.text(point.x()),
                up.text(point.y()),
                i >= front,
                Address.of(id),
                id.name()
                    + ": "
                    + wording.number(tradeOff.y().by(), point.y())
                    + ", "
                    + wording.number(tradeOff.x().by(), point.x())));
      }
    }
    return dots;
  }

  /** The last one first, so that the best lies on top. */
  private static List<Mark> marks(
      TradeOff tradeOff,
      Recommendation found,
      Map<Integer, Known[]> known,
      Scale across,
      Scale up,
      Wording wording) {
    List<Mark> marks = new ArrayList<>();
    known.forEach((i, numbers) -> {
      String x = across.text(numbers[0].value());
      String y = up.text(numbers[1].value());
      RecordId id = id(found, i);
      marks.addFirst(
          new Mark(
              Integer.toString(i + 1),
              x,
              y,
              (numbers[1].isPredicted()
                      ? "M" + x + ' ' + up.text(numbers[1].low()) + 'V' + up.text(numbers[1].high())
                      : "")
                  + (numbers[0].isPredicted()
                      ? "M"
                          + across.text(numbers[0].low())
                          + ' '
                          + y
                          + 'H'
                          + across.text(numbers[0].high())
                      : ""),
              Address.of(id),
              "%d. %s: %s, %s"
                  .formatted(
                      i + 1,
                      id.name(),
                      words(tradeOff.y().by(), numbers[1], wording),
                      words(tradeOff.x().by(), numbers[0], wording))));
    });
    return marks;
  }

  private static String words(String by, Known number, Wording wording) {
    String text = wording.number(by, number.value());
    return number.isPredicted()
        ? "about %s predicted (%s to %s)"
            .formatted(text, wording.number(by, number.low()), wording.number(by, number.high()))
        : text;
  }

  private static String about(TradeOff tradeOff) {
    int shown = tradeOff.cloud().size() + tradeOff.front().size();
    long lacking = tradeOff.matching() - tradeOff.plotted();
    String text = Figures.count(tradeOff.plotted(), "candidate has", "candidates have") + " both";
    text += shown < tradeOff.plotted() ? ", " + Figures.count(shown) + " of them are shown" : "";
    return lacking == 0 ? text : text + "; " + Figures.count(lacking) + " lack one";
  }
}
