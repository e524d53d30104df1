package org.modeldex.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchOptionsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingest --records -1",
        "ingest --puts 0",
        "mlflow --stored -5",
        "mlflow --clients 0",
        "search --queries many",
        "suggest --texts 99999999999",
        "start --rounds -1",
        "discovery --misses -1"
      })
  void countsThatAreNoneAreRefused(String line) {
    StringWriter err = new StringWriter();
    int exitCode = Bench.commandLine().setErr(new PrintWriter(err)).execute(line.split(" ", -1));
    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("Invalid value for option", "must be a number from");
  }

  @Test
  void aMissingFileIsNamed() {
    StringWriter err = new StringWriter();
    int exitCode =
        Bench.commandLine()
            .setErr(new PrintWriter(err))
            .execute("discovery", "--judgements", "nowhere", "--data", "nowhere");
    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("modeldex bench: there is no file nowhere/documents.jsonl");
  }
}
