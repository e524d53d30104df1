package org.modeldex.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.modeldex.ranking.TradeOff.Point;
import org.modeldex.record.Measurement.Better;
import org.modeldex.testing.Seeded;

final class ParetoFrontTest {
  @Test
  void holdsExactlyThePointsThatNoOtherDominates() {
    Seeded.trials(
        100,
        random -> {
          Better x = random.nextBoolean() ? Better.HIGHER : Better.LOWER;
          Better y = random.nextBoolean() ? Better.HIGHER : Better.LOWER;
          ParetoFront front = new ParetoFront(x, y);
          List<Point> all = new ArrayList<>();
          for (int i = random.nextInt(60); i >= 0; i--) {
            Point point = new Point("m" + i, coordinate(random.nextInt(9)), random.nextInt(9));
            all.add(point);
            front.add(point);
          }
          assertThat(front.points())
              .containsExactlyInAnyOrderElementsOf(
                  all.stream()
                      .filter(
                          point -> all.stream().noneMatch(other -> dominates(other, point, x, y)))
                      .toList());
        });
  }

  /** Some numbers, zero with both signs among them. */
  private static double coordinate(int choice) {
    return choice == 0 ? -0.0 : choice - 4;
  }

  private static boolean dominates(Point a, Point b, Better x, Better y) {
    double inX = x == Better.HIGHER ? a.x() - b.x() : b.x() - a.x();
    double inY = y == Better.HIGHER ? a.y() - b.y() : b.y() - a.y();
    return inX >= 0 && inY >= 0 && (inX > 0 || inY > 0);
  }
}
