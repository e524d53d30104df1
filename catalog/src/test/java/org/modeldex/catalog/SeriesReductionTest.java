package org.modeldex.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.modeldex.record.MetricPoint;
import org.modeldex.store.PointBounds;
import org.modeldex.testing.Seeded;

class SeriesReductionTest {
  private static List<MetricPoint> reduced(List<MetricPoint> points, int most) {
    SeriesReduction reduction = new SeriesReduction(PointBounds.of(points), most);
    reduction.addAll(points);
    return reduction.points();
  }

  @Test
  void whateverTheOrderTheCurveKeepsItsEndsAndExtremes() {
    Seeded.trials(
        200,
        random -> {
          List<MetricPoint> points = randomPoints(random);
          int most = 4 + random.nextInt(60);
          List<MetricPoint> curve = reduced(points, most);

          assertThat(curve).hasSizeLessThanOrEqualTo(most).doesNotHaveDuplicates();
          assertThat(curve).isSortedAccordingTo(MetricPoint.CURVE_ORDER).isSubsetOf(points);
          assertThat(curve.getFirst()).isEqualTo(Collections.min(points, MetricPoint.CURVE_ORDER));
          assertThat(curve.getLast()).isEqualTo(Collections.max(points, MetricPoint.CURVE_ORDER));
          Comparator<MetricPoint> byValue = Comparator.comparingDouble(MetricPoint::value);
          assertThat(Collections.max(curve, byValue).value())
              .isEqualTo(Collections.max(points, byValue).value());
          assertThat(Collections.min(curve, byValue).value())
              .isEqualTo(Collections.min(points, byValue).value());
        });
  }

  private static List<MetricPoint> randomPoints(Random random) {
    List<MetricPoint> points = new ArrayList<>();
    long base = random.nextInt(4) == 0 ? Long.MIN_VALUE : random.nextInt(100) - 50L;
    int size = 1 + random.nextInt(500);
    for (int i = 0; i < size; i++) {
      points.add(new MetricPoint(base + random.nextInt(1_000), i, random.nextGaussian()));
    }
    return points;
  }

  @Test
  void pointsOfOneStepAreSpreadByTime() {
    List<MetricPoint> points =
        LongStream.range(0, 1_000).mapToObj(at -> new MetricPoint(0, at, 1)).toList();

    assertThat(reduced(points, 40)).extracting(MetricPoint::atMillis).contains(0L, 500L, 999L);
  }

  @Test
  void aGapOfNumbersStaysAGap() {
    List<MetricPoint> points =
        LongStream.range(0, 100)
            .mapToObj(step -> new MetricPoint(step, 0, step < 50 ? step : Double.NaN))
            .toList();

    assertThat(reduced(points, 8)).extracting(MetricPoint::step).containsExactly(0L, 49L, 50L, 99L);
  }
}
