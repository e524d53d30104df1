package org.modeldex.bench;

import java.nio.file.NoSuchFileException;
import org.modeldex.record.ModeldexException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The benchmarks behind {@code modeldex bench}. */
@Command(
    name = "modeldex bench",
    description = "Measures Modeldex beside the raw limits of the libraries it stands on.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DiscoveryBench.class,
      IngestBench.class,
      MlflowBench.class,
      PredictBench.class,
      SearchBench.class,
      StartBench.class,
      SuggestBench.class
    })
public final class Bench implements Runnable {
  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .registerConverter(int.class, new Count(1))
        .setExecutionExceptionHandler(Bench::explain);
  }

  /** What the user can mend is said without a stack trace. */
  private static int explain(Exception problem, CommandLine command, ParseResult arguments)
      throws Exception {
    String message =
        switch (problem) {
          case NoSuchFileException missing -> "there is no file " + missing.getFile();
          case ModeldexException refused -> String.valueOf(refused.getMessage());
          default -> throw problem;
        };
    command.getErr().println("modeldex bench: " + message);
    return CommandLine.ExitCode.SOFTWARE;
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
