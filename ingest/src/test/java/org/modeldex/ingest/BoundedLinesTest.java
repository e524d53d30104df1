package org.modeldex.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.modeldex.record.ModeldexException;
import org.modeldex.testing.Seeded;

/** Lines of any length, read in pieces of any length. */
final class BoundedLinesTest {
  @Test
  void linesAreTheSameHoweverTheyArrive() {
    Seeded.trials(
        200,
        random -> {
          List<String> lines = new ArrayList<>();
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(20); i > 0; i--) {
            String line = "x".repeat(random.nextInt(5) == 0 ? random.nextInt(200_000) : i);
            lines.add(line);
            text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
          }
          if (random.nextBoolean()) {
            lines.add("last");
            text.append("last");
          }
          assertThat(read(inPieces(text.toString(), random))).isEqualTo(lines);
        });
  }

  @Test
  void aLineOverTheLimitIsPassedOver() throws IOException {
    BoundedLines lines =
        new BoundedLines(
            new ByteArrayInputStream("one\ntoo long\r\nthree".getBytes(UTF_8)), "three".length());

    assertThat(lines.next()).asString(UTF_8).isEqualTo("one");
    assertThatThrownBy(lines::next)
        .isInstanceOf(ModeldexException.class)
        .hasMessageContaining("more than 5");
    assertThat(lines.number()).isEqualTo(2);
    assertThat(lines.next()).asString(UTF_8).isEqualTo("three");
    assertThat(lines.number()).isEqualTo(3);
    assertThat(lines.next()).isNull();
  }

  private static List<String> read(InputStream in) {
    BoundedLines lines = new BoundedLines(in, 1_000_000);
    List<String> read = new ArrayList<>();
    try {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        read.add(new String(line, UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  private static InputStream inPieces(String text, Random random) {
    return new ByteArrayInputStream(text.getBytes(UTF_8)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(100_000)));
      }
    };
  }
}
