package org.modeldex.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.modeldex.ranking.TradeOff.Point;
import org.modeldex.record.Measurement.Better;

/**
 * The points that no other dominates, that is, is better in one number and at least as good in the
 * other. Points come one by one; each takes time logarithmic in the size of the front. One thread.
 *
 * <pre>
 *   steps: goodness in x -> goodness in y and the points there
 *   with ascending x the goodness in y strictly descends
 * </pre>
 */
final class ParetoFront {
  private final double signX;
  private final double signY;
  private final NavigableMap<Double, Step> steps = new TreeMap<>();

  ParetoFront(Better x, Better y) {
    signX = sign(x);
    signY = sign(y);
  }

  private static double sign(Better better) {
    return switch (better) {
      case HIGHER -> 1;
      case LOWER -> -1;
    };
  }

  private record Step(double y, List<Point> points) {}

  /** Takes a point of finite numbers in. */
  void add(Point point) {
    // Zero has no sign.
    double x = signX * point.x() + 0.0;
    double y = signY * point.y() + 0.0;
    Map.Entry<Double, Step> atLeastAsGood = steps.ceilingEntry(x);
    if (atLeastAsGood != null && atLeastAsGood.getValue().y() >= y) {
      if (atLeastAsGood.getKey() == x && atLeastAsGood.getValue().y() == y) {
        atLeastAsGood.getValue().points().add(point);
      }
      return;
    }
    Map.Entry<Double, Step> worse = steps.floorEntry(x);
    while (worse != null && worse.getValue().y() <= y) {
      steps.remove(worse.getKey());
      worse = steps.floorEntry(x);
    }
    List<Point> points = new ArrayList<>();
    points.add(point);
    steps.put(x, new Step(y, points));
  }

  List<Point> points() {
    return steps.values().stream().flatMap(step -> step.points().stream()).toList();
  }
}
