package org.modeldex.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvWriterTest {
  private static String row(String... cells) throws IOException {
    StringWriter out = new StringWriter();
    new CsvWriter(out).row(List.of(cells));
    return out.toString();
  }

  @Test
  void aFormulaIsMarkedAndANumberIsNot() throws IOException {
    assertThat(row("=1+1", "-x", "+1", "@a")).isEqualTo("\"'=1+1\",\"'-x\",\"'+1\",\"'@a\"\r\n");
    assertThat(row("-1.5e-3", "-Infinity", "NaN"))
        .isEqualTo("\"-1.5e-3\",\"-Infinity\",\"NaN\"\r\n");
    assertThat(row("-Infinity+1", "a \"b\", c"))
        .isEqualTo("\"'-Infinity+1\",\"a \"\"b\"\", c\"\r\n");
  }
}
