package org.modeldex.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modeldex.testing.Seeded;

class RawNumberTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "73.3;73.3",
        "+1.088;1.088",
        "-0.5;-0.5",
        "−0.5;-0.5",
        "1e-3;0.001",
        "2.5E+2;250",
        ".5;0.5",
        "5.;5",
        "'  0.857 ';0.857",
        "1,013.01;1013.01",
        "12,345,678;12345678",
        "1.013,01;1013.01",
        "1.234.567;1234567",
        "1,013;1013",
        "0,857;0.857",
        "1,5;1.5",
        "12,3456;12.3456",
        "0,5;0.5",
        "39.3 (37.9);39.3",
        "39.3 [37.1, 41.2];39.3",
        "86*;86",
        "1e999;Infinity",
        "NaN;NaN",
        "nan;NaN",
        "inf;Infinity",
        "-Infinity;-Infinity",
        "+inf;Infinity",
        "∞;Infinity",
        "-0;-0.0"
      })
  void readsWhatPeopleWrite(String raw, double value) {
    assertThat(RawNumber.find(raw)).contains(new RawNumber(value, false, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "73.3%;73.3",
        "96.31 %;96.31",
        "76.128%|;76.128",
        "25,59 %;25.59",
        "-3%;-3",
        "39.3% (37.9%);39.3",
        "12.5\u00a0%;12.5"
      })
  void seesThePercentSign(String raw, double value) {
    assertThat(RawNumber.find(raw)).contains(new RawNumber(value, true, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "267.40 +/- 17.45;267.4;17.45;false",
        "267.40 ± 17.45;267.4;17.45;false",
        "267.40±17.45;267.4;17.45;false",
        "-1.2 +- 0.3;-1.2;0.3;false",
        "92.1% ± 0.4%;92.1;0.4;true",
        "92.1 ± 0.4 %;92.1;0.4;true",
        "1 \\pm 0,25;1;0.25;false",
        "7.5 +/- nan;7.5;NaN;false",
        "0.5 ± 0.1 (n=3);0.5;0.1;false"
      })
  void keepsTheSpreadBesideTheValue(String raw, double value, double spread, boolean percent) {
    assertThat(RawNumber.find(raw)).contains(new RawNumber(value, percent, spread));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "none",
        "N/A",
        "-",
        "+",
        ".",
        ",",
        "%",
        "1.2.3",
        "1,2,3",
        "12,34,567",
        "2021-05-01",
        "5 or 6",
        "v1.0",
        "[1, 2]",
        "{f1: 0.4}",
        "1 ±",
        "0x1p3",
        "1d",
        "info",
        "nano",
        "1e",
        "(3)",
        "3 (4",
        "1 2",
        "true",
        "٣"
      })
  void leavesAsideWhatIsNoSingleNumber(String raw) {
    assertThat(RawNumber.find(raw)).isEmpty();
  }

  @Test
  void readsBackEveryDouble() {
    Seeded.trials(
        5_000,
        random -> {
          double value = Double.longBitsToDouble(random.nextLong());
          assertThat(RawNumber.find(Double.toString(value)))
              .contains(new RawNumber(value, false, null));
        });
  }

  @Test
  void readsBackGroupedThousands() {
    Seeded.trials(
        2_000,
        random -> {
          long whole = random.nextLong(1_000_000_000_000L);
          assertThat(RawNumber.find(String.format(Locale.ROOT, "%,d.25", whole)))
              .contains(new RawNumber(whole + 0.25, false, null));
        });
  }

  @Test
  void neverFailsWhateverTheText() {
    String alphabet = "0123456789.,+-−%±/()[]eE naif∞|*\\pm$\u00a0٣";
    Seeded.trials(
        20_000,
        random -> {
          RawNumber.find(text(random, alphabet));
        });
  }

  @Test
  void aHundredthIsWhatTwoMorePlacesWouldSay() {
    Seeded.trials(
        5_000,
        random -> {
          int digits = random.nextInt(1_000_000);
          double written = Double.parseDouble(digits + "e-3");
          double expected = Double.parseDouble(digits + "e-5");
          assertThat(RawNumber.hundredth(written)).isEqualTo(expected);
        });
    assertThat(RawNumber.hundredth(Double.NaN)).isNaN();
    assertThat(RawNumber.hundredth(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static String text(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
