package org.modeldex.server.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an address says to a program that decodes it too often. */
final class EscapesTest {
  @ParameterizedTest
  @CsvSource({
    "a%2e%2E/b, a../b",
    "%252e, .",
    "%2525252e, .",
    "%%32e, .",
    "%2%65, .",
    "%zz/%2e, %zz/.",
    "100%, 100%",
    "%2, %2",
    "step%25%timestamp, step%%timestamp",
    "a+b, a+b"
  })
  void resolvesUntilNoEscapeIsLeft(String text, String resolved) {
    assertThat(Escapes.resolved(text)).isEqualTo(resolved);
  }

  @Test
  @Timeout(10)
  void anEscapeOfAnEscapeAMillionTimesOverTakesNoTime() {
    assertThat(Escapes.resolved("%" + "25".repeat(1_000_000))).isEqualTo("%");
  }
}
