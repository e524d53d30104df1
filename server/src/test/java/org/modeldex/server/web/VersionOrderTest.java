package org.modeldex.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of versions. */
final class VersionOrderTest {
  @Test
  void numbersCountByTheirSizeAndOtherPartsAsText() {
    List<String> ascending =
        List.of("1", "2", "9", "10", "99999999999999999999", "v1", "v1.9", "v1.10", "v1.10-rc1");
    assertThat(ascending.reversed().stream().sorted(new VersionOrder())).isEqualTo(ascending);
  }

  @Test
  void versionsOfOneSizeStillDiffer() {
    assertThat(new VersionOrder().compare("01", "1")).isNegative();
    assertThat(new VersionOrder().compare("1", "1")).isZero();
  }
}
