package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Where numbers lie along an axis. */
final class ScaleTest {
  private static final Offset<Double> NEARLY = Offset.offset(1e-9);

  @Test
  void metricsLieEvenlyBetweenRoundTicks() {
    Scale scale = new Scale("accuracy@imagenet-1k", 0, 100);
    scale.include(0.52, 0.91);
    assertThat(scale.ticks()).containsExactly(0.6, 0.7, 0.8, 0.9);
    assertThat(scale.place(0.52)).isCloseTo(4, NEARLY);
    assertThat(scale.place(0.91)).isCloseTo(96, NEARLY);
    assertThat(scale.place(0.715)).isCloseTo(50, NEARLY);
  }

  @Test
  void sizesLieByTheirLogarithmAndUpwardsAxesRunBackwards() {
    Scale scale = new Scale("parameters", 300, 0);
    scale.include(1e6, 1e8);
    assertThat(scale.ticks()).containsExactly(1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8);
    assertThat(scale.place(1e7)).isCloseTo(150, NEARLY);
    assertThat(scale.place(1e6)).isGreaterThan(scale.place(1e8));
  }

  @Test
  void aSingleNumberLiesInTheMiddle() {
    Scale scale = new Scale("parameters", 0, 100);
    scale.include(5);
    assertThat(scale.place(5)).isEqualTo(50);
    assertThat(scale.ticks()).containsExactly(5.0);
  }
}
